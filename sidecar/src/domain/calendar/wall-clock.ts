import { DateTime, IANAZone } from 'luxon';

const WALL_CLOCK = "yyyy-MM-dd'T'HH:mm";

/** The calendar date itself, without a place: UTC has no daylight saving time. Raises RangeError for one that is none. */
export const calendarDate = (date: string): DateTime => {
	const day = DateTime.fromISO(date, { zone: 'utc' });
	if (!day.isValid || day.toISODate() !== date) {
		throw new RangeError(`${date} is not a calendar date (YYYY-MM-DD).`);
	}
	return day;
};

/** Minutes since midnight of a wall-clock HH:MM or HH:MM:00. Raises RangeError for a time that is none. */
export const minutesOf = (time: string): number => {
	const match = /^([01]\d|2[0-3]):([0-5]\d)(?::00)?$/.exec(time);
	if (!match) {
		throw new RangeError(`${time} is not a time of day (HH:MM).`);
	}
	return Number(match[1]) * 60 + Number(match[2]);
};

/**
 * The first instant at which the wall clock reads this; when clocks skip it, as much later as they skip (RFC 5545, section
 * 3.3.5). Raises RangeError for a time zone that does not exist.
 *
 * @param day     As {@link calendarDate} gives it.
 * @param minutes Since midnight.
 */
export const instantAt = (day: DateTime, minutes: number, timezone: string): DateTime => {
	const local = day.startOf('day').plus({ minutes }).setZone(timezone, { keepLocalTime: true });
	if (!local.isValid) {
		throw new RangeError(`${timezone} is not a time zone.`);
	}
	return DateTime.min(...local.getPossibleOffsets()) ?? local;
};

/** The same of a wall clock as forms write it: `2030-03-04T18:00`. */
export const instantOf = (local: string, timezone: string): Date => {
	const [date = '', time = ''] = local.split('T');
	return instantAt(calendarDate(date), minutesOf(time), timezone).toJSDate();
};

/** An instant in a time zone; in UTC when luxon does not know the zone. */
export const inZone = (instant: Date, timezone: string): DateTime => {
	const local = DateTime.fromJSDate(instant, { zone: timezone });
	return local.isValid ? local : DateTime.fromJSDate(instant, { zone: 'utc' });
};

/** What the wall clock reads at an instant: `2030-03-04T18:00`. Seconds are left out. */
export const wallClockAt = (instant: Date, timezone: string): string =>
	inZone(instant, timezone).toFormat(WALL_CLOCK);

/** The calendar date (YYYY-MM-DD) at an instant. */
export const dateAt = (instant: Date, timezone: string): string =>
	inZone(instant, timezone).toISODate() ?? instant.toISOString().slice(0, 10);

/** True for the IANA name of a time zone. */
export const isTimezone = (name: string): boolean => IANAZone.isValidZone(name);
