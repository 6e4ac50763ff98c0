import { failure } from '../../../test/fake-stripe';
import type { RefundStatus } from '../../db/refunds';
import type { StripeFailureKind } from '../../stripe/failure';
import type { Refund } from '../../stripe/types';
import {
	afterFailure,
	checkoutStateFor,
	isNews,
	mustLookFirst,
	refundStatus,
	refundToAdopt,
} from './refunds.rules';

const refund = (id: string, status: string, checkoutReference: string | null = null): Refund => ({
	id,
	status,
	paymentIntentId: 'pi_1',
	amount: 49_000,
	checkoutReference,
});

test.each([
	['succeeded', 'succeeded', 'refunded'],
	['failed', 'failed', 'refund_failed'],
	['canceled', 'failed', 'refund_failed'],
	['pending', 'pending', 'refund_pending'],
	['requires_action', 'pending', 'refund_pending'],
	['a status of next year', 'pending', 'refund_pending'],
] as const)('Stripe’s %s is our %s, and its checkout is %s', (stripes, ours, checkout) => {
	expect(refundStatus({ status: stripes })).toBe(ours);
	expect(checkoutStateFor(ours)).toBe(checkout);
});

describe('after Stripe did not make a refund', () => {
	test.each<StripeFailureKind>(['unreachable', 'rate_limited', 'busy', 'unexpected', 'unauthorized'])(
		'because it was %s, the same key is sent again, however often that takes',
		(kind) => {
			expect([1, 3, 300].map((attempts) => afterFailure(failure(kind), attempts))).toEqual([
				'retry',
				'retry',
				'retry',
			]);
		},
	);

	test('a server error is looked up after every third try', () => {
		const steps = [1, 2, 3, 4, 5, 6].map((attempts) => afterFailure(failure('server_error'), attempts));
		expect(steps).toEqual(['retry', 'retry', 'look_up', 'retry', 'retry', 'look_up']);
	});

	test('a charge that is refunded already is looked up at once', () => {
		expect(afterFailure(failure('refused', 'charge_already_refunded'), 1)).toBe('look_up');
	});

	test('any other refusal is left to a person', () => {
		expect(afterFailure(failure('refused', 'charge_disputed'), 1)).toBe('person');
		expect(afterFailure(failure('refused'), 1)).toBe('person');
		expect(afterFailure(failure('not_found', 'resource_missing'), 1)).toBe('person');
	});
});

test('Stripe is asked first for a part that may have been sent before, once it may have forgotten the key', () => {
	const queued = new Date('2026-03-01T12:00:00Z');
	const late = new Date('2026-03-02T11:00:00Z');
	const part = { amount: 1_000, attempts: 2, created_at: queued };
	expect(mustLookFirst(part, late)).toBe(true);
	expect(mustLookFirst(part, new Date('2026-03-02T10:59:59Z'))).toBe(false);
	expect(mustLookFirst({ ...part, attempts: 1 }, late)).toBe(false);
	expect(mustLookFirst({ ...part, amount: null }, late)).toBe(false);
});

describe('the refund to adopt', () => {
	const mine = refund('re_mine', 'pending', 'reference');
	const others = refund('re_others', 'succeeded');

	test('is the one that bears our reference, wherever it stands', () => {
		expect(refundToAdopt([others, mine], 'reference', false)).toBe(mine);
		expect(refundToAdopt([others, mine], 'reference', true)).toBe(mine);
	});

	test('is the newest of somebody else’s only when nothing is left to refund', () => {
		const older = refund('re_older', 'succeeded', 'another reference');
		expect(refundToAdopt([others, older], 'reference', true)).toBe(others);
		expect(refundToAdopt([others, older], 'reference', false)).toBeUndefined();
	});

	test('is never one that failed', () => {
		const dead = [refund('re_1', 'failed', 'reference'), refund('re_2', 'canceled')];
		expect(refundToAdopt(dead, 'reference', true)).toBeUndefined();
		expect(refundToAdopt([], 'reference', true)).toBeUndefined();
	});
});

describe('a refund of Stripe is news', () => {
	const row = (status: RefundStatus, id: string | null = 're_1') => ({ status, stripe_refund_id: id });

	test('to a row that has none yet', () => {
		expect(isNews(row('due', null), refund('re_1', 'pending'))).toBe(true);
		expect(isNews(row('failed', null), refund('re_1', 'succeeded'))).toBe(true);
	});

	test('when it moved on, never when it tells of an earlier state or the same', () => {
		const news = (known: RefundStatus) =>
			['pending', 'succeeded', 'failed'].filter((told) => isNews(row(known), refund('re_1', told)));
		expect(news('pending')).toEqual(['succeeded', 'failed']);
		expect(news('succeeded')).toEqual(['failed']);
		expect(news('failed')).toEqual([]);
	});

	test('when it is another one, only after ours failed and it did not', () => {
		expect(isNews(row('failed'), refund('re_2', 'pending'))).toBe(true);
		expect(isNews(row('failed'), refund('re_2', 'failed'))).toBe(false);
		expect(isNews(row('pending'), refund('re_2', 'succeeded'))).toBe(false);
		expect(isNews(row('succeeded'), refund('re_2', 'failed'))).toBe(false);
	});
});
