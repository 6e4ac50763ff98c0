import type {
	BookingConflict,
	BookSessionsRequest,
	BookSessionsResponse,
	EnrollmentSessionResponse,
	UnbookedStepsResponse,
	WaitingListRequest,
	WaitingListResponse,
} from '@cohort-enrollment/sidecar/contract';
import { request, RequestError } from '../shared/request';
import { coursePage } from './course-page';

export const fetchEnrollment = (sessionId: string) =>
	request<EnrollmentSessionResponse>(`/enrollment/session/${encodeURIComponent(sessionId)}`);

export const fetchSteps = (packageId: number) =>
	request<UnbookedStepsResponse>(`/students/me/course-packages/${packageId}/unbooked-steps`);

export const bookSessions = (packageId: number, body: BookSessionsRequest) =>
	request<BookSessionsResponse>(`/students/me/course-packages/${packageId}/book-sessions`, body);

type Enrollment = Pick<EnrollmentSessionResponse, 'courseCode' | 'cohortId' | 'returnUrl'>;

const waitingListPath = ({ courseCode, cohortId }: Enrollment): string =>
	`/course-programs/${encodeURIComponent(courseCode)}/cohorts/${cohortId}/waiting-list`;

export const joinWaitingList = (enrollment: Enrollment) => {
	const page = coursePage(enrollment);
	const body: WaitingListRequest =
		page === null ? {} : { returnPath: `${page.pathname}${page.search}${page.hash}` };
	return request<WaitingListResponse>(waitingListPath(enrollment), body);
};

export const leaveWaitingList = (enrollment: Enrollment) =>
	request<WaitingListResponse>(waitingListPath(enrollment), undefined, 'DELETE');

/** Code of anything that was thrown. */
export const codeOf = (error: unknown): string =>
	error instanceof RequestError ? error.code : 'unexpected_answer';

/** The conflicts that come with `nothing_booked`. */
export const conflictsOf = (error: unknown): BookingConflict[] => {
	const conflicts = error instanceof RequestError ? error.data.conflicts : undefined;
	return Array.isArray(conflicts) ? (conflicts as BookingConflict[]) : [];
};
