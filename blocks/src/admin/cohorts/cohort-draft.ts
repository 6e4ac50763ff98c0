import type { AdminCohort, CohortInput } from '@cohort-enrollment/sidecar/contract';
import { siteTimezone } from '../shared/times';

/** What the form of a cohort edits: everything but whether it is on sale, which is a decision of its own. */
export type CohortDraft = Omit<CohortInput, 'isActive'>;

/** A cohort that is not there yet. */
export const blankDraft = (): CohortDraft => ({
	courseId: 0,
	name: '',
	startDate: '',
	endDate: '',
	timezone: siteTimezone(),
	maxEnrollment: 20,
	enrollmentDeadlineLocal: null,
});

/** A cohort as its form shows it. */
export const draftOf = (cohort: AdminCohort): CohortDraft => ({
	courseId: cohort.courseId,
	name: cohort.name,
	startDate: cohort.startDate,
	endDate: cohort.endDate,
	timezone: cohort.timezone,
	maxEnrollment: cohort.maxEnrollment,
	enrollmentDeadlineLocal: cohort.enrollmentDeadlineLocal,
});
