import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, MINUTE, openShop, type Shop, type Sidecar } from '../../../test/shop';
import type { CheckoutRow } from '../../db/checkouts';
import { table } from '../../db/database';
import type { RefundRow } from '../../db/refunds';

let shop: Shop;
let second: Sidecar;
beforeAll(async () => {
	shop = await openShop();
	second = shop.openSidecar();
});
beforeEach(() => {
	shop.stripe.refundStatus = 'succeeded';
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

interface Owed {
	checkoutId: number;
	sessionId: string;
	reference: string;
	intentId: string;
}

/** A student who paid for a cohort that was switched off meanwhile: a refund is due. */
const owe = async (): Promise<Owed> => {
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	const intentId = shop.stripe.pay(sessionId);
	await table<{ id: number; is_active: boolean }>(shop.db, 'course_cohorts')
		.where('id', cohort.id)
		.update({ is_active: false });
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	const { id, reference } = await shop.checkout(sessionId);
	return { checkoutId: id, sessionId, reference, intentId };
};

/** Our row and its checkout's state. */
const told = async ({ checkoutId, sessionId }: Owed) => {
	const [row] = await shop.refundsOf(checkoutId);
	const { state } = await shop.checkout(sessionId);
	return { state, status: row?.status, refundId: row?.stripe_refund_id, attempts: row?.attempts };
};

/** Keys with which refunds of this payment were asked for. */
const keysOf = ({ intentId }: Owed): (string | null)[] =>
	shop.stripe
		.callsOf('createRefund')
		.filter(({ subject }) => (subject as { paymentIntentId: string }).paymentIntentId === intentId)
		.map(({ key }) => key);

const refundsAtStripe = ({ intentId }: Owed) => shop.stripe.refundsOf(intentId);

/** Lets the backoff pass and works. */
const workLater = async (pause = HOUR): Promise<void> => {
	shop.clock.pass(pause);
	await shop.sidecar.work();
};

const activityOf = async ({ checkoutId }: Owed): Promise<string[]> => {
	const [row] = await shop.refundsOf(checkoutId);
	const lines = await table<{ entity_type: string; entity_id: number; action: string }>(shop.db, 'activity')
		.where({ entity_type: 'refund', entity_id: row?.id ?? 0 })
		.orderBy('id' as never);
	return lines.map(({ action }) => action);
};

test('a due refund is sent once, for all that was paid, and says why', async () => {
	const owed = await owe();
	await shop.sidecar.work();
	const [refund] = refundsAtStripe(owed);
	expect(await told(owed)).toEqual({
		state: 'refunded',
		status: 'succeeded',
		refundId: refund?.id,
		attempts: 1,
	});
	expect(shop.stripe.callsOf('createRefund').at(-1)).toEqual({
		key: `rf:${owed.reference}:1`,
		subject: {
			paymentIntentId: owed.intentId,
			amount: null,
			reference: owed.reference,
			reason: 'cohort_inactive',
		},
	});
	await workLater();
	expect(keysOf(owed)).toHaveLength(1);
	expect(await activityOf(owed)).toEqual(['refund.succeeded']);
});

test('case 31: a refund that was queued before a crash is sent by whoever works next', async () => {
	const owed = await owe();
	await workLater(3 * DAY);
	expect(await told(owed)).toMatchObject({ state: 'refunded' });
});

test('case 32: a worker killed after Stripe refunded sends the same key again, and there is one refund', async () => {
	const owed = await owe();
	const held = shop.stripe.holdNext('createRefund');
	const killed = shop.sidecar.refunds.sendDue();
	await held.arrived;
	expect(await second.refunds.sendDue()).toBe(0);
	shop.clock.pass(2 * MINUTE + 1);
	const again = second.refunds.sendDue();
	held.release();
	expect(await again).toBe(1);
	await killed;
	expect(keysOf(owed)).toEqual([`rf:${owed.reference}:1`, `rf:${owed.reference}:1`]);
	expect(refundsAtStripe(owed)).toHaveLength(1);
	expect(await told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	expect(await activityOf(owed)).toEqual(['refund.succeeded']);
});

test('case 32: more than a day later, when Stripe has forgotten the key, the refund is adopted', async () => {
	const owed = await owe();
	shop.stripe.failNext('createRefund', failure('unreachable'), 'done');
	await shop.sidecar.work();
	shop.stripe.keys.forget();
	await workLater(2 * DAY);
	expect(refundsAtStripe(owed)).toHaveLength(1);
	expect(await told(owed)).toMatchObject({ state: 'refunded', refundId: refundsAtStripe(owed)[0]?.id });
});

test.each(['lost', 'done'] as const)(
	'case 33: after a time-out (the call was %s) the same key is sent again, later and later',
	async (effect) => {
		const owed = await owe();
		for (const attempt of [1, 2]) {
			shop.stripe.failNext('createRefund', failure('unreachable'), effect);
			await shop.sidecar.work();
			expect(await told(owed)).toMatchObject({ state: 'refund_due', status: 'due', attempts: attempt });
			const [row] = await shop.refundsOf(owed.checkoutId);
			const wait = (row?.next_attempt_at.getTime() ?? 0) - shop.clock.now().getTime();
			expect(wait).toBeGreaterThanOrEqual(2 ** attempt * 500);
			expect(wait).toBeLessThanOrEqual(2 ** attempt * 1000);
			expect(row?.last_error).toContain('unreachable');
			expect(shop.logged.at(-1)).toMatchObject({ level: 40, refundId: row?.id });
			shop.clock.pass(MINUTE);
		}
		await shop.sidecar.work();
		expect(new Set(keysOf(owed))).toEqual(new Set([`rf:${owed.reference}:1`]));
		expect(refundsAtStripe(owed)).toHaveLength(1);
		expect(await told(owed)).toMatchObject({ state: 'refunded' });
	},
);

test('case 34: a stored server error is repeated three times, looked up, and answered with the next key', async () => {
	const owed = await owe();
	shop.stripe.failNext('createRefund', failure('server_error'));
	for (let attempt = 1; attempt <= 4; attempt += 1) {
		await workLater();
	}
	const [first, next] = [`rf:${owed.reference}:1`, `rf:${owed.reference}:2`];
	expect(keysOf(owed)).toEqual([first, first, first, next]);
	expect(refundsAtStripe(owed)).toHaveLength(1);
	expect(await told(owed)).toMatchObject({ state: 'refunded' });
});

test('case 34: a server error after which the refund is there adopts it', async () => {
	const owed = await owe();
	shop.stripe.failNext('createRefund', failure('server_error'), 'done');
	for (let attempt = 1; attempt <= 3; attempt += 1) {
		await workLater();
	}
	expect(refundsAtStripe(owed)).toHaveLength(1);
	expect(await told(owed)).toMatchObject({ state: 'refunded', refundId: refundsAtStripe(owed)[0]?.id });
});

test('cases 34 and 40: a refund of a part from the dashboard is not taken for ours after a server error', async () => {
	const owed = await owe();
	shop.stripe.makeRefund(owed.intentId, 1_000);
	shop.stripe.failNext('createRefund', failure('server_error'));
	for (let attempt = 1; attempt <= 4; attempt += 1) {
		await workLater();
	}
	expect(refundsAtStripe(owed).map(({ amount }) => amount)).toEqual([48_000, 1_000]);
	expect(await told(owed)).toMatchObject({ state: 'refunded', refundId: refundsAtStripe(owed)[0]?.id });
});

test('case 35: what was refunded from the dashboard already is adopted, and never asked for again', async () => {
	const owed = await owe();
	const { id } = shop.stripe.makeRefund(owed.intentId);
	await shop.sidecar.work();
	await workLater();
	expect(await told(owed)).toMatchObject({ state: 'refunded', refundId: id });
	expect(keysOf(owed)).toHaveLength(1);
});

test('case 36: a rate limit is waited out', async () => {
	const owed = await owe();
	shop.stripe.failNext('createRefund', failure('rate_limited'));
	await shop.sidecar.work();
	expect(await told(owed)).toMatchObject({ status: 'due', attempts: 1 });
	await workLater();
	expect(await told(owed)).toMatchObject({ state: 'refunded', attempts: 2 });
});

test('case 61: a revoked key is waited out however long it takes', async () => {
	const owed = await owe();
	shop.stripe.failAlways('createRefund', failure('unauthorized'));
	for (let attempt = 1; attempt <= 30; attempt += 1) {
		await workLater();
	}
	expect(await told(owed)).toMatchObject({ status: 'due', attempts: 30 });
	shop.stripe.failAlways('createRefund', null);
	await workLater();
	expect(await told(owed)).toMatchObject({ state: 'refunded' });
});

test.each(['pending', 'requires_action', 'a new status'])(
	'case 37: a refund that is %s waits for Stripe’s word',
	async (status) => {
		const owed = await owe();
		shop.stripe.refundStatus = status;
		await shop.sidecar.work();
		const { refundId } = await told(owed);
		expect(await told(owed)).toMatchObject({ state: 'refund_pending', status: 'pending' });
		await workLater();
		expect(keysOf(owed)).toHaveLength(1);
		shop.stripe.changeRefund(refundId ?? '', 'succeeded');
		await shop.sidecar.deliver('refund.updated', refundId ?? '');
		expect(await told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	},
);

test.each(['failed', 'canceled'])(
	'case 38: a refund that is %s later is left to a person',
	async (status) => {
		const owed = await owe();
		await shop.sidecar.work();
		const { refundId } = await told(owed);
		shop.stripe.changeRefund(refundId ?? '', status);
		await shop.sidecar.deliver('refund.failed', refundId ?? '');
		expect(await told(owed)).toMatchObject({ state: 'refund_failed', status: 'failed' });
		expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('person') });
		await workLater();
		expect(keysOf(owed)).toHaveLength(1);
		expect(await activityOf(owed)).toEqual(['refund.succeeded', 'refund.failed']);
	},
);

test.each([
	['charge_disputed', 'refused'],
	['resource_missing', 'not_found'],
] as const)('case 42: a refund that Stripe refuses with %s is left to a person', async (code, kind) => {
	const owed = await owe();
	shop.stripe.failNext('createRefund', failure(kind, code));
	await shop.sidecar.work();
	expect(await told(owed)).toMatchObject({ state: 'refund_failed', status: 'failed' });
	expect(shop.logged.at(-1)).toMatchObject({ level: 50, code });
	await workLater();
	expect(keysOf(owed)).toHaveLength(1);
});

test('a full refund that Stripe does not list is left to a person', async () => {
	const owed = await owe();
	shop.stripe.failNext('createRefund', failure('refused', 'charge_already_refunded'));
	await shop.sidecar.work();
	expect(await told(owed)).toMatchObject({ state: 'refund_failed', status: 'failed' });
});

test('a look-up that fails is repeated', async () => {
	const owed = await owe();
	shop.stripe.makeRefund(owed.intentId);
	shop.stripe.failNext('listRefunds', failure('unreachable'));
	await shop.sidecar.work();
	expect(await told(owed)).toMatchObject({ state: 'refund_due', status: 'due' });
	await workLater();
	expect(await told(owed)).toMatchObject({ state: 'refunded' });
});

describe('case 41: a refund event that comes before our own commit of re_', () => {
	test('is matched by its reference, so that the row is adopted once', async () => {
		const owed = await owe();
		shop.stripe.refundStatus = 'pending';
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		const [refund] = refundsAtStripe(owed);
		shop.stripe.changeRefund(refund?.id ?? '', 'succeeded');
		await second.deliver('refund.updated', refund?.id ?? '');
		expect(await told(owed)).toMatchObject({ state: 'refunded', refundId: refund?.id });
		// The worker's answer is older, and must not take the row back to pending.
		held.release();
		await sending;
		expect(await told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
		expect(await activityOf(owed)).toEqual(['refund.succeeded']);
		expect((await shop.events()).at(-1)).toMatchObject({ status: 'done' });
	});

	test('is not undone by a refusal that comes after it', async () => {
		const owed = await owe();
		shop.stripe.failNext('createRefund', failure('refused', 'charge_disputed'));
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		const { id } = shop.stripe.makeRefund(owed.intentId, null, owed.reference);
		await second.deliver('refund.created', id);
		held.release();
		await sending;
		expect(await told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded', refundId: id });
	});

	test('and tells of its failure is believed', async () => {
		const owed = await owe();
		shop.stripe.failNext('createRefund', failure('unreachable'), 'done');
		await shop.sidecar.work();
		const [refund] = refundsAtStripe(owed);
		shop.stripe.changeRefund(refund?.id ?? '', 'failed');
		await shop.sidecar.deliver('refund.failed', refund?.id ?? '');
		expect(await told(owed)).toMatchObject({ state: 'refund_failed', refundId: refund?.id });
		await workLater();
		expect(keysOf(owed)).toHaveLength(1);
	});

	test('and tells of an earlier attempt that failed does not hide the later one that went through', async () => {
		const owed = await owe();
		shop.stripe.failNext('createRefund', failure('server_error'), 'done');
		await shop.sidecar.work();
		const [failed] = refundsAtStripe(owed);
		shop.stripe.changeRefund(failed?.id ?? '', 'failed');
		await workLater();
		await workLater();
		shop.clock.pass(HOUR);
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		await second.deliver('refund.failed', failed?.id ?? '');
		held.release();
		await sending;
		expect(await told(owed)).toMatchObject({ state: 'refunded', refundId: refundsAtStripe(owed)[0]?.id });
		await second.deliver('refund.failed', failed?.id ?? '');
		expect(await told(owed)).toMatchObject({ state: 'refunded' });
	});

	test('is ignored when its reference was copied onto the refund of another payment', async () => {
		const [owed, other] = [await owe(), await owe()];
		const { id } = shop.stripe.makeRefund(other.intentId, 1_000, owed.reference);
		await shop.sidecar.deliver('refund.created', id);
		expect(await told(owed)).toMatchObject({ state: 'refund_due', refundId: null });
		expect((await shop.events()).at(-1)).toMatchObject({ status: 'ignored' });
		await workLater();
	});

	test('is ignored when nobody of ours made it', async () => {
		const sessionId = await shop.sidecar.checkOut(await shop.student(), await shop.cohort());
		const { id } = shop.stripe.makeRefund(shop.stripe.pay(sessionId), 1_000);
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
		await shop.sidecar.deliver('refund.created', id);
		expect((await shop.events()).at(-1)).toMatchObject({ status: 'ignored' });
		expect((await shop.checkout(sessionId)).state).toBe('enrolled');
	});
});

test('news of a refund that are older than what we know change nothing', async () => {
	const owed = await owe();
	shop.stripe.refundStatus = 'pending';
	await shop.sidecar.work();
	const { refundId } = await told(owed);
	const held = shop.stripe.holdNext('retrieveRefund');
	const old = shop.sidecar.deliver('refund.updated', refundId ?? '');
	await held.arrived;
	shop.stripe.changeRefund(refundId ?? '', 'succeeded');
	await second.deliver('refund.updated', refundId ?? '');
	held.release();
	await old;
	expect(await told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	expect(await activityOf(owed)).toEqual(['refund.pending', 'refund.succeeded']);
});

test('a pending refund of which Stripe never told more is asked about every hour', async () => {
	const [made, failed] = [await owe(), await owe()];
	shop.stripe.refundStatus = 'pending';
	await shop.sidecar.work();
	const follow = () => shop.sidecar.refunds.followPending();
	expect(await follow()).toBe(0);
	shop.clock.pass(HOUR + 1);
	shop.stripe.failNext('retrieveRefund', failure('unreachable'));
	expect(await follow()).toBe(2);
	expect(await follow()).toBe(0);
	shop.stripe.changeRefund(refundsAtStripe(made)[0]?.id ?? '', 'succeeded');
	shop.stripe.changeRefund(refundsAtStripe(failed)[0]?.id ?? '', 'failed');
	shop.clock.pass(HOUR + 1);
	const counts = await Promise.all([follow(), second.refunds.followPending()]);
	expect(Math.max(...counts)).toBeGreaterThan(0);
	expect(await told(made)).toMatchObject({ state: 'refunded' });
	expect(await told(failed)).toMatchObject({ state: 'refund_failed' });
});

test('case 65: any number of workers at once send each of many refunds once', async () => {
	const debts: Owed[] = [];
	for (let count = 0; count < 12; count += 1) {
		debts.push(await owe());
	}
	const third = shop.openSidecar();
	await Promise.all([shop.sidecar, second, third].flatMap((sidecar) => [sidecar.work(), sidecar.work()]));
	for (const owed of debts) {
		expect(keysOf(owed)).toHaveLength(1);
		expect(refundsAtStripe(owed)).toHaveLength(1);
		expect(await told(owed)).toMatchObject({ state: 'refunded', attempts: 1 });
	}
});

test('a refund whose checkout is missing is not sent under a key that others share', async () => {
	const owed = await owe();
	await table<CheckoutRow>(shop.db, 'checkouts').where('id', owed.checkoutId).update({ id: 4_000_000 });
	await shop.sidecar.refunds.sendDue();
	expect(keysOf(owed)).toEqual([]);
	await table<CheckoutRow>(shop.db, 'checkouts').where('id', 4_000_000).update({ id: owed.checkoutId });
	await table<RefundRow>(shop.db, 'refunds')
		.where('checkout_id', owed.checkoutId)
		.update({ claimed_until: null });
	await workLater();
	expect(await told(owed)).toMatchObject({ state: 'refunded' });
});
