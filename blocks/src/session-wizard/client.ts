import type {
	BookingConflict,
	BookSessionsRequest,
	BookSessionsResponse,
	EnrollmentSessionResponse,
	UnbookedStepsResponse,
} from '@cohort-enrollment/sidecar/contract';
import { request, RequestError } from '../shared/request';

export const fetchEnrollment = (sessionId: string) =>
	request<EnrollmentSessionResponse>(`/enrollment/session/${encodeURIComponent(sessionId)}`);

export const fetchSteps = (packageId: number) =>
	request<UnbookedStepsResponse>(`/students/me/course-packages/${packageId}/unbooked-steps`);

export const bookSessions = (packageId: number, body: BookSessionsRequest) =>
	request<BookSessionsResponse>(`/students/me/course-packages/${packageId}/book-sessions`, body);

/** Code of anything that was thrown. */
export const codeOf = (error: unknown): string =>
	error instanceof RequestError ? error.code : 'unexpected_answer';

/** The conflicts that come with `nothing_booked`. */
export const conflictsOf = (error: unknown): BookingConflict[] => {
	const conflicts = error instanceof RequestError ? error.data.conflicts : undefined;
	return Array.isArray(conflicts) ? (conflicts as BookingConflict[]) : [];
};
