import type { PackageStatus, RefundReason, TaskKind } from '../../../contract';
import type { CheckoutRow, CheckoutState } from '../../db/checkouts';
import type { Refund } from '../../stripe/types';
import { isLiving, isOpen, type PaymentStanding } from '../payments/standing.rules';

/** What the operator chose in the configuration. */
export interface ReversalPolicy {
	/** Whether a full refund made at Stripe's dashboard ends the enrollment; if not, a person decides. */
	refundEndsEnrollment: boolean;
}

/** What has to be done so that our side says what Stripe says. */
export interface ReversalDecision {
	/** The checkout's new state, if it changes. */
	to?: CheckoutState;
	reason?: RefundReason;
	/** A payment that came back to us without an enrollment: enroll now, or refund. */
	grant?: true;
	/** The package's new status; CANCELLED and REFUNDED end it. */
	package?: PackageStatus;
	open: TaskAbout[];
	close: TaskAbout[];
}

/** The checkout as it is under its lock. */
type Settled = Pick<CheckoutRow, 'state' | 'reason' | 'reference'>;

/** What a task is about: one of Stripe's objects, or, with null, the checkout itself. */
export interface TaskAbout {
	kind: TaskKind;
	stripeId: string | null;
}

const aboutCheckout = (kind: TaskKind): TaskAbout => ({ kind, stripeId: null });

const goingBack = (refunds: readonly Pick<Refund, 'status'>[]): CheckoutState =>
	refunds.some(({ status }) => status !== 'succeeded' && isLiving({ status }))
		? 'refund_pending'
		: 'refunded';

const whileEnrolled = (payment: PaymentStanding, policy: ReversalPolicy): ReversalDecision => {
	switch (payment.standing) {
		case 'kept':
			return {
				open: payment.refunds
					.filter(isLiving)
					.map(({ id }) => ({ kind: 'partial_refund', stripeId: id })),
				close: [],
			};
		case 'refunded':
			return policy.refundEndsEnrollment
				? {
						to: goingBack(payment.refunds),
						reason: 'requested',
						package: 'REFUNDED',
						open: [],
						close: [],
					}
				: { open: [aboutCheckout('refunded_but_enrolled')], close: [] };
		case 'disputed':
			return { to: 'disputed', package: 'SUSPENDED', open: [], close: [] };
		case 'lost':
			return { to: 'cancelled', reason: 'payment_reversed', package: 'CANCELLED', open: [], close: [] };
	}
};

const whileDisputed = (payment: PaymentStanding, hasPackage: boolean): ReversalDecision => {
	switch (payment.standing) {
		case 'kept':
			return hasPackage
				? { to: 'enrolled', package: 'ACTIVE', open: [], close: [] }
				: { grant: true, open: [], close: [] };
		case 'refunded':
			return {
				to: goingBack(payment.refunds),
				reason: 'requested',
				package: 'REFUNDED',
				open: [],
				close: [],
			};
		case 'disputed':
			return { open: [], close: [] };
		case 'lost':
			return { to: 'cancelled', reason: 'payment_reversed', package: 'CANCELLED', open: [], close: [] };
	}
};

const wasEnrolled = ({ reason }: Pick<Settled, 'reason'>): boolean =>
	reason === 'requested' || reason === 'refunded_in_part';

const whileRefunded = (checkout: Settled, payment: PaymentStanding): ReversalDecision => {
	const { state } = checkout;
	switch (payment.standing) {
		case 'refunded': {
			const to = goingBack(payment.refunds);
			return { ...(to === state ? {} : { to }), open: [], close: [aboutCheckout('refund_failed')] };
		}
		case 'lost':
			return {
				to: 'cancelled',
				// What never became an enrollment did not end because of the bank.
				...(wasEnrolled(checkout) ? { reason: 'payment_reversed' as const } : {}),
				open: [],
				close: [aboutCheckout('refund_failed')],
			};
		case 'kept':
			// The refund failed after all, and the money is with us again.
			return state === 'refund_failed'
				? { open: [], close: [] }
				: { to: 'refund_failed', open: [aboutCheckout('refund_failed')], close: [] };
		case 'disputed':
			return { open: [], close: [] };
	}
};

