import type { ScheduleInput, ScheduleOption, ScheduleResponse } from '../contract';
import { cohortCounters, classSessionCounters } from '../src/db/views/counters';
import type { Connection } from '../src/db/database';
import type { ScheduleService } from '../src/domain/schedule/schedule.service';
import type { BuiltCohort } from './builders';

export const ACTOR = 'staff:3';

const DAY = 86_400_000;

/** The date that many days later. */
export const daysLater = (date: string, days: number): string =>
	new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** All options of a schedule, in its order. */
export const optionsOf = (schedule: ScheduleResponse): ScheduleOption[] =>
	schedule.steps.flatMap(({ options }) => options);

type Entry = ScheduleInput['sessions'][number];

/** What moves an option's session by some days, at the same time of day. */
export const shifted = ({ stepOptionId, session }: ScheduleOption, days: number): Entry => {
	if (!session) {
		throw new Error(`Option ${stepOptionId} has no session.`);
	}
	const { date, startTime, endTime } = session;
	return { stepOptionId, date: daysLater(date, days), startTime, endTime };
};

/** Saves what `entries` makes of a cohort's schedule as it is now. */
export const reschedule = async (
	schedules: ScheduleService,
	cohort: Pick<BuiltCohort, 'id'>,
	entries: (options: ScheduleOption[]) => Entry[],
	students?: ScheduleInput['students'],
): Promise<ScheduleResponse> => {
	const current = await schedules.read(cohort.id);
	const target = { id: cohort.id, version: current.version, actor: ACTOR };
	return schedules.save(target, { sessions: entries(optionsOf(current)), students });
};

/** Asserts that every counter of seats equals its rows, and that nothing has more students than seats. */
export const expectCountersToAgree = async (db: Connection): Promise<void> => {
	expect(await cohortCounters(db)).toEqual([]);
	expect(await classSessionCounters(db)).toEqual([]);
};
