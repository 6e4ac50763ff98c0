import { DateTime } from 'luxon';
import { occurrences, type Occurrence, type WeeklyClass } from './occurrences';

/**
 * The one time that a class takes place in the given week of a cohort; week 0 begins on the cohort's first day and
 * every week has seven days, so each weekday comes exactly once.
 *
 * @param startDate YYYY-MM-DD, taken as a date in the class's own time zone.
 */
export const occurrenceInWeek = (weekly: WeeklyClass, startDate: string, week: number): Occurrence => {
	const first = DateTime.fromISO(startDate, { zone: 'utc' }).plus({ weeks: week });
	const [occurrence] = occurrences({
		...weekly,
		from: first.toISODate() ?? startDate,
		to: first.plus({ days: 6 }).toISODate() ?? startDate,
	}) as [Occurrence];
	return occurrence;
};
