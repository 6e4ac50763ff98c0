import type { ErrorCode } from '../../../contract';
import type { CohortRow } from '../../db/course-cohorts';
import type { StepProgressRow } from '../../db/student-course-step-progress';
import type { StepWithOptions } from '../../db/views/cohort-options';
import { onlyOption } from '../booking/booking.rules';
import type { SeedBooking } from '../booking/seed-progress';
import { cohortSeatsLeft } from '../catalogue/catalogue.rules';

export type MoveRefusal = Extract<
	ErrorCode,
	'cohort_not_found' | 'other_course' | 'already_enrolled' | 'cohort_full'
>;

/** The English of each refusal. */
export const MOVE_TEXTS: Record<MoveRefusal, string> = {
	cohort_not_found: 'There is no such cohort.',
	other_course: 'This is a cohort of another course.',
	already_enrolled: 'The student is in this cohort.',
	cohort_full: 'This cohort is full.',
};

/** Why a package may not move to a cohort; null = may. Needs the cohort's lock. */
export const moveRefusal = (
	from: { program_id: number; cohort_id: number },
	to:
		| Pick<CohortRow, 'id' | 'program_id' | 'deleted_at' | 'max_enrollment' | 'current_enrollment'>
		| undefined,
	heldByOthers: number,
): MoveRefusal | null => {
	if (to === undefined || to.deleted_at !== null) {
		return 'cohort_not_found';
	}
	if (to.program_id !== from.program_id) {
		return 'other_course';
	}
	if (to.id === from.cohort_id) {
		return 'already_enrolled';
	}
	return cohortSeatsLeft(to, heldByOthers) === 0 ? 'cohort_full' : null;
};

export interface MovePlan {
	/** Steps that begin anew in the other cohort. */
	restarted: number[];
	/** Class sessions whose seats go back. */
	released: number[];
	/** Active steps of the course that the package has not had until now. */
	added: number[];
	/** What the other cohort leaves no choice about. */
	bookings: SeedBooking[];
}

/**
 * What becomes of a package's steps in another cohort. What was completed, or booked for a session that has begun,
 * stays as it is.
 *
 * @param notBegun Booked class sessions that have not begun.
 * @param steps    What the other cohort offers.
 */
export const planMove = (
	rows: readonly Pick<StepProgressRow, 'step_id' | 'status' | 'class_session_id'>[],
	notBegun: ReadonlySet<number>,
	steps: readonly StepWithOptions[],
	now: Date,
): MovePlan => {
	const restarted = rows.filter(
		({ status, class_session_id: session }) =>
			status === 'UNBOOKED' || (status === 'BOOKED' && session !== null && notBegun.has(session)),
	);
	const known = new Set(rows.map(({ step_id: stepId }) => stepId));
	const added = steps.map(({ stepId }) => stepId).filter((stepId) => !known.has(stepId));
	const open = new Set([...restarted.map(({ step_id: stepId }) => stepId), ...added]);
	return {
		restarted: restarted.map(({ step_id: stepId }) => stepId),
		released: restarted.flatMap(({ class_session_id: session }) => session ?? []),
		added,
		bookings: steps.flatMap(({ stepId, options }) => {
			const option = open.has(stepId) ? onlyOption(options, now) : null;
			return option ? [{ stepId, ...option }] : [];
		}),
	};
};
