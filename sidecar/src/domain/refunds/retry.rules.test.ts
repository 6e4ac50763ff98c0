import type { RefundReason } from '../../../contract';
import type { RefundRow } from '../../db/refunds';
import type { Refund } from '../../stripe/types';
import type { PaymentStanding } from '../payments/standing.rules';
import { decideRetry } from './retry.rules';

const REFERENCE = 'our-reference';

const row = (id: number, fields: Partial<RefundRow> = {}): RefundRow =>
	({
		id,
		amount: 10_000,
		reason: 'refunded_in_part',
		automatic: 1,
		status: 'failed',
		stripe_refund_id: `re_${id}`,
		...fields,
	}) as RefundRow;

const atStripe = (id: string, fields: Partial<Refund> = {}): Refund => ({
	id,
	status: 'succeeded',
	paymentIntentId: 'pi_1',
	amount: 10_000,
	checkoutReference: null,
	...fields,
});

const payment = (refunds: Refund[], standing: PaymentStanding['standing'] = 'kept'): PaymentStanding => ({
	standing,
	refunds,
	disputes: [],
});

const decide = (rows: RefundRow[], standing: PaymentStanding) =>
	decideRetry({ reference: REFERENCE, rows }, standing);

const failed = atStripe('re_1', { status: 'failed', checkoutReference: REFERENCE });

test.each<RefundReason>(['cohort_full', 'requested', 'already_enrolled'])(
	'what was to go back as a whole (%s) goes back as all that is left, whatever somebody sent meanwhile',
	(reason) => {
		const rows = [row(1, { reason, amount: 49_000 })];
		expect(decide(rows, payment([failed]))).toEqual({ amount: null });
		expect(decide(rows, payment([atStripe('re_other'), failed]))).toEqual({ amount: null });
	},
);

test('a refund of somebody else that failed has no row of ours, and all goes back', () => {
	expect(decide([row(1, { automatic: null })], payment([]))).toEqual({ amount: null });
	expect(decide([], payment([]))).toEqual({ amount: null });
});

test('a part goes back as that part', () => {
	expect(decide([row(1)], payment([failed]))).toEqual({ amount: 10_000 });
});

test('a part that somebody may have sent back since is a matter for a person', () => {
	expect(decide([row(1)], payment([atStripe('re_unknown'), failed]))).toBe('unclear');
	const later = [row(1), row(2, { automatic: null, status: 'succeeded' })];
	expect(decide(later, payment([atStripe('re_2'), failed]))).toBe('unclear');
});

test('a part that was sent back before is no reason, and neither is one that failed', () => {
	const earlier = [row(1, { automatic: null, status: 'succeeded' }), row(2)];
	expect(decide(earlier, payment([atStripe('re_1')]))).toEqual({ amount: 10_000 });
	const failedSince = atStripe('re_9', { status: 'canceled' });
	expect(decide([row(1)], payment([failedSince, failed]))).toEqual({ amount: 10_000 });
});

test('a refund of ours that lives is followed, never sent again', () => {
	for (const status of ['pending', 'requires_action', 'succeeded', 'a_new_one']) {
		const ours = atStripe('re_5', { status, checkoutReference: REFERENCE });
		expect(decide([row(1)], payment([ours]))).toBe('follow');
	}
});

test.each([
	['refunded', 'follow'],
	['lost', 'follow'],
	['disputed', 'disputed'],
] as const)('nothing is sent of a payment that is %s', (standing, outcome) => {
	expect(decide([row(1)], payment([], standing))).toBe(outcome);
});
