/**
 * No cohort that ended before this calendar date (YYYY-MM-DD) can still be running anywhere: zones reach from UTC−12 to
 * UTC+14.
 */
export const earliestEndDate = (now: Date): string =>
	new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
