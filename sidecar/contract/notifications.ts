import type { RefundReason } from './checkout';

/**
 * How the sidecar asks the plugin to send one mail: `POST {site}/?rest_route=/cohort-enrollment/v1/notifications`.
 * PHP twin: `plugin/src/Mail/`.
 */
export const NOTIFICATION_ROUTE = '/cohort-enrollment/v1/notifications';
export const NOTIFICATION_ISSUER = 'cohort-enrollment-sidecar';

/**
 * The token of such a call: a JWT, HS256 with the secret that both sides share, at most 60 seconds old, sent as
 * `Authorization: Bearer …` and, because some servers keep that header from PHP, as `X-Cohort-Enrollment-Token`.
 */
export interface NotificationClaims {
	iss: typeof NOTIFICATION_ISSUER;
	/** The site's home URL without a trailing slash. */
	aud: string;
	/** Unix seconds. */
	iat: number;
	exp: number;
	jti: string;
	/** Lower-case hex SHA-256 of `"POST\n" + NOTIFICATION_ROUTE + "\n" + lower-case hex SHA-256 of the raw body`. */
	req: string;
}

/** Why a person must look at something; each is an open task until it is resolved. */
export const TASK_KINDS = [
	'refund_failed',
	'refund_overdue',
	'orphan_payment',
	'other_terms',
	'partial_refund',
	'refunded_but_enrolled',
	'dispute',
	'unknown_payment',
	'event_dead',
	'notification_dead',
	'price_unavailable',
	'other_mode',
	'invalid_signed_event',
	'books_differ',
] as const;

export type TaskKind = (typeof TASK_KINDS)[number];

/** What a mail about one purchase tells. Amounts in the currency's minor unit. */
export interface PurchaseData {
	courseCode: string;
	courseTitle: string;
	cohortName: string;
	amount: number;
	/** ISO 4217, lower case; '' when the course is free. */
	currency: string;
}

/** A dated session of a step, in a mail. */
export interface SessionTime {
	/** ISO 8601 UTC. */
	startsAt: string;
	endsAt: string;
}

/** One step of a student in a schedule that was changed. */
export interface ChangedSession {
	stepLabel: string;
	groupClassName: string;
	/** IANA name of the class's time zone. */
	timezone: string;
	before: SessionTime;
}

/** What a change of a cohort's schedule means for one student: one mail, however many sessions it is about. */
export interface ScheduleChangeData extends PurchaseData {
	packageId: number;
	/** By their old time. */
	moved: (ChangedSession & { after: SessionTime })[];
	released: ChangedSession[];
	/** How many more sessions there are than the lists name. */
	others: number;
}

/** What is to be told, by kind. `task` goes to staff, everything else to the student. */
export type Notification =
	| { kind: 'enrolled'; data: PurchaseData & { packageId: number } }
	/** The money of a payment that bought nothing is on its way back. */
	| { kind: 'refunded'; data: PurchaseData & { reason: RefundReason } }
	/** A delayed payment did not arrive. `returnUrl`: where the student may try again. */
	| { kind: 'payment_failed'; data: PurchaseData & { returnUrl: string | null } }
	/**
	 * An enrollment ended: its money went back (`requested` by refund, `payment_reversed` by the bank), or staff ended it
	 * (`kept_by_staff`, `refunded_in_part`). `refundAmount`: with the latter only, what goes back.
	 */
	| { kind: 'enrollment_ended'; data: PurchaseData & { reason: RefundReason; refundAmount?: number } }
	/** Staff moved an enrollment to another cohort, which `cohortName` names; with that cohort's calendar dates. */
	| {
			kind: 'enrollment_moved';
			data: PurchaseData & {
				packageId: number;
				previousCohortName: string;
				/** YYYY-MM-DD. */
				startDate: string;
				endDate: string;
			};
	  }
	/** Staff gave booked sessions another time, and the student comes along. */
	| { kind: 'session_moved'; data: ScheduleChangeData }
	/** Booked sessions do not take place as planned: the student has to choose again, and may have been moved in others. */
	| { kind: 'session_released'; data: ScheduleChangeData }
	/** A student on the waiting list may try to enroll. `returnUrl`: the course's page. */
	| { kind: 'seat_available'; data: PurchaseData & { returnUrl: string | null } }
	| { kind: 'task'; data: TaskData };

export type NotificationKind = Notification['kind'];

export interface TaskData {
	task: TaskKind;
	taskId: number;
	/** Stripe's id to look at (`pi_…`, `cs_…`, `re_…`, `du_…`, `evt_…`), if there is one. */
	stripeId: string | null;
	livemode: boolean;
	purchase: PurchaseData | null;
}

/** Body of the call. */
export type NotificationRequest = Notification & {
	/** UUID: the plugin sends one mail for it, however often it is asked. */
	reference: string;
	/** WordPress user id; null for staff. */
	studentId: number | null;
};

/**
 * 200 answers. `unknown`: an earlier call was cut off in the middle; it may have been sent, and is not sent again.
 * `no_recipient`: the student is gone or has no address. Refusals are WordPress errors: `invalid_token` 401,
 * `invalid_request` 400, `notification_in_progress` 409, `mail_failed` 502.
 */
export interface NotificationResponse {
	outcome: 'sent' | 'already_sent' | 'unknown' | 'no_recipient';
}