/** A person decided to send back a part, and to keep the rest. */
const whileRefundedInPart = (checkout: Settled, payment: PaymentStanding): ReversalDecision => {
	const { state, reference } = checkout;
	switch (payment.standing) {
		case 'refunded':
			// Somebody sent back the rest, too.
			return {
				...whileRefunded(checkout, payment),
				to: goingBack(payment.refunds),
				reason: 'requested',
			};
		case 'lost':
			return whileRefunded(checkout, payment);
		case 'kept': {
			const ours = payment.refunds.filter(
				(refund) => isLiving(refund) && refund.checkoutReference === reference,
			);
			if (ours.length === 0) {
				return whileRefunded(checkout, payment);
			}
			const to = goingBack(ours);
			return { ...(to === state ? {} : { to }), open: [], close: [aboutCheckout('refund_failed')] };
		}
		case 'disputed':
			return { open: [], close: [] };
	}
};

/** A person decided to keep the money. What becomes of it later needs nobody's decision any more. */
const whileKeptByStaff = (payment: PaymentStanding): ReversalDecision => {
	switch (payment.standing) {
		case 'refunded':
			return { to: goingBack(payment.refunds), reason: 'requested', open: [], close: [] };
		case 'lost':
			return { to: 'cancelled', reason: 'payment_reversed', open: [], close: [] };
		case 'kept':
		case 'disputed':
			return { open: [], close: [] };
	}
};

const whileCancelled = (payment: PaymentStanding): ReversalDecision => ({
	open: payment.standing === 'kept' ? [aboutCheckout('books_differ')] : [],
	close: [],
});

/** A dispute is a person's to answer, whatever it means for the enrollment; it ends when the bank decides. */
const disputeTasks = ({ disputes }: PaymentStanding): Pick<ReversalDecision, 'open' | 'close'> => {
	const about = (dispute: { id: string }): TaskAbout => ({ kind: 'dispute', stripeId: dispute.id });
	return {
		open: disputes.filter(isOpen).map(about),
		close: disputes.filter((dispute) => !isOpen(dispute)).map(about),
	};
};

const decideState = (
	checkout: Settled,
	payment: PaymentStanding,
	hasPackage: boolean,
	policy: ReversalPolicy,
): ReversalDecision => {
	const { state, reason } = checkout;
	switch (state) {
		case 'enrolled':
			return whileEnrolled(payment, policy);
		case 'disputed':
			return whileDisputed(payment, hasPackage);
		case 'refund_pending':
		case 'refunded':
		case 'refund_failed':
			return reason === 'refunded_in_part'
				? whileRefundedInPart(checkout, payment)
				: whileRefunded(checkout, payment);
		// The outbox is about to ask Stripe, and finds what is there.
		case 'refund_due':
		// Decided by fulfillment.
		case 'open':
		case 'awaiting_payment':
		case 'expired':
		case 'failed':
			return { open: [], close: [] };
		case 'cancelled':
			return reason === 'kept_by_staff' ? whileKeptByStaff(payment) : whileCancelled(payment);
	}
};

/**
 * What a settled checkout becomes by what its payment is worth now. Needs the checkout's lock, and an answer of Stripe
 * that is newer than whatever was decided before.
 */
export const decideReversal = (
	checkout: Settled,
	payment: PaymentStanding,
	hasPackage: boolean,
	policy: ReversalPolicy,
): ReversalDecision => {
	const decision = decideState(checkout, payment, hasPackage, policy);
	const dispute = disputeTasks(payment);
	return {
		...decision,
		open: [...decision.open, ...dispute.open],
		close: [...decision.close, ...dispute.close],
	};
};
