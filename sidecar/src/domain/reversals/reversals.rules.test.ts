import type { RefundReason } from '../../../contract';
import type { CheckoutState } from '../../db/checkouts';
import type { Standing } from '../payments/standing.rules';
import { decideReversal } from './reversals.rules';

const POLICY = { refundEndsEnrollment: true };
const refund = (change: { status?: string; checkoutReference?: string | null } = {}) => ({
	id: 're_1',
	status: 'succeeded',
	paymentIntentId: 'pi_1',
	amount: 10,
	checkoutReference: 'ours' as string | null,
	...change,
});

const decide = (
	checkout: { state: CheckoutState; reason: RefundReason },
	standing: Standing,
	refunds: ReturnType<typeof refund>[] = [],
) => decideReversal({ reference: 'ours', ...checkout }, { standing, refunds, disputes: [] }, false, POLICY);

const NOTHING = { open: [], close: [] };
const aboutCheckout = (kind: string) => ({ kind, stripeId: null });

describe('money that staff kept', () => {
	const checkout = { state: 'cancelled', reason: 'kept_by_staff' } as const;

	test.each([
		['kept', NOTHING],
		['disputed', NOTHING],
		['refunded', { ...NOTHING, to: 'refunded', reason: 'requested' }],
		['lost', { ...NOTHING, to: 'cancelled', reason: 'payment_reversed' }],
	] as const)('is right when it is %s', (standing, decision) => {
		expect(decide(checkout, standing)).toEqual(decision);
	});

	test('is a difference when nobody decided so', () => {
		for (const reason of ['payment_reversed', 'cohort_full', 'requested'] as const) {
			expect(decide({ ...checkout, reason }, 'kept').open).toEqual([aboutCheckout('books_differ')]);
		}
	});
});

describe('money of which staff sends back a part', () => {
	const checkout = { state: 'refund_pending', reason: 'refunded_in_part' } as const;
	const done = { open: [], close: [aboutCheckout('refund_failed')] };

	test('is right once our refund of it arrived, and waited for before', () => {
		expect(decide(checkout, 'kept', [refund()])).toEqual({ ...done, to: 'refunded' });
		expect(decide(checkout, 'kept', [refund({ status: 'pending' })])).toEqual(done);
		expect(decide({ ...checkout, state: 'refunded' }, 'kept', [refund()])).toEqual(done);
		// It had failed, and was sent again.
		expect(decide({ ...checkout, state: 'refund_failed' }, 'kept', [refund()])).toEqual({
			...done,
			to: 'refunded',
		});
	});

	test('is a person’s when our refund failed, whatever others sent back', () => {
		const failed = { to: 'refund_failed', open: [aboutCheckout('refund_failed')], close: [] };
		expect(decide(checkout, 'kept', [refund({ status: 'failed' })])).toEqual(failed);
		expect(decide(checkout, 'kept', [refund({ checkoutReference: null })])).toEqual(failed);
		expect(decide({ ...checkout, state: 'refund_failed' }, 'kept', [])).toEqual(NOTHING);
	});

	test('is a full refund when others sent back the rest, and gone when the bank took it', () => {
		const rest = [refund({ checkoutReference: null, status: 'pending' }), refund()];
		expect(decide(checkout, 'refunded', rest)).toEqual({
			...done,
			to: 'refund_pending',
			reason: 'requested',
		});
		expect(decide(checkout, 'lost')).toEqual({
			...done,
			to: 'cancelled',
			reason: 'payment_reversed',
		});
	});
});

test('without such a decision a payment that is ours again is a refund that failed', () => {
	expect(decide({ state: 'refunded', reason: 'requested' }, 'kept', [refund()])).toMatchObject({
		to: 'refund_failed',
	});
});

test('a refund that never arrived, of a payment that the bank then took back, is told as taken back', () => {
	for (const state of ['refund_pending', 'refund_failed'] as const) {
		expect(decide({ state, reason: 'requested' }, 'lost')).toMatchObject({
			to: 'cancelled',
			reason: 'payment_reversed',
		});
	}
});

test('a payment that never became an enrollment keeps the reason for that, also when the bank takes it back', () => {
	const reasons = ['already_enrolled', 'cohort_full', 'cohort_inactive', 'payment_reversed'] as const;
	for (const reason of reasons) {
		for (const state of ['refund_pending', 'refunded', 'refund_failed'] as const) {
			expect(decide({ state, reason }, 'lost')).toEqual({
				to: 'cancelled',
				open: [],
				close: [aboutCheckout('refund_failed')],
			});
		}
	}
});
