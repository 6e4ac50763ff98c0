import type { PackageStatus, RefundReason, StepStatus, TaskKind } from '../../../contract';
import type { CheckoutState } from '../checkouts';
import type { NotificationRow, NotificationStatus } from '../notifications';
import type { RefundStatus } from '../refunds';
import type { StripeEventStatus } from '../stripe-events';

export interface TimelineCheckout {
	id: number;
	state: CheckoutState;
	course_title: string;
	/** As it was sold. */
	cohort_name: string;
	/** Minor unit. */
	amount: number;
	currency: string;
	livemode: boolean;
	session_id: string | null;
	payment_intent_id: string | null;
	expires_at: Date | null;
	reason: RefundReason | null;
	updated_at: Date;
}

export interface TimelinePackage {
	id: number;
	checkout_id: number;
	course_title: string;
	cohort_id: number;
	cohort_name: string;
	status: PackageStatus;
	purchased_at: Date;
}

export interface TimelineActivity {
	id: number;
	actor: string;
	action: string;
	entity_type: string;
	entity_id: number;
	data: string | null;
	created_at: Date;
}

export interface TimelineEvent {
	id: number;
	event_id: string;
	type: string;
	livemode: boolean;
	object_id: string;
	status: StripeEventStatus;
	attempts: number;
	last_error: string | null;
	created_at: Date;
}

export interface TimelineRefund {
	id: number;
	checkout_id: number;
	/** Minor unit; null = all that was paid. */
	amount: number | null;
	reason: RefundReason;
	automatic: number | null;
	/** How often it was sent; 0 of those that somebody else made. */
	attempts: number;
	stripe_refund_id: string | null;
	status: RefundStatus;
	last_error: string | null;
	created_at: Date;
}

export interface TimelineMail {
	id: number;
	kind: NotificationRow['kind'];
	checkout_id: number | null;
	status: NotificationStatus;
	last_error: string | null;
	sent_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

export interface TimelineTask {
	id: number;
	kind: TaskKind;
	checkout_id: number | null;
	stripe_id: string | null;
	livemode: boolean;
	detail: string | null;
	resolved_at: Date | null;
	resolved_by: string | null;
	note: string | null;
	created_at: Date;
}

export interface TimelineBooking {
	id: number;
	package_id: number;
	step_id: number;
	class_session_id: number | null;
	cohort_name: string;
	step_label: string;
	class_name: string | null;
	timezone: string | null;
	starts_at: Date | null;
	status: StepStatus;
	booked_at: Date | null;
	completed_at: Date | null;
	updated_at: Date;
}

export interface TimelineWaiting {
	id: number;
	course_title: string;
	cohort_name: string;
	offered_at: Date | null;
	created_at: Date;
}

/** Everything that is kept about one student, the newest first. */
export interface TimelineRows {
	checkouts: TimelineCheckout[];
	packages: TimelinePackage[];
	activity: TimelineActivity[];
	events: TimelineEvent[];
	refunds: TimelineRefund[];
	mails: TimelineMail[];
	tasks: TimelineTask[];
	bookings: TimelineBooking[];
	waiting: TimelineWaiting[];
}
