import { DateTime } from 'luxon';

/** Calendar days of a time zone, one after the other. */
export interface Days {
	/** YYYY-MM-DD. */
	dates: string[];
	/** UTC: where each of them begins and, one more, where the last one ends. */
	boundaries: Date[];
}

/**
 * The last days up to today. Days in which clocks change have 23 or 25 hours, and one whose midnight is skipped begins
 * later.
 *
 * @param timezone IANA name.
 */
export const lastDays = (count: number, timezone: string, now: Date): Days => {
	const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
	const days = Array.from({ length: count + 1 }, (_, index) =>
		// From noon, so that a midnight that does not exist leads to no other day.
		today
			.set({ hour: 12 })
			.plus({ days: index + 1 - count })
			.startOf('day'),
	);
	return {
		dates: days.slice(0, count).map((day) => day.toISODate() ?? ''),
		boundaries: days.map((day) => day.toJSDate()),
	};
};
