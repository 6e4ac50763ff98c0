import Stripe from 'stripe';
import {
	eventsOf,
	openSession,
	payWith,
	paymentOf,
	startLocalStripe,
	type LocalStripe,
} from './support/local-stripe';
import { OPERATIONS, operationOf, problemsOfAnswer, problemsOfObject } from './support/openapi';

interface Answer {
	method: string;
	path: string;
	status: number;
	body: unknown;
}

const answers: Answer[] = [];
let local: LocalStripe;

/** stripe-node's own client, with somebody listening on the line. */
const recordingFetch: typeof fetch = async (input, init) => {
	const response = await fetch(input, init);
	answers.push({
		method: init?.method ?? 'GET',
		path: new URL(input instanceof Request ? input.url : input).pathname,
		status: response.status,
		body: await response.clone().json(),
	});
	return response;
};

/** Goes through everything that the emulator can do, so that every kind of object is seen in every state. */
async function liveALittle({ stripe, submit, control }: LocalStripe): Promise<void> {
	await stripe.webhookEndpoints.create({ url: local.receiver.url, enabled_events: ['refund.failed'] });
	await stripe.webhookEndpoints.list();
	await sellAndRefund(stripe, submit, control);
	await disputeAndRefund(local);
	for (const [currency, outcome] of [
		['eur', 'settle'],
		['usd', 'fail'],
		['gbp', 'settle'],
	] as const) {
		const debit = await openSession(stripe, { customer_creation: 'always' }, { currency });
		await submit(debit.id, payWith('bank_debit'));
		await stripe.checkout.sessions.retrieve(debit.id, {
			expand: ['payment_intent.latest_charge', 'customer'],
		});
		await control(`payments/${debit.id}/${outcome}`);
		await stripe.checkout.sessions.retrieve(debit.id, { expand: ['payment_intent.latest_charge'] });
	}
	await useCatalogue(stripe, submit);
	const events = await stripe.events.list({ limit: 100 });
	await stripe.events.retrieve(events.data[0]?.id ?? '');
	await stripe.checkout.sessions.list({ expand: ['data.payment_intent', 'data.line_items'] });
}

async function sellAndRefund(
	stripe: Stripe,
	submit: LocalStripe['submit'],
	control: LocalStripe['control'],
): Promise<void> {
	for (const way of ['card', 'card_refund_pending', 'card_refund_fails']) {
		const { id } = await openSession(stripe);
		await submit(id, payWith('card_declined'));
		await submit(id, payWith(way));
		const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
		const payment_intent = paymentOf(session);
		const refund = await stripe.refunds.create({
			payment_intent,
			amount: 100,
			reason: 'requested_by_customer',
		});
		await control(`refunds/${refund.id}/${way === 'card_refund_pending' ? 'settle' : 'fail'}`);
		await stripe.refunds.retrieve(refund.id, { expand: ['charge.refunds', 'payment_intent'] });
		await stripe.refunds.list({ payment_intent });
		await stripe.paymentIntents.update(payment_intent, { metadata: { note: 'x' } });
		const intent = await stripe.paymentIntents.retrieve(payment_intent);
		await stripe.charges.retrieve(intent.latest_charge as string, {
			expand: ['refunds', 'payment_intent'],
		});
		await control(`payments/${id}/dispute`);
	}
	const [disputed] = await eventsOf(local.receiver, 'charge.dispute.created');
	const dispute = disputed?.event.data.object['id'] as string;
	await stripe.disputes.retrieve(dispute, { expand: ['charge', 'payment_intent'] });
	await stripe.disputes.list({ expand: ['data.charge'] });
	await control(`disputes/${dispute}/won`);
}

/** Every course that a dispute and a refund from the dashboard can take. */
async function disputeAndRefund({ stripe, submit, command }: LocalStripe): Promise<void> {
	for (const [first, ...next] of [
		['needs_response', 'under_review', 'lost'],
		['warning_needs_response', 'warning_under_review', 'needs_response', 'won'],
		['warning_needs_response', 'warning_closed'],
		['prevented'],
	]) {
		const { id } = await openSession(stripe);
		await submit(id, payWith(first === 'prevented' ? 'bank_debit' : 'card'));
		if (first === 'prevented') await command(`payments/${id}/settle`);
		const { dispute } = await command<{ dispute: Stripe.Dispute }>(`payments/${id}/dispute`, {
			status: first,
		});
		for (const status of next) await command(`disputes/${dispute.id}/${status}`);
	}
	await stripe.disputes.list();
	for (const [status, action] of [
		['requires_action', 'settle'],
		['pending', 'require_action'],
		['pending', 'cancel'],
		['failed', null],
	] as const) {
		const { id } = await openSession(stripe);
		await submit(id, payWith('card'));
		const { refund } = await command<{ refund: Stripe.Refund }>(`payments/${id}/refund`, { status });
		await stripe.refunds.retrieve(refund.id);
		if (action !== null) await command(`refunds/${refund.id}/${action}`);
	}
	await stripe.refunds.list();
}

