import type { DateTime } from 'luxon';
import { calendarDate, instantAt, minutesOf } from './wall-clock';

/** A class that takes place every week, by the clock on the wall where it is held. */
export interface WeeklyClass {
	/** 0 = Sunday … 6 = Saturday, in `timezone`. */
	dayOfWeek: number;
	/** HH:MM or HH:MM:SS. An end that is not later than the start belongs to the next day. */
	startTime: string;
	endTime: string;
	/** IANA name. */
	timezone: string;
}

/** One time that a class takes place. */
export interface Occurrence {
	/** YYYY-MM-DD in the class's time zone: the day on which it begins. */
	date: string;
	/** Instants in UTC. */
	startsAt: Date;
	endsAt: Date;
}

const DAY = { days: 1 };
const WEEK = { weeks: 1 };

const reads = (instant: DateTime, minutes: number): boolean => instant.hour * 60 + instant.minute === minutes;

const occurrenceOn = (
	day: DateTime,
	{ startTime, endTime, timezone }: Omit<WeeklyClass, 'dayOfWeek'>,
): Occurrence => {
	const startMinutes = minutesOf(startTime);
	const endMinutes = minutesOf(endTime);
	const overnight = endMinutes <= startMinutes;
	const start = instantAt(day, startMinutes, timezone);
	const length = endMinutes - startMinutes + (overnight ? 24 * 60 : 0);
	const end = reads(start, startMinutes)
		? instantAt(overnight ? day.plus(DAY) : day, endMinutes, timezone)
		: start.plus({ minutes: length });
	return { date: day.toISODate() ?? '', startsAt: start.toJSDate(), endsAt: end.toJSDate() };
};

/**
 * A class on one date (YYYY-MM-DD in its own time zone), whatever weekday it is; as {@link occurrences} when clocks
 * change. Raises RangeError like it.
 */
export const occurrenceOnDate = (times: Omit<WeeklyClass, 'dayOfWeek'>, date: string): Occurrence =>
	occurrenceOn(calendarDate(date), times);

/**
 * The dates on which a weekly class begins from `from` to `to`, both inclusive calendar dates (YYYY-MM-DD) in the
 * class's own time zone, in order. Raises RangeError for a day, date, time or zone that does not exist.
 *
 * The wall clock is kept: a class at 18:00 is at 18:00 in summer and in winter. In the hours when clocks change it is
 * as RFC 5545 (section 3.3.5) has it:
 * - A start that clocks skip moves forward by what they skip (02:30 → 03:30), and the class keeps its usual length.
 * - A start or an end that comes twice is the first one.
 * - An end that clocks skip moves forward by what they skip, so that the class keeps its usual length.
 */
export const occurrences = ({
	from,
	to,
	...weekly
}: WeeklyClass & { from: string; to: string }): Occurrence[] => {
	if (![0, 1, 2, 3, 4, 5, 6].includes(weekly.dayOfWeek)) {
		throw new RangeError(`${weekly.dayOfWeek} is not a day of the week (0 to 6).`);
	}
	const last = calendarDate(to);
	const first = calendarDate(from);
	// Luxon counts Monday = 1 … Sunday = 7.
	const wait = (weekly.dayOfWeek - (first.weekday % 7) + 7) % 7;
	const found: Occurrence[] = [];
	for (let day = first.plus({ days: wait }); day <= last; day = day.plus(WEEK)) {
		found.push(occurrenceOn(day, weekly));
	}
	return found;
};
