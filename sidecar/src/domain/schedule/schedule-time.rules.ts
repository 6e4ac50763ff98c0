import { DateTime } from 'luxon';
import type { ClockChange, ScheduleTime } from '../../../contract';
import type { ScheduledOption } from '../../db/views/schedule';
import { occurrenceOnDate } from '../calendar/occurrences';
import { inZone, isTimezone } from '../calendar/wall-clock';
import { occurrenceInWeek } from '../calendar/weekly-schedule';

/** From when to when, UTC. */
export interface Span {
	startsAt: Date;
	endsAt: Date;
}

type WallTimes = Pick<ScheduledOption, 'startTime' | 'endTime' | 'timezone'>;

/** A weekly class's wall clock as HH:MM. */
const timesOf = ({ startTime, endTime }: WallTimes) => ({
	startTime: startTime.slice(0, 5),
	endTime: endTime.slice(0, 5),
});

/** What calendar and clocks of a time zone say of a session. */
export const readingOf = (
	{ startsAt, endsAt }: Span,
	timezone: string,
): Pick<ScheduleTime, 'date' | 'startTime' | 'endTime'> => {
	const start = inZone(startsAt, timezone);
	return {
		date: start.toFormat('yyyy-MM-dd'),
		startTime: start.toFormat('HH:mm'),
		endTime: inZone(endsAt, timezone).toFormat('HH:mm'),
	};
};

/** True when it is the weekly class's own time on that day, and clocks read something else because they were changed. */
const isMovedByClockChange = (span: Span, weekly: WallTimes): boolean => {
	const reading = readingOf(span, weekly.timezone);
	const usual = timesOf(weekly);
	if (!isTimezone(weekly.timezone)) {
		return false;
	}
	const { startsAt, endsAt } = occurrenceOnDate({ ...usual, timezone: weekly.timezone }, reading.date);
	return (
		startsAt.getTime() === span.startsAt.getTime() &&
		endsAt.getTime() === span.endsAt.getTime() &&
		(reading.startTime !== usual.startTime || reading.endTime !== usual.endTime)
	);
};

/** A session with all that is shown of its time. */
export const toScheduleTime = (span: Span, weekly: WallTimes): ScheduleTime => ({
	...readingOf(span, weekly.timezone),
	startsAt: span.startsAt.toISOString(),
	endsAt: span.endsAt.toISOString(),
	offset: inZone(span.startsAt, weekly.timezone).toFormat('ZZ'),
	movedByClockChange: isMovedByClockChange(span, weekly),
});

/** What a weekly class gives in a week of the cohort (from 0), or null where its time zone is unknown. */
export const suggestedTime = (
	option: WallTimes & Pick<ScheduledOption, 'dayOfWeek'>,
	startDate: string,
	week: number,
): ScheduleTime | null =>
	isTimezone(option.timezone)
		? toScheduleTime(occurrenceInWeek({ ...option, ...timesOf(option) }, startDate, week), option)
		: null;

/** Days, from the first to the last date, at whose end a time zone has another offset than at the end of the day before. */
export const clockChanges = (
	timezone: string,
	{ startDate, endDate }: { startDate: string; endDate: string },
): Omit<ClockChange, 'timezone'>[] => {
	if (!isTimezone(timezone)) {
		return [];
	}
	const found: Omit<ClockChange, 'timezone'>[] = [];
	let before = DateTime.fromISO(startDate, { zone: timezone }).minus({ days: 1 }).endOf('day');
	for (;;) {
		const day = before.plus({ days: 1 }).endOf('day');
		const date = day.toFormat('yyyy-MM-dd');
		if (date > endDate) {
			return found;
		}
		if (day.offset !== before.offset) {
			found.push({ date, from: before.toFormat('ZZ'), to: day.toFormat('ZZ') });
		}
		before = day;
	}
};