async function useCatalogue(stripe: Stripe, submit: LocalStripe['submit']): Promise<void> {
	const customer = await stripe.customers.create({
		email: 'a@example.test',
		name: 'A',
		metadata: { a: 'b' },
	});
	await stripe.customers.list({ email: 'a@example.test' });
	await stripe.customers.retrieve(customer.id);
	const product = await stripe.products.create({
		name: 'Course',
		default_price_data: { currency: 'eur', unit_amount: 100 },
	});
	await stripe.products.retrieve(product.id, { expand: ['default_price'] });
	await stripe.products.list();
	const price = await stripe.prices.create({ product: product.id, currency: 'jpy', unit_amount: 5000 });
	await stripe.prices.retrieve(price.id, { expand: ['product'] });
	await stripe.prices.list({ product: product.id });
	await stripe.prices.update(price.id, { nickname: 'Yen' });
	await stripe.products.update(product.id, { default_price: price.id });
	const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once' });
	const promotion = await stripe.promotionCodes.create({
		promotion: { type: 'coupon', coupon: coupon.id },
		code: 'FREE',
	});
	const free = await stripe.checkout.sessions.create({
		mode: 'payment',
		success_url: 'https://shop.example/',
		customer: customer.id,
		line_items: [{ price: price.id, quantity: 2 }],
		discounts: [{ promotion_code: promotion.id }],
		expand: ['line_items.data.price.product', 'customer'],
	});
	await stripe.checkout.sessions.update(free.id, { metadata: { more: 'yes' } });
	await stripe.checkout.sessions.listLineItems(free.id);
	await submit(free.id, { email: 'a@example.test' });
	const open = await openSession(stripe);
	await stripe.checkout.sessions.expire(open.id);
	await stripe.checkout.sessions.expire(open.id).catch(() => undefined);
	await stripe.checkout.sessions.retrieve('cs_test_unknown00000').catch(() => undefined);
}

beforeAll(async () => {
	local = await startLocalStripe({}, { httpClient: Stripe.createFetchHttpClient(recordingFetch) });
	await liveALittle(local);
	await local.command('deliveries/settle');
});
afterAll(() => local.close());

test('every answer of the API has the shape that the OpenAPI document gives for its call', () => {
	const wrong = answers.flatMap(({ method, path, status, body }) => {
		const problems = problemsOfAnswer(method, path, status, body);
		return problems.map((problem) => `${method} ${path} ${status}: ${problem}`);
	});

	expect(wrong).toEqual([]);
	expect(answers.length).toBeGreaterThan(50);
});

test('every operation of the OpenAPI document and of its supplement has been called', () => {
	const called = answers.map(({ method, path }) => operationOf(method, path));

	expect(OPERATIONS.filter((operation) => !called.includes(operation))).toEqual([]);
	expect(OPERATIONS).toHaveLength(27 + 4);
});

test('every event and the object in it have the shapes of the OpenAPI document', () => {
	const wrong = local.receiver.received.flatMap(({ event }) =>
		[...problemsOfObject(event), ...problemsOfObject(event.data.object)].map(
			(problem) => `${event.type}: ${problem}`,
		),
	);

	expect(wrong).toEqual([]);
	expect([...new Set(local.receiver.types())].sort()).toEqual([
		'charge.dispute.closed',
		'charge.dispute.created',
		'charge.dispute.funds_reinstated',
		'charge.dispute.funds_withdrawn',
		'charge.dispute.updated',
		'charge.failed',
		'charge.pending',
		'charge.refund.updated',
		'charge.refunded',
		'charge.succeeded',
		'charge.updated',
		'checkout.session.async_payment_failed',
		'checkout.session.async_payment_succeeded',
		'checkout.session.completed',
		'checkout.session.expired',
		'coupon.created',
		'customer.created',
		'payment_intent.created',
		'payment_intent.payment_failed',
		'payment_intent.processing',
		'payment_intent.succeeded',
		'price.created',
		'price.updated',
		'product.created',
		'product.updated',
		'promotion_code.created',
		'refund.created',
		'refund.failed',
		'refund.updated',
	]);
});
