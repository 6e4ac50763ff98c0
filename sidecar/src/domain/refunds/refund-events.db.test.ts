import { createDebts, type Debts } from '../../../test/debts';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { HOUR, openShop, type Shop, type Sidecar } from '../../../test/shop';

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

test.each(['pending', 'requires_action', 'a new status'])(
	'case 37: a refund that is %s waits for Stripe’s word',
	async (status) => {
		const owed = await debts.owe();
		shop.stripe.refundStatus = status;
		await shop.sidecar.work();
		const { refundId } = await debts.told(owed);
		expect(await debts.told(owed)).toMatchObject({ state: 'refund_pending', status: 'pending' });
		await debts.workLater();
		expect(debts.keysOf(owed)).toHaveLength(1);
		shop.stripe.changeRefund(refundId ?? '', 'succeeded');
		await shop.sidecar.deliver('refund.updated', refundId ?? '');
		expect(await debts.told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	},
);

test.each(['failed', 'canceled'])(
	'case 38: a refund that is %s later is left to a person',
	async (status) => {
		const owed = await debts.owe();
		await shop.sidecar.work();
		const { refundId } = await debts.told(owed);
		shop.stripe.changeRefund(refundId ?? '', status);
		await shop.sidecar.deliver('refund.failed', refundId ?? '');
		expect(await debts.told(owed)).toMatchObject({ state: 'refund_failed', status: 'failed' });
		expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('person') });
		expect(await shop.tasksOf(owed.checkoutId)).toMatchObject([
			{ kind: 'refund_failed', status: 'open', stripe_id: owed.intentId },
		]);
		expect(await shop.mailsAbout(owed.checkoutId)).toMatchObject([
			{ kind: 'refunded' },
			{ kind: 'task', studentId: null, data: { task: 'refund_failed' } },
		]);
		await debts.workLater();
		expect(debts.keysOf(owed)).toHaveLength(1);
		expect(await debts.activityOf(owed)).toEqual(['refund.succeeded', 'refund.failed']);
	},
);

