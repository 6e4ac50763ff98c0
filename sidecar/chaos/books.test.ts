import type { CheckoutRow } from '../src/db/checkouts';
import type { RefundRow } from '../src/db/refunds';
import type { PackageRow } from '../src/db/student-packages';
import type { CheckoutSession, Refund } from '../src/stripe/types';
import { findContradictions, type StripeBooks } from './books';
import type { OurBooks } from './our-books';

const paid: CheckoutSession = {
	id: 'cs_test_paid',
	livemode: false,
	status: 'complete',
	paymentStatus: 'paid',
	mode: 'payment',
	url: null,
	expiresAt: new Date(0),
	clientReferenceId: 'reference',
	metadata: {},
	amountSubtotal: 100,
	currency: 'eur',
	payment: {
		intentId: 'pi_1',
		status: 'succeeded',
		charge: { amount: 100, amountRefunded: 0, refunded: false, disputed: false },
	},
};

const checkout = (change: Partial<CheckoutRow> = {}) =>
	({
		id: 1,
		reference: 'reference',
		state: 'enrolled',
		session_id: paid.id,
		payment_intent_id: 'pi_1',
		amount: 100,
		...change,
	}) as CheckoutRow;

const owned = (change: Partial<PackageRow> = {}) =>
	({ id: 1, student_id: 1, program_id: 1, checkout_id: 1, status: 'ACTIVE', ...change }) as PackageRow;

const refundRow = (change: Partial<RefundRow>) =>
	({ id: 1, checkout_id: 1, automatic: 1, stripe_refund_id: null, ...change }) as RefundRow;

const sentBack: Refund = {
	id: 're_1',
	status: 'succeeded',
	paymentIntentId: 'pi_1',
	amount: 100,
	checkoutReference: 'reference',
};

const judge = (ours: Partial<OurBooks>, stripe: Partial<StripeBooks> = {}): string[] =>
	findContradictions(
		{
			checkouts: [checkout()],
			packages: [],
			refunds: [],
			tasks: [],
			waiting: new Set(),
			cohorts: [],
			classSessions: [],
			astray: [],
			...ours,
		},
		{ sessions: [paid], refunds: [], disputes: [], ...stripe },
	);

test('a payment with its package is right, and one with a refund that is due', () => {
	expect(judge({ packages: [owned()] })).toEqual([]);
	expect(
		judge({ checkouts: [checkout({ state: 'refund_due' })], refunds: [refundRow({ status: 'due' })] }),
	).toEqual([]);
});

test('money that is kept for nothing is found', () => {
	expect(judge({ checkouts: [checkout({ state: 'expired' })] })).toEqual([
		expect.stringContaining('keeps 100 with 0 packages'),
	]);
	expect(judge({ checkouts: [] })).toEqual(['session cs_test_paid: paid, no checkout']);
});

test('a package whose money went back, and one that nobody paid, are found', () => {
	expect(judge({ packages: [owned()] }, { refunds: [sentBack] })).toContain(
		'package 1: its money was not paid or went back',
	);
	expect(judge({ packages: [owned()] }, { sessions: [{ ...paid, payment: null }] })).toContain(
		'package 1: its money was not paid or went back',
	);
});

test('a second refund and a second package are found', () => {
	const twice = [sentBack, { ...sentBack, id: 're_2' }];
	expect(judge({ checkouts: [checkout({ state: 'refunded' })] }, { refunds: twice })).toEqual([
		expect.stringContaining('2 refunds at Stripe'),
	]);
	expect(judge({ packages: [owned(), owned({ id: 2 })] })).toEqual(
		expect.arrayContaining([expect.stringContaining('2 packages'), 'student 1 owns course 1 twice']),
	);
});

describe('money that a person decided to keep', () => {
	const kept = checkout({ state: 'cancelled', reason: 'kept_by_staff' });
	const inPart = checkout({ state: 'refunded', reason: 'refunded_in_part' });
	const ended = [owned({ status: 'CANCELLED' })];
	const part = { ...sentBack, amount: 30 };
	const row = refundRow({ status: 'succeeded', amount: 30, stripe_refund_id: part.id });

	test('is right: all of it, or what is left of it', () => {
		expect(judge({ checkouts: [kept], packages: ended })).toEqual([]);
		const refunded = { checkouts: [inPart], packages: ended, refunds: [row] };
		expect(judge(refunded, { refunds: [part] })).toEqual([]);
	});

	test('is found when another reason is given, or when the part did not go back', () => {
		for (const reason of ['requested', 'payment_reversed'] as const) {
			expect(judge({ checkouts: [{ ...kept, reason }], packages: ended })).toHaveLength(1);
		}
		const refunded = { checkouts: [inPart], packages: ended, refunds: [row] };
		for (const wrong of [
			{ ...part, status: 'failed' },
			{ ...part, amount: 29 },
			{ ...part, checkoutReference: null },
		]) {
			expect(judge(refunded, { refunds: [wrong] })).toEqual([expect.stringContaining('keeps')]);
		}
	});

	test('is found beside a live package, and where there never was one', () => {
		expect(judge({ checkouts: [kept], packages: [owned()] })).toContain(
			'checkout 1 (cancelled): 1 live packages',
		);
		expect(judge({ checkouts: [kept] })).toEqual(['checkout 1 (cancelled): staff ended what never was']);
	});
});

test('a package of which a step is in another cohort is found', () => {
	expect(judge({ packages: [owned()], astray: [1] })).toEqual([
		'package 1: a step of it is in another cohort',
	]);
});

test('counters that differ from their rows, and more students than seats, are found', () => {
	const sold = { id: 1, counted: 2, rows: 2, seats: 2 };
	const packages = [owned()];
	expect(judge({ packages, cohorts: [sold] })).toEqual([]);
	expect(judge({ packages, cohorts: [{ ...sold, rows: 1 }] })).toEqual(['cohort 1: counts 2, has 1 of 2']);
	expect(judge({ packages, classSessions: [{ ...sold, seats: 1 }] })).toEqual([
		'class session 1: counts 2, has 2 of 1',
	]);
});
