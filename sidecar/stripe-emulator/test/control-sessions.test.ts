import type Stripe from 'stripe';
import { eventsOf, openSession, paymentOf, startLocalStripe, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const pay = async (id: string, body: object = {}): Promise<[number, Record<string, unknown>]> => {
	const answer = await local.control(`sessions/${id}/pay`, body);
	return [answer.status, (await answer.json()) as Record<string, unknown>];
};

test('a session is paid without its page, and the shop hears of it', async () => {
	const { id } = await openSession(local.stripe);

	const [status, session] = await pay(id, { email: 'other@example.test' });

	expect(status).toBe(200);
	expect(session).toMatchObject({
		id,
		object: 'checkout.session',
		status: 'complete',
		payment_status: 'paid',
		customer_details: { email: 'other@example.test' },
	});
	expect(await local.stripe.checkout.sessions.retrieve(id)).toMatchObject({ payment_status: 'paid' });
	const [told] = await eventsOf(local.receiver, 'checkout.session.completed');
	expect(told?.event.data.object).toMatchObject({ id });
});

test('a bank debit leaves the session unpaid, and a declined card leaves it open', async () => {
	const debit = await openSession(local.stripe);
	const declined = await openSession(local.stripe);

	expect(await pay(debit.id, { method: 'bank_debit' })).toMatchObject([
		200,
		{ status: 'complete', payment_status: 'unpaid' },
	]);
	expect(await pay(declined.id, { method: 'card_declined' })).toMatchObject([
		402,
		{ error: { type: 'card_error', code: 'card_declined' } },
	]);
	expect(await local.stripe.checkout.sessions.retrieve(declined.id)).toMatchObject({ status: 'open' });
	expect((await pay(declined.id))[0]).toBe(200);
});

test('a promotion code of all makes a session free, one of a part leaves the rest to pay', async () => {
	for (const [code, percent_off] of [
		['ALL', 100],
		['HALF', 50],
	] as const) {
		const { id: coupon } = await local.stripe.coupons.create({ percent_off });
		await local.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, code });
	}
	const open = () => openSession(local.stripe, { allow_promotion_codes: true });
	const [free, half, refused] = [await open(), await open(), await open()];

	expect(await pay(free.id, { method: 'free', promotionCode: 'ALL' })).toMatchObject([
		200,
		{ payment_status: 'no_payment_required', amount_total: 0, payment_intent: null },
	]);
	expect(await pay(half.id, { promotionCode: 'half' })).toMatchObject([200, { amount_total: 9950 }]);
	expect(await pay(refused.id, { method: 'free', promotionCode: 'HALF' })).toMatchObject([
		400,
		{ error: { param: 'method' } },
	]);
	expect(await pay(refused.id, { promotionCode: 'NONE' })).toMatchObject([
		400,
		{ error: { param: 'promotionCode', message: 'This code is not known.' } },
	]);
});

test('what cannot be paid is refused in words', async () => {
	const { id } = await openSession(local.stripe);
	await pay(id);

	expect(await pay(id)).toMatchObject([
		400,
		{ error: { message: expect.stringContaining('complete') as string } },
	]);
	expect((await pay('cs_test_unknown00000'))[0]).toBe(404);
	const other = await openSession(local.stripe);
	expect(await pay(other.id, { method: 'shells' })).toMatchObject([400, { error: { param: 'method' } }]);
	expect(await pay(other.id, { way: 'card' })).toMatchObject([400, {}]);
});

test('of two payments of one session at once, one is taken', async () => {
	const { id } = await openSession(local.stripe);

	const answers = await Promise.all([pay(id), pay(id), pay(id)]);

	expect(answers.map(([status]) => status).sort()).toEqual([200, 400, 400]);
	const ledger = await readLedger();
	expect(ledger.charges).toHaveLength(1);
});

interface Ledger {
	sessions: Stripe.Checkout.Session[];
	paymentIntents: Stripe.PaymentIntent[];
	charges: Stripe.Charge[];
	refunds: Stripe.Refund[];
	disputes: Stripe.Dispute[];
}

const readLedger = async (): Promise<Ledger> =>
	(await (await fetch(`${local.emulator.url}/_control/ledger`)).json()) as Ledger;

test('the ledger shows every session, payment, charge, refund and dispute at once', async () => {
	const [first, second, third] = [
		await openSession(local.stripe),
		await openSession(local.stripe),
		await openSession(local.stripe),
	];
	for (const { id } of [first, second]) await pay(id);
	const paid = await local.stripe.checkout.sessions.retrieve(first.id);
	const refund = await local.stripe.refunds.create({ payment_intent: paymentOf(paid), amount: 900 });
	await local.control(`payments/${second.id}/dispute`);

	const ledger = await readLedger();

	expect(ledger.sessions.map(({ id, status }) => [id, status])).toEqual([
		[third.id, 'open'],
		[second.id, 'complete'],
		[first.id, 'complete'],
	]);
	expect(ledger.paymentIntents.map((intent) => intent.amount_received)).toEqual([19_900, 19_900]);
	expect(ledger.charges.map((charge) => [charge.amount_refunded, charge.disputed])).toEqual([
		[0, true],
		[900, false],
	]);
	expect(ledger.refunds.map(({ id, payment_intent }) => [id, payment_intent])).toEqual([
		[refund.id, paymentOf(paid)],
	]);
	expect(ledger.disputes.map((dispute) => dispute.charge)).toEqual([ledger.charges[0]?.id]);
});
