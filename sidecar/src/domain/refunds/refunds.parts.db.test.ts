import { createDebts, type Debt, type Debts } from '../../../test/debts';
import { openEnrollmentOffice } from '../../../test/enrollment-office';
import { createEnrollments } from '../../../test/enrollments';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, openShop, type Shop } from '../../../test/shop';

/*
 * A part of a payment is sent back. Stripe takes it as often as there is money left, so that only the idempotency key,
 * and later a look, keeps it from going back twice.
 */

let shop: Shop;
let debts: Debts;
const { enroll } = createEnrollments(() => shop);
const { cancel } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
	debts = createDebts(shop);
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const PART = 10_000;

/** Staff ended an enrollment, and a part is due. */
const owePart = async (): Promise<Debt> => {
	const enrolled = await enroll();
	await cancel(enrolled, { amount: PART });
	const { reference } = await shop.checkout(enrolled.sessionId);
	return { ...enrolled, reference };
};

const amountsOf = (owed: Debt): number[] => debts.atStripe(owed).map(({ amount }) => amount);

const listings = (): number => shop.stripe.callsOf('listRefunds').length;

test.each([24 * HOUR, 3 * DAY])(
	'case 32: a part whose answer was lost is found when Stripe has forgotten the key, and not sent twice',
	async (later) => {
		const owed = await owePart();
		shop.stripe.failNext('createRefund', failure('unreachable'), 'done');
		await shop.sidecar.work();
		shop.stripe.keys.forget();
		await debts.workLater(later);
		expect(amountsOf(owed)).toEqual([PART]);
		expect(debts.keysOf(owed)).toHaveLength(1);
		expect(await debts.told(owed)).toMatchObject({
			state: 'refunded',
			status: 'succeeded',
			refundId: debts.atStripe(owed)[0]?.id,
		});
	},
);

test('case 32: a part that Stripe never heard of is sent, however late, under the same key', async () => {
	const owed = await owePart();
	shop.stripe.failNext('createRefund', failure('unreachable'));
	await shop.sidecar.work();
	shop.stripe.keys.forget();
	await debts.workLater(2 * DAY);
	expect(amountsOf(owed)).toEqual([PART]);
	expect(new Set(debts.keysOf(owed))).toEqual(new Set([`rf:${owed.reference}:1`]));
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});

test('case 32: a part that somebody sent from the dashboard meanwhile is not taken for ours', async () => {
	const owed = await owePart();
	shop.stripe.failNext('createRefund', failure('unreachable'));
	await shop.sidecar.work();
	shop.stripe.makeRefund(owed.intentId, PART);
	await debts.workLater(2 * DAY);
	expect(amountsOf(owed)).toEqual([PART, PART]);
	expect(await debts.told(owed)).toMatchObject({ refundId: debts.atStripe(owed)[0]?.id });
});

test('case 32: while Stripe cannot say whether it has the part, nothing is sent', async () => {
	const owed = await owePart();
	shop.stripe.failNext('createRefund', failure('unreachable'), 'done');
	await shop.sidecar.work();
	shop.stripe.keys.forget();
	shop.stripe.failNext('listRefunds', failure('unreachable'));
	await debts.workLater(2 * DAY);
	expect(await debts.told(owed)).toMatchObject({ state: 'refund_due', status: 'due', attempts: 2 });
	await debts.workLater();
	expect(amountsOf(owed)).toEqual([PART]);
	expect(await debts.told(owed)).toMatchObject({ state: 'refunded' });
});

test('Stripe is not asked before the first attempt, nor while it knows the key, nor when all that is left goes back', async () => {
	const before = listings();
	const fresh = await owePart();
	shop.clock.pass(2 * DAY);
	await shop.sidecar.work();
	const soon = await owePart();
	const whole = await debts.owe();
	shop.stripe.failAlways('createRefund', failure('unreachable'), 'done');
	await shop.sidecar.work();
	shop.stripe.failAlways('createRefund', null);
	await debts.workLater(HOUR);
	expect([fresh, soon].map(amountsOf)).toEqual([[PART], [PART]]);
	expect(amountsOf(whole)).toEqual([49_000]);
	expect(listings()).toBe(before);
});
