import type { Knex } from 'knex';
import type { ScheduleInput } from '../../../contract';
import { recordActivity } from '../../db/activity';
import { deleteUnusedSessions, ensureSessions, lockClassSessions } from '../../db/class-sessions';
import { insertCohortSessions } from '../../db/course-cohort-sessions';
import { findCourseOfCohort, lockCohort, type CohortRow } from '../../db/course-cohorts';
import { lockProgram } from '../../db/course-programs';
import {
	changeOffers,
	changeSession,
	countBookingChanges,
	findSessionsAt,
	lockBookedSteps,
	markLeft,
	moveBookedSteps,
	releaseBookedSteps,
	removeOffers,
	shiftSeats,
	type BookedStep,
	type Offered,
} from '../../db/schedule';
import { updateVersion } from '../../db/versions';
import { offersOfSessions, scheduledSteps } from '../../db/views/schedule';
import { AppError } from '../../errors';
import { versionConflict } from '../administration/refusals';
import type { Target } from '../administration/target';
import { cohortNotFound } from '../cohorts/read-cohort';
import {
	planSchedule,
	rescheduledOffers,
	type OptionChange,
	type ScheduleFacts,
	type SchedulePlan,
} from './plan-schedule.rules';
import { readSchedule } from './read-schedule';
import { recordBookings } from './record-bookings';
import { recordOf, toAppError } from './schedule-answers';
import { tellStudents } from './tell-students';
import { wantedOptions, type WantedOption } from './wanted-options.rules';

const lockUnchanged = async (
	trx: Knex.Transaction,
	{ id, version }: Target,
	now: Date,
): Promise<CohortRow> => {
	const courseId = await findCourseOfCohort(trx, id);
	// The course first: until the commit nobody takes a step or a class out of it.
	if (courseId === undefined || !(await lockProgram(trx, courseId))) {
		throw cohortNotFound();
	}
	const cohort = await lockCohort(trx, id);
	if (cohort?.version !== version || cohort.program_id !== courseId) {
		throw versionConflict(await readSchedule(trx, id, now));
	}
	return cohort;
};

const startOf = ({ groupClassId, startsAt }: { groupClassId: number; startsAt: Date }): string =>
	`${groupClassId} ${startsAt.getTime()}`;

interface WantedStart {
	stepOptionId: number;
	groupClassId: number;
	startsAt: Date;
	endsAt: Date;
	maxStudents: number;
}

const startsOf = (wanted: readonly WantedOption[]): WantedStart[] =>
	wanted.flatMap(({ option, times, maxStudents }) =>
		times
			? [
					{
						stepOptionId: option.stepOptionId,
						groupClassId: option.groupClassId,
						startsAt: times.startsAt,
						endsAt: times.endsAt,
						maxStudents: maxStudents ?? option.session?.maxStudents ?? option.maxStudents,
					},
				]
			: [],
	);

/**
 * The sessions of what is wanted and of what it replaces, all locked. Those that exist are locked first, in id order, as
 * everybody does; new ones, which nobody knows, come after.
 */
const lockSessions = async (
	trx: Knex.Transaction,
	wanted: readonly WantedOption[],
	now: Date,
): Promise<Pick<ScheduleFacts, 'sessions' | 'targets'>> => {
	const current = wanted.flatMap(({ option }) => option.session?.classSessionId ?? []);
	const starts = startsOf(wanted);
	const existing = await findSessionsAt(trx, starts);
	const present = await lockClassSessions(trx, [...current, ...existing]);
	const known = new Map(
		present.map((row) => [
			startOf({ groupClassId: row.group_class_id, startsAt: row.starts_at }),
			row.id,
		]),
	);
	const missing = starts.filter((start) => !known.has(startOf(start)));
	const created = missing.length > 0 ? await ensureSessions(trx, missing, now) : [];
	missing.forEach((start, index) => known.set(startOf(start), created[index] ?? 0));
	const targets = new Map(starts.map((start) => [start.stepOptionId, known.get(startOf(start)) ?? 0]));
	const rows = await lockClassSessions(trx, [...new Set([...current, ...targets.values()])]);
	return { sessions: new Map(rows.map((row) => [row.id, row])), targets };
};

const countByOption = (steps: readonly BookedStep[]): Map<number, number> => {
	const counts = new Map<number, number>();
	for (const { stepOptionId } of steps) {
		counts.set(stepOptionId, (counts.get(stepOptionId) ?? 0) + 1);
	}
	return counts;
};

