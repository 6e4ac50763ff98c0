import type { TaskKind } from '../notifications';
import type { ListQuery, ListResponse } from './lists';

/** Something that waits or waited for a person. */
export interface AdminTask {
	id: number;
	kind: TaskKind;
	/** What it is about: `checkout:12`, `event:evt_…`. */
	subject: string;
	/** English, from the sidecar. */
	detail: string | null;
	livemode: boolean;
	stripeId: string | null;
	stripeUrl: string | null;
	status: 'open' | 'resolved';
	/** ISO 8601 UTC. */
	openedAt: string;
	resolvedAt: string | null;
	/** `staff:3`, `operator`, `stripe`, `sidecar`, with the account's name. */
	resolvedBy: string | null;
	resolvedByName: string | null;
	note: string | null;
	purchase: {
		checkoutId: number;
		studentId: number;
		studentName: string;
		courseTitle: string;
		cohortId: number;
		cohortName: string;
		/** Minor unit. */
		amount: number;
		currency: string;
		packageId: number | null;
	} | null;
	/** What `POST /admin/tasks/{id}/replay` would do; null when nothing can be done again. */
	replay: 'event' | 'refund' | 'mail' | null;
}

/**
 * `GET /admin/tasks` (view_cohort_rosters), filters `status` (default `open`) and `kind`.
 * `GET /admin/tasks/{id}`; `task_not_found`.
 * `POST /admin/tasks/{id}/resolve` (manage_cohorts) `{ note }`, 1 to 500 characters; `task_not_found`, 409
 * `task_resolved` with the task in `data.current`. `POST /admin/tasks/{id}/replay` (manage_cohorts) works on the event,
 * refund or mail again at once; 409 `task_resolved`, `nothing_to_replay`, `payment_disputed`, 503 `stripe_unavailable`.
 * Both answer with the task. After a replay it is resolved when that went well within some seconds; when it is still open,
 * it failed again, or goes on and closes the task later.
 */
export type TaskQuery = ListQuery<'openedAt' | 'kind'> & { status?: 'open' | 'resolved'; kind?: TaskKind };
export type TasksResponse = ListResponse<AdminTask>;

/** A fault of the system itself, as long as it is there. */
export interface AttentionSignal {
	code:
		| 'schema_behind'
		| 'schema_ahead'
		| 'stripe_key_invalid'
		| 'stripe_unreachable'
		| 'clock_off'
		| 'webhooks_refused'
		| 'webhooks_silent'
		| 'reconciler_late'
		| 'mails_late'
		| 'class_full'
		| 'refunds_overdue';
	severity: 'error' | 'warning';
	/** Words for the sentence: `since` and `at` ISO 8601 UTC; `reason` of deliveries and mails as in `health.ts`. */
	data: Record<string, string | number>;
	/**
	 * With `class_full`: the only class of a step of a cohort on sale has fewer seats left than the cohort, which is
	 * `data.cohort` of `data.course`; `step`, `class`, `classLeft` and, unless it is unlimited, `cohortLeft` say which.
	 */
	cohortId: number | null;
}

/** `GET /admin/attention` (view_cohort_rosters): what is wrong now beside the tasks. */
export interface AttentionResponse {
	openTasks: number;
	signals: AttentionSignal[];
}
