import type { Knex } from 'knex';
import type { RefundReason } from '../../../contract';
import { moveCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import {
	lockCohort,
	markSeatDecision,
	readSeatFacts,
	takeSeat,
	type SeatFacts,
} from '../../db/course-cohorts';
import { queueRefund } from '../../db/refunds';
import { insertPackage } from '../../db/student-packages';
import { endWaiting } from '../../db/waiting-list';
import { seedProgress } from '../booking/seed-progress';
import { tellStudent } from '../notifications/tell-student';
import { refundReason, UNSETTLED, type FulfillmentPolicy } from './fulfillment.rules';

/** A dispute that was won before it became an enrollment brings the payment at last. */
const GRANTABLE: readonly CheckoutState[] = [...UNSETTLED, 'disputed'];

/**
 * The student's package with its seat, its progress rows, and every step booked that leaves no choice.
 *
 * @param facts Read under the cohort's lock.
 */
export const grant = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	paymentIntentId: string | null,
	facts: Pick<SeatFacts, 'waiting'>,
	now: Date,
): Promise<number> => {
	if (!(await takeSeat(trx, checkout.cohort_id, now))) {
		throw new Error(`Cohort ${checkout.cohort_id} has no seat although its lock said so.`);
	}
	const row = {
		student_id: checkout.student_id,
		program_id: checkout.program_id,
		cohort_id: checkout.cohort_id,
		checkout_id: checkout.id,
		package_name: `${checkout.program_code} - ${checkout.cohort_name}`,
		payment_intent_id: paymentIntentId,
	};
	const packageId = await insertPackage(trx, row, now);
	await seedProgress(trx, {
		packageId,
		programId: checkout.program_id,
		cohortId: checkout.cohort_id,
		now,
	});
	if (facts.waiting) {
		await endWaiting(trx, { studentId: checkout.student_id, programId: checkout.program_id });
	}
	await tellStudent(trx, checkout, { kind: 'enrolled', more: { packageId } }, now);
	return packageId;
};

const giveBack = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	paymentIntentId: string | null,
	reason: RefundReason,
	now: Date,
): Promise<CheckoutState> => {
	await markSeatDecision(trx, checkout.cohort_id, now);
	// Nothing was paid, so nothing goes back.
	const state = paymentIntentId === null ? 'cancelled' : 'refund_due';
	await moveCheckout(
		trx,
		checkout.id,
		GRANTABLE,
		{ state, reason, payment_intent_id: paymentIntentId },
		now,
	);
	if (paymentIntentId !== null) {
		await queueRefund(trx, { checkoutId: checkout.id, paymentIntentId, reason }, now);
		await tellStudent(trx, checkout, { kind: 'refunded', more: { reason } }, now);
	}
	return state;
};

/**
 * Turns a paid, locked, unsettled checkout into a package or a queued refund: never both.
 * Locks the cohort first and reads second. Raises a duplicate entry when the student's other payment for the course
 * commits at the same moment; the caller starts over.
 */
export const grantOrRefund = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	paymentIntentId: string | null,
	policy: FulfillmentPolicy,
	now: Date,
): Promise<CheckoutState> => {
	const cohort = await lockCohort(trx, checkout.cohort_id);
	const seat = {
		cohortId: checkout.cohort_id,
		programId: checkout.program_id,
		studentId: checkout.student_id,
	};
	const facts = await readSeatFacts(trx, seat, now);
	const reason = refundReason(cohort, facts, policy);
	if (reason !== null) {
		return giveBack(trx, checkout, paymentIntentId, reason, now);
	}
	await grant(trx, checkout, paymentIntentId, facts, now);
	await moveCheckout(
		trx,
		checkout.id,
		GRANTABLE,
		{ state: 'enrolled', payment_intent_id: paymentIntentId, reason: null },
		now,
	);
	return 'enrolled';
};
