const HOUR = 3_600_000;

/** How long a student who was told of a seat is expected to take it, before the next one is told. */
export const OFFER_MILLISECONDS = 24 * HOUR;

/** So many mails at once at most: the cohort's row is locked meanwhile, and others want to buy. */
export const LARGEST_BATCH = 20;

/**
 * How many more students to tell of free seats: never more than there are seats.
 *
 * @param seatsLeft Seats that anybody can buy now; null = unlimited.
 * @param offers    Students who were told lately and have not come yet.
 */
export const offersToMake = (seatsLeft: number | null, offers: number): number =>
	seatsLeft === null ? LARGEST_BATCH : Math.max(0, Math.min(LARGEST_BATCH, seatsLeft - offers));
