import type { ErrorCode } from '../../../contract';
import type { CohortRow, SeatFacts } from '../../db/course-cohorts';
import { cohortSeatsLeft } from '../catalogue/catalogue.rules';

export type ByHandRefusal = Extract<
	ErrorCode,
	'student_not_found' | 'already_enrolled' | 'cohort_inactive' | 'cohort_full'
>;

/** The English of each refusal. */
export const BY_HAND_TEXTS: Record<ByHandRefusal, string> = {
	student_not_found: 'This site has no such account.',
	already_enrolled: 'This student has the course.',
	cohort_inactive: 'This cohort, or its course, is not offered now.',
	cohort_full: 'This cohort is full.',
};

/**
 * Why staff may not enroll a student in a cohort that is not deleted; null = may. Neither the deadline nor a price is
 * asked for. Needs the cohort's lock.
 */
export const byHandRefusal = (
	cohort: Pick<CohortRow, 'is_active' | 'max_enrollment' | 'current_enrollment'>,
	{ studentExists, owned, programActive, heldByOthers }: SeatFacts,
): ByHandRefusal | null => {
	if (!studentExists) {
		return 'student_not_found';
	}
	if (owned) {
		return 'already_enrolled';
	}
	if (!cohort.is_active || !programActive) {
		return 'cohort_inactive';
	}
	return cohortSeatsLeft(cohort, heldByOthers) === 0 ? 'cohort_full' : null;
};
