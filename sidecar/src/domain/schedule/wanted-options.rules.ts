import type { ScheduleInput } from '../../../contract';
import type { ScheduledOption, ScheduledStep } from '../../db/views/schedule';
import { occurrenceOnDate } from '../calendar/occurrences';
import { isTimezone } from '../calendar/wall-clock';
import { readingOf } from './schedule-time.rules';

type Entry = ScheduleInput['sessions'][number];

/** When an option is to take place; `times` null: not at all. */
export interface WantedOption {
	step: ScheduledStep;
	option: ScheduledOption;
	times: { startsAt: Date; endsAt: Date } | null;
	/** Somebody typed them: they are not those of the weekly class. */
	hasOwnTimes: boolean;
	/** Undefined: those of the session that it has now, or else of the class; a shared session keeps its own. */
	maxStudents: number | undefined;
}

export type ScheduleRefusal = { stepOptionId: number } & (
	| { code: 'step_not_found' }
	| { code: 'timezone' }
	| { code: 'session_shared' }
	| { code: 'session_started' }
	| { code: 'seats_below_sold'; taken: number }
	| { code: 'class_full'; free: number; needed: number }
);

const wantedTimes = (
	{ timezone, session, ...option }: ScheduledOption,
	entry: Entry,
): WantedOption['times'] => {
	const { date } = entry;
	if (date === null) {
		return null;
	}
	const startTime = entry.startTime ?? option.startTime.slice(0, 5);
	const endTime = entry.endTime ?? option.endTime.slice(0, 5);
	const now = session && readingOf(session, timezone);
	// What reads as it did stays as it was: nobody can type which one is meant when clocks repeat an hour.
	return now && now.date === date && now.startTime === startTime && now.endTime === endTime
		? session
		: occurrenceOnDate({ startTime, endTime, timezone }, date);
};

/** What is asked for, with the option that it is asked for; or the first option for which it cannot be. */
export const wantedOptions = (
	steps: readonly ScheduledStep[],
	entries: readonly Entry[],
): { wanted: WantedOption[] } | { refusal: ScheduleRefusal } => {
	const known = new Map(
		steps.flatMap((step) => step.options.map((option) => [option.stepOptionId, { step, option }])),
	);
	const wanted: WantedOption[] = [];
	for (const entry of entries) {
		const { stepOptionId, date, maxStudents } = entry;
		const found = known.get(stepOptionId);
		if (!found) {
			return { refusal: { stepOptionId, code: 'step_not_found' } };
		}
		if (date !== null && !isTimezone(found.option.timezone)) {
			return { refusal: { stepOptionId, code: 'timezone' } };
		}
		const times = wantedTimes(found.option, entry);
		wanted.push({ ...found, times, hasOwnTimes: entry.startTime !== undefined, maxStudents });
	}
	return { wanted };
};
