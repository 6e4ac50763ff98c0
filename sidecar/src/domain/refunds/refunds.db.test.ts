import { createDebts, type Debt, type Debts } from '../../../test/debts';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, MINUTE, openShop, type Shop, type Sidecar } from '../../../test/shop';
import type { CheckoutRow } from '../../db/checkouts';
import { table } from '../../db/database';
import type { RefundRow } from '../../db/refunds';

let shop: Shop;
let second: Sidecar;
let debts: Debts;
beforeAll(async () => {
	shop = await openShop();
	second = shop.openSidecar();
	debts = createDebts(shop);
});
beforeEach(() => {
	shop.stripe.refundStatus = 'succeeded';
	shop.logged.length = 0;
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

test('a due refund is sent once, for all that was paid, and says why', async () => {
	const owed = await debts.owe();
	await shop.sidecar.work();
	const [refund] = debts.atStripe(owed);
	expect(await debts.told(owed)).toEqual({
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
	await debts.workLater();
	expect(debts.keysOf(owed)).toHaveLength(1);
	expect(await debts.activityOf(owed)).toEqual(['refund.succeeded']);
});

/** Somebody of the school hears of it by one task and one mail. */
const expectPersonCalled = async ({ checkoutId, intentId }: Debt): Promise<void> => {
	expect(await shop.tasksOf(checkoutId)).toMatchObject([
		{ kind: 'refund_failed', status: 'open', stripe_id: intentId },
	]);
	const mails = await shop.mailsAbout(checkoutId);
	expect(mails.filter(({ studentId }) => studentId === null)).toMatchObject([
		{ kind: 'task', data: { task: 'refund_failed', stripeId: intentId, purchase: { amount: 49_000 } } },
	]);
};

test('case 31: a refund that was queued before a crash is sent by whoever works next', async () => {
	const owed = await debts.owe();
	expect(debts.keysOf(owed)).toEqual([]);
	shop.clock.pass(3 * DAY);
	await shop.openSidecar().work();
	expect(debts.keysOf(owed)).toEqual([`rf:${owed.reference}:1`]);
	expect(debts.atStripe(owed)).toMatchObject([{ amount: 49_000 }]);
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});

test('case 32: a worker killed after Stripe refunded sends the same key again, and there is one refund', async () => {
	const owed = await debts.owe();
	const held = shop.stripe.holdNext('createRefund');
	const killed = shop.sidecar.refunds.sendDue();
	await held.arrived;
	expect(await second.refunds.sendDue()).toBe(0);
	shop.clock.pass(2 * MINUTE + 1);
	const again = second.refunds.sendDue();
	// Released before, the first answer could settle the refund before the second worker has claimed it.
	while (debts.keysOf(owed).length < 2) {
		await new Promise(setImmediate);
	}
	held.release();
	expect(await again).toBe(1);
	await killed;
	expect(debts.keysOf(owed)).toEqual([`rf:${owed.reference}:1`, `rf:${owed.reference}:1`]);
	expect(debts.atStripe(owed)).toHaveLength(1);
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	expect(await debts.activityOf(owed)).toEqual(['refund.succeeded']);
});

test('case 32: more than a day later, when Stripe has forgotten the key, the refund is adopted', async () => {
	const owed = await debts.owe();
	shop.stripe.failNext('createRefund', failure('unreachable'), 'done');
	await shop.sidecar.work();
	shop.stripe.keys.forget();
	await debts.workLater(2 * DAY);
	expect(debts.atStripe(owed)).toHaveLength(1);
	expect(await debts.told(owed)).toMatchObject({
		state: 'refunded',
		refundId: debts.atStripe(owed)[0]?.id,
	});
});

test.each(['lost', 'done'] as const)(
	'case 33: after a time-out (the call was %s) the same key is sent again, later and later',
	async (effect) => {
		const owed = await debts.owe();
		for (const attempt of [1, 2]) {
			shop.stripe.failNext('createRefund', failure('unreachable'), effect);
			await shop.sidecar.work();
			expect(await debts.told(owed)).toMatchObject({
				state: 'refund_due',
				status: 'due',
				attempts: attempt,
			});
			const [row] = await shop.refundsOf(owed.checkoutId);
			const wait = (row?.next_attempt_at.getTime() ?? 0) - shop.clock.now().getTime();
			expect(wait).toBeGreaterThanOrEqual(2 ** attempt * 500);
			expect(wait).toBeLessThanOrEqual(2 ** attempt * 1000);
			expect(row?.last_error).toContain('unreachable');
			expect(shop.logged.at(-1)).toMatchObject({ level: 40, refundId: row?.id });
			shop.clock.pass(MINUTE);
		}
		await shop.sidecar.work();
		expect(new Set(debts.keysOf(owed))).toEqual(new Set([`rf:${owed.reference}:1`]));
		expect(debts.atStripe(owed)).toHaveLength(1);
		expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
	},
);

test('case 34: a stored server error is repeated three times, looked up, and answered with the next key', async () => {
	const owed = await debts.owe();
	shop.stripe.failNext('createRefund', failure('server_error'));
	for (let attempt = 1; attempt <= 4; attempt += 1) {
		await debts.workLater();
	}
	const [first, next] = [`rf:${owed.reference}:1`, `rf:${owed.reference}:2`];
	expect(debts.keysOf(owed)).toEqual([first, first, first, next]);
	expect(debts.atStripe(owed)).toHaveLength(1);
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});

test('case 34: a server error after which the refund is there adopts it', async () => {
	const owed = await debts.owe();
	shop.stripe.failNext('createRefund', failure('server_error'), 'done');
	for (let attempt = 1; attempt <= 3; attempt += 1) {
		await debts.workLater();
	}
	expect(debts.atStripe(owed)).toHaveLength(1);
	expect(await debts.told(owed)).toMatchObject({
		state: 'refunded',
		refundId: debts.atStripe(owed)[0]?.id,
	});
});

test('case 34: a refund of a part from the dashboard is not taken for ours after a server error', async () => {
	const owed = await debts.owe();
	shop.stripe.makeRefund(owed.intentId, 1_000);
	shop.stripe.failNext('createRefund', failure('server_error'));
	for (let attempt = 1; attempt <= 4; attempt += 1) {
		await debts.workLater();
	}
	expect(debts.atStripe(owed).map(({ amount }) => amount)).toEqual([48_000, 1_000]);
	expect(await debts.told(owed)).toMatchObject({
		state: 'refunded',
		refundId: debts.atStripe(owed)[0]?.id,
	});
});

test('case 35: a look-up that fails is repeated', async () => {
	const owed = await debts.owe();
	shop.stripe.makeRefund(owed.intentId);
	shop.stripe.failNext('listRefunds', failure('unreachable'));
	await shop.sidecar.work();
	expect(await debts.told(owed)).toMatchObject({ state: 'refund_due', status: 'due' });
	await debts.workLater();
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});

test('case 35: what was refunded from the dashboard already is adopted, and never asked for again', async () => {
	const owed = await debts.owe();
	const { id } = shop.stripe.makeRefund(owed.intentId);
	await shop.sidecar.work();
	await debts.workLater();
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded', refundId: id });
	expect(debts.keysOf(owed)).toHaveLength(1);
	expect(debts.atStripe(owed)).toHaveLength(1);
	expect(await shop.refundsOf(owed.checkoutId)).toHaveLength(1);
	expect(await shop.tasksOf(owed.checkoutId)).toEqual([]);
});

test('case 36: a rate limit is waited out, longer each time and by chance not at the same moment as others', async () => {
	const owed = await debts.owe();
	const waits: number[] = [];
	for (const attempt of [1, 2, 3]) {
		shop.stripe.failNext('createRefund', failure('rate_limited'));
		await shop.sidecar.work();
		expect(await debts.told(owed)).toMatchObject({
			state: 'refund_due',
			status: 'due',
			attempts: attempt,
		});
		const [row] = await shop.refundsOf(owed.checkoutId);
		waits.push((row?.next_attempt_at.getTime() ?? 0) - shop.clock.now().getTime());
		// Not a moment sooner.
		expect(await shop.sidecar.refunds.sendDue()).toBe(0);
		shop.clock.pass(MINUTE);
	}
	waits.forEach((wait, index) => {
		expect(wait).toBeGreaterThanOrEqual(2 ** index * 1000);
		expect(wait).toBeLessThanOrEqual(2 ** index * 2000);
	});
	await shop.sidecar.work();
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded', attempts: 4 });
	expect(new Set(debts.keysOf(owed))).toEqual(new Set([`rf:${owed.reference}:1`]));
	expect(debts.atStripe(owed)).toHaveLength(1);
});

test('case 61: a revoked key is waited out however long it takes', async () => {
	const owed = await debts.owe();
	shop.stripe.failAlways('createRefund', failure('unauthorized'));
	for (let attempt = 1; attempt <= 30; attempt += 1) {
		await debts.workLater();
	}
	expect(await debts.told(owed)).toMatchObject({ status: 'due', attempts: 30 });
	shop.stripe.failAlways('createRefund', null);
	await debts.workLater();
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});

test.each([
	['charge_disputed', 'refused'],
	['resource_missing', 'not_found'],
] as const)('case 42: a refund that Stripe refuses with %s is left to a person', async (code, kind) => {
	const owed = await debts.owe();
	shop.stripe.failNext('createRefund', failure(kind, code));
	await shop.sidecar.work();
	expect(await debts.told(owed)).toMatchObject({ state: 'refund_failed', status: 'failed' });
	expect(shop.logged.at(-1)).toMatchObject({ level: 50, code });
	await expectPersonCalled(owed);
	await debts.workLater();
	expect(debts.keysOf(owed)).toHaveLength(1);
});

test('case 42: a refund that is due on a charge of which the bank only asks goes through, and the inquiry calls a person', async () => {
	const owed = await debts.owe();
	const disputeId = shop.stripe.dispute(owed.sessionId, 'warning_needs_response');
	await shop.sidecar.deliver('charge.dispute.created', disputeId);
	await shop.sidecar.work();
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	expect(await shop.tasksOf(owed.checkoutId)).toMatchObject([{ kind: 'dispute', status: 'open' }]);
});

test('case 35: a full refund that Stripe does not list is left to a person', async () => {
	const owed = await debts.owe();
	shop.stripe.failNext('createRefund', failure('refused', 'charge_already_refunded'));
	await shop.sidecar.work();
	expect(await debts.told(owed)).toMatchObject({ state: 'refund_failed', status: 'failed' });
});

test('case 65: any number of workers at once send each of many refunds once', async () => {
	const owed: Debt[] = [];
	for (let count = 0; count < 12; count += 1) {
		owed.push(await debts.owe());
	}
	const third = shop.openSidecar();
	await Promise.all([shop.sidecar, second, third].flatMap((sidecar) => [sidecar.work(), sidecar.work()]));
	for (const debt of owed) {
		expect(debts.keysOf(debt)).toHaveLength(1);
		expect(debts.atStripe(debt)).toHaveLength(1);
		expect(await debts.told(debt)).toMatchObject({ state: 'refunded', attempts: 1 });
	}
});

test('a refund whose checkout is missing is not sent under a key that others share', async () => {
	const owed = await debts.owe();
	await table<CheckoutRow>(shop.db, 'checkouts').where('id', owed.checkoutId).update({ id: 4_000_000 });
	await shop.sidecar.refunds.sendDue();
	expect(debts.keysOf(owed)).toEqual([]);
	await table<CheckoutRow>(shop.db, 'checkouts').where('id', 4_000_000).update({ id: owed.checkoutId });
	await table<RefundRow>(shop.db, 'refunds')
		.where('checkout_id', owed.checkoutId)
		.update({ claimed_until: null });
	await debts.workLater();
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});