const idsOf = (steps: readonly BookedStep[], changes: readonly OptionChange[]): number[] => {
	const options = new Set(changes.map(({ wanted }) => wanted.option.stepOptionId));
	return steps.filter(({ stepOptionId }) => options.has(stepOptionId)).map(({ id }) => id);
};

const offeredOf = (changes: readonly OptionChange[]): Offered[] =>
	changes.flatMap(({ wanted, from, to }) =>
		to && to.id !== from?.id ? [{ stepOptionId: wanted.option.stepOptionId, classSessionId: to.id }] : [],
	);

const moveStudents = async (
	trx: Knex.Transaction,
	{ moved, released, shifts }: SchedulePlan,
	booked: readonly BookedStep[],
	now: Date,
): Promise<void> => {
	await shiftSeats(trx, shifts, now);
	const offered = offeredOf(moved);
	const others = moved.filter(({ from, to }) => to?.id !== from?.id);
	if (others.length > 0) {
		await moveBookedSteps(trx, idsOf(booked, others), offered, now);
	}
	await releaseBookedSteps(trx, idsOf(booked, released), now);
	await countBookingChanges(trx, booked, now);
};

const apply = async (
	trx: Knex.Transaction,
	cohortId: number,
	{ plan, booked }: { plan: SchedulePlan; booked: readonly BookedStep[] },
	now: Date,
): Promise<void> => {
	for (const { id, change } of plan.sessions) {
		await changeSession(trx, id, change, now);
	}
	await moveStudents(trx, plan, booked, now);
	await changeOffers(trx, cohortId, plan.changed, now);
	await removeOffers(trx, cohortId, plan.removed);
	if (plan.added.length > 0) {
		await insertCohortSessions(trx, cohortId, plan.added, now);
	}
	await markLeft(trx, plan.left, now);
	await deleteUnusedSessions(trx, plan.left);
};

const isEmpty = ({ added, changed, removed, sessions }: SchedulePlan): boolean =>
	added.length + changed.length + removed.length + sessions.length === 0;

/**
 * Saves a cohort's schedule with what becomes of students who are booked, who are told by one mail each. Sessions that
 * nobody has any more are deleted. Raises `cohort_not_found`, `version_conflict`, and what `contract/admin/schedule.ts`
 * says.
 */
export const saveSchedule = async (
	trx: Knex.Transaction,
	target: Target,
	{ sessions: entries, students }: Pick<ScheduleInput, 'sessions' | 'students'>,
	now: Date,
): Promise<void> => {
	const cohort = await lockUnchanged(trx, target, now);
	const steps = await scheduledSteps(trx, { cohortId: cohort.id, courseId: cohort.program_id });
	const asked = wantedOptions(steps, entries);
	if ('refusal' in asked) {
		throw toAppError(asked.refusal, entries);
	}
	const { wanted } = asked;
	const locked = await lockSessions(trx, wanted, now);
	const facts: ScheduleFacts = {
		...locked,
		cohortId: cohort.id,
		offers: await offersOfSessions(trx, [...locked.sessions.keys()]),
		booked: new Map(),
	};
	const offered = rescheduledOffers(wanted, facts);
	const booked = await lockBookedSteps(trx, { cohortId: cohort.id, offered });
	const outcome = planSchedule(wanted, { ...facts, booked: countByOption(booked) }, students, now);
	if ('refusal' in outcome) {
		throw toAppError(outcome.refusal, entries);
	}
	if ('affected' in outcome) {
		throw new AppError('students_booked', 'Students are booked in what is to change.', {
			affected: outcome.affected,
			students: new Set(booked.map(({ packageId }) => packageId)).size,
		});
	}
	const { plan } = outcome;
	if (isEmpty(plan)) {
		return;
	}
	await apply(trx, cohort.id, { plan, booked }, now);
	await updateVersion(trx, 'course_cohorts', target, {}, now);
	await tellStudents(trx, { cohort, plan, booked }, now);
	await recordBookings(trx, { cohortId: cohort.id, plan, booked, actor: target.actor }, now);
	const entry = { actor: target.actor, entityType: 'cohort', entityId: cohort.id } as const;
	const data = recordOf(plan, booked);
	await recordActivity(trx, { ...entry, action: 'cohort.rescheduled', data }, now);
};
