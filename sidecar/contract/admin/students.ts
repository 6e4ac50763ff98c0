import type { PackageStatus } from '../booking';
import type { ListQuery, ListResponse } from './lists';

/** A WordPress account, as staff finds it. */
export interface StudentSummary {
	id: number;
	login: string;
	name: string;
	email: string;
	/** Live packages. */
	packages: number;
}

/**
 * `GET /admin/students?search=` (view_cohort_rosters): accounts of this site by name, login or email, with `enrolled=true`
 * only those who have or had a package; by name.
 */
export type StudentQuery = ListQuery<'name' | 'email'> & { enrolled?: boolean };
export type StudentsResponse = ListResponse<StudentSummary>;

/** Where a line of the timeline comes from. */
export type TimelineKind =
	| 'checkout'
	| 'stripe_event'
	| 'package'
	| 'booking'
	| 'refund'
	| 'mail'
	| 'staff'
	| 'task'
	| 'waiting_list';

export interface TimelineEntry {
	/** Unique within the timeline, and stable. */
	id: string;
	/** ISO 8601 UTC. */
	at: string;
	kind: TimelineKind;
	/** Stable name of what happened, such as `checkout.open`, `refund.succeeded`, `checkout.session.completed`. */
	action: string;
	/** `student:12`, `staff:3`, `stripe`, `sidecar`, `operator`; null when nobody is known. */
	actor: string | null;
	/** Name of the actor's account, when it is one. */
	actorName: string | null;
	courseTitle: string | null;
	cohortName: string | null;
	packageId: number | null;
	/** Words for the sentence: amounts in the minor unit with `currency`, reasons, before and after. */
	data: Record<string, unknown>;
	/** Stripe's id, and where to see it in Stripe's dashboard. */
	stripeId: string | null;
	stripeUrl: string | null;
}

/**
 * `GET /admin/students/{id}` (view_cohort_rosters); `student_not_found` when this site has neither such an account nor rows
 * of it.
 */
export interface StudentResponse {
	id: number;
	/** Null when the account is deleted. */
	account: {
		name: string;
		email: string;
		/** ISO 8601 UTC; null when WordPress does not know. */
		registeredAt: string | null;
	} | null;
	packages: {
		packageId: number;
		courseTitle: string;
		cohortId: number;
		cohortName: string;
		status: PackageStatus;
		purchasedAt: string;
	}[];
	/** The newest first; at most 500. */
	timeline: TimelineEntry[];
	/** There were more. */
	isCut: boolean;
}
