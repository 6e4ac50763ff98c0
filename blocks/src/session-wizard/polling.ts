/** How long the wizard asks again by itself while a payment is being processed. */
export const POLLING_ENDS_AFTER_MILLISECONDS = 30_000;

const FIRST_DELAY_MILLISECONDS = 1_000;
const LONGEST_DELAY_MILLISECONDS = 6_000;
const GROWTH = 1.5;

/**
 * How long to wait before asking again.
 *
 * @param askedBefore   How often was asked already.
 * @param waitedSoFar   Milliseconds since the first question.
 * @return Milliseconds, or null when it is time to stop.
 */
export const nextDelay = (askedBefore: number, waitedSoFar: number): number | null => {
	const delay = Math.min(FIRST_DELAY_MILLISECONDS * GROWTH ** askedBefore, LONGEST_DELAY_MILLISECONDS);
	return waitedSoFar + delay > POLLING_ENDS_AFTER_MILLISECONDS ? null : delay;
};
