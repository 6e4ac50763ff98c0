import type Stripe from 'stripe';
import {
	openSession,
	paidSession,
	paymentOf,
	startLocalStripe,
	type LocalStripe,
} from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const ids = (list: { data: { id: string }[] }): string[] => list.data.map((one) => one.id);
const hour = (): void => void (local.clock.ahead += 3_600_000);

async function disputed(): Promise<Stripe.Dispute> {
	const session = await paidSession(local);
	await local.control(`payments/${session.id}/dispute`);
	const { data } = await local.stripe.disputes.list({ payment_intent: paymentOf(session) });
	hour();
	return data[0]!;
}

test('disputes are listed newest first, page by page', async () => {
	const made = [await disputed(), await disputed(), await disputed()];
	const newestFirst = made.map((dispute) => dispute.id).reverse();

	const first = await local.stripe.disputes.list({ limit: 2 });
	const second = await local.stripe.disputes.list({ limit: 2, starting_after: first.data[1]!.id });
	const back = await local.stripe.disputes.list({ limit: 1, ending_before: second.data[0]!.id });

	expect([first.has_more, second.has_more]).toEqual([true, false]);
	expect([...ids(first), ...ids(second)]).toEqual(newestFirst);
	expect(ids(back)).toEqual([newestFirst[1]]);
	const all = await local.stripe.disputes.list({ limit: 1 }).autoPagingToArray({ limit: 10 });
	expect(all.map((dispute) => dispute.id)).toEqual(newestFirst);
});

test('disputes are found by charge, by PaymentIntent and by time, and show what they are about', async () => {
	const [old, young] = [await disputed(), await disputed()];

	const byCharge = await local.stripe.disputes.list({ charge: old.charge as string });
	const byIntent = await local.stripe.disputes.list({ payment_intent: young.payment_intent as string });
	const since = await local.stripe.disputes.list({ created: { gte: young.created } });
	const before = await local.stripe.disputes.list({ created: { lt: young.created } });
	const expanded = await local.stripe.disputes.list({ expand: ['data.charge', 'data.payment_intent'] });

	expect([ids(byCharge), ids(byIntent), ids(since), ids(before)]).toEqual([
		[old.id],
		[young.id],
		[young.id],
		[old.id],
	]);
	expect(expanded.data[0]).toMatchObject({
		charge: { object: 'charge', disputed: true },
		payment_intent: { object: 'payment_intent', status: 'succeeded' },
	});
});

test('a list refuses filters that Stripe does not have', async () => {
	for (const wrong of [{ status: 'lost' }, { created: { since: 1 } }, { limit: 101 }]) {
		await expect(local.stripe.disputes.list(wrong as never)).rejects.toMatchObject({ statusCode: 400 });
	}
	await expect(local.stripe.disputes.list({ starting_after: 'du_unknown' })).rejects.toMatchObject({
		code: 'resource_missing',
		param: 'starting_after',
	});
});

test.each([
	['gt', 1],
	['gte', 2],
	['lt', 1],
	['lte', 2],
] as const)('created[%s] takes %i of three sessions around the middle one', async (bound, count) => {
	const made: Stripe.Checkout.Session[] = [];
	for (let time = 0; time < 3; time += 1) {
		made.push(await openSession(local.stripe));
		hour();
	}

	const found = await local.stripe.checkout.sessions.list({ created: { [bound]: made[1]!.created } });
	const exact = await local.stripe.checkout.sessions.list({ created: made[1]!.created });

	expect(found.data).toHaveLength(count);
	expect(ids(exact)).toEqual([made[1]!.id]);
});

test('sessions are found by status and by payment together', async () => {
	const paid = await paidSession(local);
	const open = await openSession(local.stripe);
	const expired = await openSession(local.stripe);
	await local.stripe.checkout.sessions.expire(expired.id);
	const list = (parameters: Stripe.Checkout.SessionListParams) =>
		local.stripe.checkout.sessions.list(parameters).then(ids);

	expect(await list({ status: 'open' })).toEqual([open.id]);
	expect(await list({ status: 'expired' })).toEqual([expired.id]);
	expect(await list({ status: 'complete', payment_intent: paymentOf(paid) })).toEqual([paid.id]);
	expect(await list({ status: 'open', payment_intent: paymentOf(paid) })).toEqual([]);
	expect(await list({ limit: 1, status: 'open' })).toEqual([open.id]);
});

test('refunds are found by charge, by PaymentIntent and by time', async () => {
	const [first, second] = [await paidSession(local), await paidSession(local)];
	const refund = (session: Stripe.Checkout.Session) =>
		local.stripe.refunds.create({ payment_intent: paymentOf(session), amount: 100 });
	const old = await refund(first);
	hour();
	const young = await refund(second);
	const list = (parameters: Stripe.RefundListParams) => local.stripe.refunds.list(parameters).then(ids);

	expect(await list({ charge: old.charge as string })).toEqual([old.id]);
	expect(await list({ payment_intent: paymentOf(second) })).toEqual([young.id]);
	expect(await list({ created: { gt: old.created } })).toEqual([young.id]);
	expect(await list({ created: { lte: old.created } })).toEqual([old.id]);
	expect(await list({ limit: 1 })).toEqual([young.id]);
	expect((await local.stripe.refunds.list({ limit: 1 })).has_more).toBe(true);
});

test('events are found by time, and has_more counts only what matches', async () => {
	const product = await local.stripe.products.create({ name: 'Course' });
	hour();
	await local.stripe.customers.create({ email: 'a@example.test' });
	const types = (parameters: Stripe.EventListParams) =>
		local.stripe.events.list(parameters).then((list) => list.data.map((event) => event.type));

	expect(await types({ created: { gt: product.created } })).toEqual(['customer.created']);
	expect(await types({ created: { lte: product.created } })).toEqual(['product.created']);
	expect((await local.stripe.events.list({ limit: 1, type: 'product.created' })).has_more).toBe(false);
	expect((await local.stripe.events.list({ limit: 1 })).has_more).toBe(true);
});

test('a payment and a charge expand into each other, and lists expand their entries', async () => {
	const session = await paidSession(local);
	await local.stripe.refunds.create({ payment_intent: paymentOf(session), amount: 100 });

	const intent = await local.stripe.paymentIntents.retrieve(paymentOf(session), {
		expand: ['latest_charge.refunds'],
	});
	const charge = intent.latest_charge as Stripe.Charge;
	const again = await local.stripe.charges.retrieve(charge.id, { expand: ['payment_intent', 'refunds'] });
	const refunds = await local.stripe.refunds.list({ expand: ['data.charge', 'data.payment_intent'] });

	expect(charge.refunds?.data).toHaveLength(1);
	expect(again).toMatchObject({ payment_intent: { id: intent.id }, refunds: { has_more: false } });
	expect(refunds.data[0]).toMatchObject({ charge: { id: charge.id }, payment_intent: { id: intent.id } });
});
