import type { AdminCohort, CohortInput } from '@cohort-enrollment/sidecar/contract';
import { siteTimezone } from '../shared/times';

/** What is sent of a cohort: everything but whether it is on sale, which is a decision of its own. */
type SentInput = Omit<CohortInput, 'isActive' | 'maxEnrollment'> & {
	maxEnrollment: number | null | undefined;
};

/** What the form of a cohort edits. */
export interface CohortDraft extends Omit<SentInput, 'maxEnrollment'> {
	/** Whether the number of seats is limited. */
	isLimited: boolean;
	/** Kept while there is no limit, for when there is one again. Null while it is being typed. */
	seats: number | null;
}

const USUAL_SEATS = 20;

/** A cohort that is not there yet. */
export const blankDraft = (): CohortDraft => ({
	courseId: 0,
	name: '',
	startDate: '',
	endDate: '',
	timezone: siteTimezone(),
	isLimited: true,
	seats: USUAL_SEATS,
	enrollmentDeadlineLocal: null,
});

/** A cohort as its form shows it. */
export const draftOf = (cohort: AdminCohort): CohortDraft => ({
	courseId: cohort.courseId,
	name: cohort.name,
	startDate: cohort.startDate,
	endDate: cohort.endDate,
	timezone: cohort.timezone,
	isLimited: cohort.maxEnrollment !== null,
	seats: cohort.maxEnrollment ?? (cohort.enrolled || USUAL_SEATS),
	enrollmentDeadlineLocal: cohort.enrollmentDeadlineLocal,
});

/**
 * What is sent of a draft. Seats that nobody has typed are left out, and the sidecar asks for them: as null they would be
 * unlimited.
 */
export const inputOf = ({ isLimited, seats, ...draft }: CohortDraft): SentInput => ({
	...draft,
	maxEnrollment: isLimited ? (seats ?? undefined) : null,
});
