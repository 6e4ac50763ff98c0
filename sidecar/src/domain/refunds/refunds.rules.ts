import type { CheckoutState } from '../../db/checkouts';
import type { RefundRow, RefundStatus } from '../../db/refunds';
import type { StripeFailure } from '../../stripe/failure';
import type { Refund } from '../../stripe/types';

/** How often a stored server error is repeated under one key before Stripe is asked what it knows. */
const SERVER_ERRORS_PER_KEY = 3;

/** Stripe forgets keys after 24 hours at the earliest: https://docs.stripe.com/api/idempotent_requests. */
const KEY_IS_KEPT_MILLISECONDS = 23 * 3_600_000;

/** Our state for Stripe's. Source: https://docs.stripe.com/refunds; a value we do not know yet is waited for. */
export const refundStatus = (refund: Pick<Refund, 'status'>): Exclude<RefundStatus, 'due'> => {
	switch (refund.status) {
		case 'succeeded':
			return 'succeeded';
		case 'failed':
		case 'canceled':
			return 'failed';
		default:
			return 'pending';
	}
};

const CHECKOUT_STATES = {
	succeeded: 'refunded',
	pending: 'refund_pending',
	failed: 'refund_failed',
} as const satisfies Record<string, CheckoutState>;

export const checkoutStateFor = (status: Exclude<RefundStatus, 'due'>): CheckoutState =>
	CHECKOUT_STATES[status];

/**
 * What to do after Stripe did not make a refund: `retry` with the same key, `look_up` what Stripe has (it may be there
 * already), or give it to a `person`.
 */
export const afterFailure = (failure: StripeFailure, attempts: number): 'retry' | 'look_up' | 'person' => {
	switch (failure.kind) {
		case 'unreachable':
		case 'rate_limited':
		case 'busy':
		case 'unexpected':
		case 'unauthorized':
			return 'retry';
		case 'server_error':
			return attempts % SERVER_ERRORS_PER_KEY === 0 ? 'look_up' : 'retry';
		case 'not_found':
			return 'person';
		case 'refused':
			return failure.code === 'charge_already_refunded' ? 'look_up' : 'person';
	}
};

/**
 * Whether Stripe must be asked what it has before a claimed refund is sent: an earlier attempt may have reached it whose
 * key it has forgotten since. It takes a part as often as there is money left; all that is left it gives back once.
 */
export const mustLookFirst = (
	{ amount, attempts, created_at: createdAt }: Pick<RefundRow, 'amount' | 'attempts' | 'created_at'>,
	now: Date,
): boolean =>
	amount !== null && attempts > 1 && now.getTime() - createdAt.getTime() >= KEY_IS_KEPT_MILLISECONDS;

/**
 * The refund that we made for a checkout; or else, when Stripe says that nothing is left to refund, the newest that
 * somebody made at the dashboard. While something is left, the refund of somebody else is not ours: it was of a part.
 */
export const refundToAdopt = (
	refunds: readonly Refund[],
	reference: string,
	nothingLeft: boolean,
): Refund | undefined => {
	const living = refunds.filter((refund) => refundStatus(refund) !== 'failed');
	const ours = living.find((refund) => refund.checkoutReference === reference);
	return ours ?? (nothingLeft ? living[0] : undefined);
};

/** A refund only moves forward; an answer that was on its way for long may tell of an earlier state. */
const ORDER: readonly RefundStatus[] = ['due', 'pending', 'succeeded', 'failed'];

/**
 * Whether Stripe's refund tells our row something new. A row that has no id yet takes the first refund that fits; one
 * whose refund failed takes another that did not.
 */
export const isNews = (
	row: { status: RefundStatus; stripe_refund_id: string | null },
	refund: Pick<Refund, 'id' | 'status'>,
): boolean => {
	const status = refundStatus(refund);
	if (row.stripe_refund_id === refund.id) {
		return ORDER.indexOf(status) > ORDER.indexOf(row.status);
	}
	return row.stripe_refund_id === null || (row.status === 'failed' && status !== 'failed');
};
