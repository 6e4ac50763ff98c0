import type { RefundReason } from '../../../contract';
import type { CheckoutRow, CheckoutState } from '../../db/checkouts';
import type { CohortRow, SeatFacts } from '../../db/course-cohorts';
import type { CheckoutSession } from '../../stripe/types';
import { cohortSeatsLeft } from '../catalogue/catalogue.rules';
import type { Standing } from '../payments/standing.rules';

/**
 * What a session says about its payment, read from Stripe a moment ago. `unknown` is a value that this version does
 * not know: it never grants anything.
 */
export type PaymentFact =
	| { kind: 'unpaid' }
	| { kind: 'expired' }
	| { kind: 'awaiting' }
	| { kind: 'failed' }
	| { kind: 'reversed'; by: Exclude<Standing, 'kept'>; paymentIntentId: string }
	| { kind: 'paid'; paymentIntentId: string | null }
	| { kind: 'unknown'; value: string };

export type KnownPaymentFact = Exclude<PaymentFact, { kind: 'unknown' }>;

/** What the operator chose in the configuration. */
export interface FulfillmentPolicy {
	/** Whether a payment for a cohort or course that was switched off meanwhile still buys the seat. */
	honorClosedCohorts: boolean;
}

/** Stripe says something of a payment that this version does not understand. Nothing is granted; a person must look. */
export class UnknownPaymentError extends Error {
	constructor(value: string) {
		super(`Stripe reports a payment that this version does not understand: ${value}`);
		this.name = 'UnknownPaymentError';
	}
}

/** States in which a payment can still arrive: a lapsed hold may be paid in its last second. */
export const UNSETTLED: readonly CheckoutState[] = ['open', 'awaiting_payment', 'expired', 'failed'];

/** A dispute that was won before it became an enrollment brings the payment at last. */
export const GRANTABLE: readonly CheckoutState[] = [...UNSETTLED, 'disputed'];

const DELAYED_AND_FAILED = new Set(['requires_payment_method', 'canceled']);

/**
 * Reads the one thing that matters from a session. Source: https://docs.stripe.com/checkout/fulfillment
 *
 * @param standing What its payment is worth now; what is on its way back, or held by a bank, buys nothing.
 */
export const paymentFact = (
	session: Pick<CheckoutSession, 'status' | 'paymentStatus' | 'payment'>,
	standing: Standing = 'kept',
): PaymentFact => {
	const { status, paymentStatus, payment } = session;
	if (status === 'open') {
		return { kind: 'unpaid' };
	}
	if (status === 'expired') {
		return { kind: 'expired' };
	}
	if (status !== 'complete') {
		return { kind: 'unknown', value: status };
	}
	switch (paymentStatus) {
		case 'paid':
			// Without its payment it could neither be checked nor ever be refunded.
			if (!payment) {
				return { kind: 'unknown', value: 'paid, without a payment' };
			}
			return standing === 'kept'
				? { kind: 'paid', paymentIntentId: payment.intentId }
				: { kind: 'reversed', by: standing, paymentIntentId: payment.intentId };
		case 'no_payment_required':
			return { kind: 'paid', paymentIntentId: null };
		case 'unpaid':
			return DELAYED_AND_FAILED.has(payment?.status ?? '') ? { kind: 'failed' } : { kind: 'awaiting' };
		default:
			return { kind: 'unknown', value: paymentStatus };
	}
};

/** Whether a session sells for what the student was shown: before promotion codes and tax, which are Stripe's. */
export const isSoldAs = (
	{ amountSubtotal, currency }: Pick<CheckoutSession, 'amountSubtotal' | 'currency'>,
	checkout: Pick<CheckoutRow, 'amount' | 'currency'>,
): boolean => amountSubtotal === checkout.amount && currency === checkout.currency;

/**
 * Why a paid checkout cannot become an enrollment; null = it can. The deadline is not asked: whoever began in time
 * is served. Needs the cohort's lock; a cohort that is gone counts as inactive.
 *
 * @param policy `honorClosedCohorts`: whoever paid for a cohort or course that was switched off meanwhile gets the seat.
 */
export const refundReason = (
	cohort: Pick<CohortRow, 'is_active' | 'deleted_at' | 'max_enrollment' | 'current_enrollment'> | undefined,
	facts: SeatFacts,
	{ honorClosedCohorts }: FulfillmentPolicy,
): RefundReason | null => {
	if (!facts.studentExists) {
		return 'student_missing';
	}
	if (facts.owned) {
		return 'already_enrolled';
	}
	if (!facts.programActive && !honorClosedCohorts) {
		return 'course_inactive';
	}
	if (cohort === undefined || cohort.deleted_at !== null || !(cohort.is_active || honorClosedCohorts)) {
		return 'cohort_inactive';
	}
	return cohortSeatsLeft(cohort, facts.heldByOthers) === 0 ? 'cohort_full' : null;
};
