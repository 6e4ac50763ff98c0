import type { Knex } from 'knex';
import { moveCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { lockCohort, markSeatDecision, readSeatFacts } from '../../db/course-cohorts';
import { queueRefund } from '../../db/refunds';
import { tellStudent } from '../notifications/tell-student';
import { GRANTABLE, refundReason, type FulfillmentPolicy } from './fulfillment.rules';
import { reportPaidBesideStaff } from './paid-beside-staff';

/** There is a seat after all, although a moment ago there was none. The transaction must not commit. */
export class SeatAfterAll extends Error {
	constructor() {
		super('A checkout that was refused can become a package.');
		this.name = 'SeatAfterAll';
	}
}

/**
 * Ends a paid, locked checkout that was refused a package, with a queued refund, or with nothing when nothing was paid.
 * Finds the reason under the cohort's lock; raises {@link SeatAfterAll} when there is none any more.
 */
export const giveBack = async (
	trx: Knex.Transaction,
	{
		checkout,
		paymentIntentId,
		policy,
	}: { checkout: CheckoutRow; paymentIntentId: string | null; policy: FulfillmentPolicy },
	now: Date,
): Promise<CheckoutState> => {
	const { id, cohort_id: cohortId, program_id: programId, student_id: studentId } = checkout;
	const cohort = await lockCohort(trx, cohortId);
	const facts = await readSeatFacts(trx, { cohortId, programId, studentId }, now);
	const reason = refundReason(cohort, facts, policy);
	if (reason === null) {
		throw new SeatAfterAll();
	}
	await markSeatDecision(trx, cohortId, now);
	if (paymentIntentId === null) {
		// Nothing was paid, so nothing goes back.
		const cancelled = { state: 'cancelled', payment_intent_id: null, reason } as const;
		await moveCheckout(trx, id, GRANTABLE, cancelled, now);
		return 'cancelled';
	}
	const change = { state: 'refund_due', payment_intent_id: paymentIntentId, reason } as const;
	await moveCheckout(trx, id, GRANTABLE, change, now);
	await queueRefund(trx, { checkoutId: id, paymentIntentId, reason, amount: null }, now);
	await tellStudent(trx, checkout, { kind: 'refunded', more: { reason } }, now);
	if (reason === 'already_enrolled') {
		await reportPaidBesideStaff(trx, { checkout, paymentIntentId }, now);
	}
	return 'refund_due';
};
