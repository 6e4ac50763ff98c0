import type { Payment } from '../../stripe/types';
import { paymentFact, refundReason as refundReasonBy } from './fulfillment.rules';

const refundReason = (
	...facts: [Parameters<typeof refundReasonBy>[0], Parameters<typeof refundReasonBy>[1]]
) => refundReasonBy(...facts, { honorClosedCohorts: false });

describe('what a session says about its payment', () => {
	const charge = { amount: 49_000, amountRefunded: 0, refunded: false, disputed: false };
	const payment: Payment = { intentId: 'pi_1', status: 'succeeded', charge };
	const fact = (status: string, paymentStatus: string, made: Payment | null = payment) =>
		paymentFact({ status, paymentStatus, payment: made }, 'kept');

	test('an open one is unpaid, whatever else it says', () => {
		expect(fact('open', 'unpaid', null)).toEqual({ kind: 'unpaid' });
		expect(fact('open', 'paid')).toEqual({ kind: 'unpaid' });
	});

	test('an expired one is over', () => {
		expect(fact('expired', 'unpaid', null)).toEqual({ kind: 'expired' });
	});

	test('a complete one is paid, by the payment that it names', () => {
		expect(fact('complete', 'paid')).toEqual({ kind: 'paid', paymentIntentId: 'pi_1' });
	});

	test('one of which part was refunded is still paid', () => {
		const part = { ...payment, charge: { ...charge, amountRefunded: 48_999 } };
		expect(fact('complete', 'paid', part)).toEqual({ kind: 'paid', paymentIntentId: 'pi_1' });
	});

	test.each(['refunded', 'disputed', 'lost'] as const)(
		'one whose payment is %s buys nothing',
		(standing) => {
			const session = { status: 'complete', paymentStatus: 'paid', payment };
			expect(paymentFact(session, standing)).toEqual({
				kind: 'reversed',
				by: standing,
				paymentIntentId: 'pi_1',
			});
		},
	);

	test('one that needed no payment is paid, without a payment to refund', () => {
		expect(fact('complete', 'no_payment_required', null)).toEqual({
			kind: 'paid',
			paymentIntentId: null,
		});
	});

	test('a delayed payment is awaited', () => {
		expect(fact('complete', 'unpaid', { ...payment, status: 'processing', charge: null })).toEqual({
			kind: 'awaiting',
		});
		expect(fact('complete', 'unpaid', null)).toEqual({ kind: 'awaiting' });
	});

	test.each(['requires_payment_method', 'canceled'])(
		'a delayed payment that became %s has failed',
		(status) => {
			expect(fact('complete', 'unpaid', { ...payment, status, charge: null })).toEqual({
				kind: 'failed',
			});
		},
	);

	test('values that Stripe may add one day, and a payment that could not be read, are unknown', () => {
		expect(fact('complete', 'half_paid')).toEqual({ kind: 'unknown', value: 'half_paid' });
		expect(fact('paused', 'paid')).toEqual({ kind: 'unknown', value: 'paused' });
		expect(fact('complete', 'paid', null).kind).toBe('unknown');
	});
});

describe('a payment becomes an enrollment', () => {
	const facts = { owned: false, heldByOthers: 0, programActive: true, studentExists: true };
	const cohort = {
		is_active: true,
		deleted_at: null as Date | null,
		max_enrollment: 5 as number | null,
		current_enrollment: 4,
	};

	test('when a seat is left', () => {
		expect(refundReason(cohort, facts)).toBeNull();
		expect(refundReason({ ...cohort, max_enrollment: null }, { ...facts, heldByOthers: 99 })).toBeNull();
	});

	test('unless the seats are sold, or held by others', () => {
		expect(refundReason({ ...cohort, current_enrollment: 5 }, facts)).toBe('cohort_full');
		expect(refundReason(cohort, { ...facts, heldByOthers: 1 })).toBe('cohort_full');
	});

	test('unless the cohort is off, deleted or gone, or the course is off', () => {
		expect(refundReason({ ...cohort, is_active: false }, facts)).toBe('cohort_inactive');
		expect(refundReason({ ...cohort, deleted_at: new Date() }, facts)).toBe('cohort_inactive');
		expect(refundReason(undefined, facts)).toBe('cohort_inactive');
		expect(refundReason(undefined, { ...facts, programActive: false })).toBe('course_inactive');
	});

	test('but an operator may choose to honor a payment for a cohort or course that was switched off', () => {
		const honor = { honorClosedCohorts: true };
		expect(refundReasonBy({ ...cohort, is_active: false }, facts, honor)).toBeNull();
		expect(refundReasonBy(cohort, { ...facts, programActive: false }, honor)).toBeNull();
		expect(refundReasonBy({ ...cohort, deleted_at: new Date() }, facts, honor)).toBe('cohort_inactive');
		expect(refundReasonBy({ ...cohort, is_active: false, current_enrollment: 5 }, facts, honor)).toBe(
			'cohort_full',
		);
	});

	test('unless the student has the course, or does not exist any more', () => {
		expect(refundReason(undefined, { ...facts, owned: true })).toBe('already_enrolled');
		expect(refundReason(cohort, { ...facts, owned: true, studentExists: false })).toBe('student_missing');
	});
});