describe('case 41: a refund event that comes before our own commit of re_', () => {
	test('is matched by its reference, so that the row is adopted once', async () => {
		const owed = await debts.owe();
		shop.stripe.refundStatus = 'pending';
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		const [refund] = debts.atStripe(owed);
		shop.stripe.changeRefund(refund?.id ?? '', 'succeeded');
		await second.deliver('refund.updated', refund?.id ?? '');
		expect(await debts.told(owed)).toMatchObject({ state: 'refunded', refundId: refund?.id });
		// The worker's answer is older, and must not take the row back to pending.
		held.release();
		await sending;
		expect(await debts.told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
		expect(await debts.activityOf(owed)).toEqual(['refund.succeeded']);
		expect((await shop.events()).at(-1)).toMatchObject({ status: 'done' });
	});

	test('is not undone by a refusal that comes after it', async () => {
		const owed = await debts.owe();
		shop.stripe.failNext('createRefund', failure('refused', 'charge_disputed'));
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		const { id } = shop.stripe.makeRefund(owed.intentId, null, owed.reference);
		await second.deliver('refund.created', id);
		held.release();
		await sending;
		expect(await debts.told(owed)).toMatchObject({
			state: 'refunded',
			status: 'succeeded',
			refundId: id,
		});
	});

	test('and tells of its failure is believed', async () => {
		const owed = await debts.owe();
		shop.stripe.failNext('createRefund', failure('unreachable'), 'done');
		await shop.sidecar.work();
		const [refund] = debts.atStripe(owed);
		shop.stripe.changeRefund(refund?.id ?? '', 'failed');
		await shop.sidecar.deliver('refund.failed', refund?.id ?? '');
		expect(await debts.told(owed)).toMatchObject({ state: 'refund_failed', refundId: refund?.id });
		await debts.workLater();
		expect(debts.keysOf(owed)).toHaveLength(1);
	});

	test('and tells of an earlier attempt that failed does not hide the later one that went through', async () => {
		const owed = await debts.owe();
		shop.stripe.failNext('createRefund', failure('server_error'), 'done');
		await shop.sidecar.work();
		const [failed] = debts.atStripe(owed);
		shop.stripe.changeRefund(failed?.id ?? '', 'failed');
		await debts.workLater();
		await debts.workLater();
		shop.clock.pass(HOUR);
		const held = shop.stripe.holdNext('createRefund');
		const sending = shop.sidecar.refunds.sendDue();
		await held.arrived;
		await second.deliver('refund.failed', failed?.id ?? '');
		held.release();
		await sending;
		expect(await debts.told(owed)).toMatchObject({
			state: 'refunded',
			refundId: debts.atStripe(owed)[0]?.id,
		});
		await second.deliver('refund.failed', failed?.id ?? '');
		expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
	});

	test('says nothing of ours when its reference was copied onto the refund of another payment', async () => {
		const [owed, other] = [await debts.owe(), await debts.owe()];
		const { id } = shop.stripe.makeRefund(other.intentId, 1_000, owed.reference);
		await shop.sidecar.deliver('refund.created', id);
		expect(await debts.told(owed)).toMatchObject({ state: 'refund_due', refundId: null });
		await debts.workLater();
		for (const debt of [owed, other]) {
			expect(await debts.told(debt)).toMatchObject({
				state: 'refunded',
				refundId: debts.atStripe(debt)[0]?.id,
			});
		}
	});

	test('is ignored when its payment is not ours', async () => {
		const { id: sessionId } = shop.stripe.addSession();
		const { id } = shop.stripe.makeRefund(shop.stripe.pay(sessionId));
		await shop.sidecar.deliver('refund.created', id);
		expect((await shop.events()).at(-1)).toMatchObject({ status: 'ignored' });
	});
});

test('case 41: news of a refund that are older than what we know change nothing', async () => {
	const owed = await debts.owe();
	shop.stripe.refundStatus = 'pending';
	await shop.sidecar.work();
	const { refundId } = await debts.told(owed);
	const held = shop.stripe.holdNext('retrieveRefund');
	const old = shop.sidecar.deliver('refund.updated', refundId ?? '');
	await held.arrived;
	shop.stripe.changeRefund(refundId ?? '', 'succeeded');
	await second.deliver('refund.updated', refundId ?? '');
	held.release();
	await old;
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded', status: 'succeeded' });
	expect(await debts.activityOf(owed)).toEqual(['refund.pending', 'refund.succeeded']);
});

test('case 37: a pending refund of which Stripe never told more is asked about every hour', async () => {
	const [made, failed] = [await debts.owe(), await debts.owe()];
	shop.stripe.refundStatus = 'pending';
	await shop.sidecar.work();
	const follow = () => shop.sidecar.reversals.followPending();
	expect(await follow()).toBe(0);
	shop.clock.pass(HOUR + 1);
	shop.stripe.failNext('retrieveRefund', failure('unreachable'));
	await follow();
	const asked = shop.stripe.callsOf('retrieveRefund').map(({ subject }) => subject);
	expect(asked).toEqual(expect.arrayContaining([made, failed].map((debt) => debts.atStripe(debt)[0]?.id)));
	expect(await follow()).toBe(0);
	shop.stripe.changeRefund(debts.atStripe(made)[0]?.id ?? '', 'succeeded');
	shop.stripe.changeRefund(debts.atStripe(failed)[0]?.id ?? '', 'failed');
	shop.clock.pass(HOUR + 1);
	const counts = await Promise.all([follow(), second.reversals.followPending()]);
	expect(Math.max(...counts)).toBeGreaterThan(0);
	expect(await debts.told(made)).toMatchObject({ state: 'refunded' });
	expect(await debts.told(failed)).toMatchObject({ state: 'refund_failed' });
});
