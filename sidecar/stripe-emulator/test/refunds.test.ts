import type Stripe from 'stripe';
import {
	eventsOf,
	openSession,
	paidSession,
	paymentOf,
	payWith,
	startLocalStripe,
	type LocalStripe,
} from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const chargeOf = async (payment_intent: string): Promise<Stripe.Charge> => {
	const intent = await local.stripe.paymentIntents.retrieve(payment_intent, { expand: ['latest_charge'] });
	return intent.latest_charge as Stripe.Charge;
};

test('a full refund gives everything back once', async () => {
	const payment_intent = paymentOf(await paidSession(local));

	const refund = await local.stripe.refunds.create({
		payment_intent,
		reason: 'duplicate',
		metadata: { checkout_id: '1' },
	});

	expect(refund).toMatchObject({
		object: 'refund',
		amount: 19_900,
		currency: 'eur',
		status: 'succeeded',
		reason: 'duplicate',
		metadata: { checkout_id: '1' },
		payment_intent,
	});
	expect(await chargeOf(payment_intent)).toMatchObject({ amount_refunded: 19_900, refunded: true });
	await expect(local.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
		type: 'StripeInvalidRequestError',
		statusCode: 400,
		code: 'charge_already_refunded',
	});
	await eventsOf(local.receiver, 'refund.created');
	const [told] = await eventsOf(local.receiver, 'charge.refunded');
	expect(told?.event.data.object).toMatchObject({ object: 'charge', refunded: true });
});

test('partial refunds add up to the whole and not beyond', async () => {
	const payment_intent = paymentOf(await paidSession(local));

	await local.stripe.refunds.create({ payment_intent, amount: 900 });
	expect(await chargeOf(payment_intent)).toMatchObject({ amount_refunded: 900, refunded: false });
	await expect(local.stripe.refunds.create({ payment_intent, amount: 19_001 })).rejects.toMatchObject({
		statusCode: 400,
		param: 'amount',
		message: 'Refund amount (€190.01) is greater than unrefunded amount on charge (€190.00)',
	});
	const rest = await local.stripe.refunds.create({ payment_intent });

	expect(rest.amount).toBe(19_000);
	expect(await chargeOf(payment_intent)).toMatchObject({ amount_refunded: 19_900, refunded: true });
	const list = await local.stripe.refunds.list({ payment_intent });
	expect(list.data.map((refund) => refund.amount)).toEqual([19_000, 900]);
});

test('a refund to a slow card stays pending until the bank has paid it out', async () => {
	const payment_intent = paymentOf(await paidSession(local, 'card_refund_pending'));

	const refund = await local.stripe.refunds.create({ payment_intent });
	await local.control(`refunds/${refund.id}/settle`);

	expect(refund.status).toBe('pending');
	expect((await local.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
	const [told] = await eventsOf(local.receiver, 'refund.updated');
	expect(told?.event.data.object).toMatchObject({ id: refund.id, status: 'succeeded' });
	expect((await local.control(`refunds/${refund.id}/settle`)).status).toBe(400);
});

test('a refund that succeeded can still fail: the money is back and can be refunded again', async () => {
	const payment_intent = paymentOf(await paidSession(local, 'card_refund_fails'));
	const refund = await local.stripe.refunds.create({ payment_intent });
	expect(refund.status).toBe('succeeded');

	await local.control(`refunds/${refund.id}/fail`);

	const [told] = await eventsOf(local.receiver, 'refund.failed');
	expect(told?.event.data.object).toMatchObject({
		id: refund.id,
		status: 'failed',
		failure_reason: 'expired_or_canceled_card',
	});
	expect(await chargeOf(payment_intent)).toMatchObject({ amount_refunded: 0, refunded: false });
	expect((await local.stripe.refunds.create({ payment_intent })).status).toBe('succeeded');
});

test('the dashboard refunds a part, typed in the decimals of the currency, and then the rest', async () => {
	const session = await paidSession(local);
	const payment_intent = paymentOf(session);
	const form = (amount: string): Promise<Response> =>
		fetch(`${local.emulator.url}/_control/payments/${payment_intent}/refund`, {
			method: 'POST',
			headers: { accept: 'text/html' },
			body: new URLSearchParams({ amount }),
			redirect: 'manual',
		});

	const part = await form('12.50');
	const wrong = await form('12.505');
	await form('');

	expect([part.status, part.headers.get('location'), wrong.status]).toEqual([303, '/#payments', 400]);
	expect(await wrong.text()).toContain('&quot;12.505&quot; is no amount in EUR.');
	const list = await local.stripe.refunds.list({ payment_intent });
	expect(list.data.map((refund) => refund.amount)).toEqual([18_650, 1250]);
	const created = await eventsOf(local.receiver, 'refund.created', 2);
	expect(JSON.parse(created[0]?.body ?? '')).toMatchObject({
		request: { id: null, idempotency_key: null },
	});
});

test('the control API refunds an amount in minor units by the id of the session', async () => {
	const session = await paidSession(local);

	await local.control(`payments/${session.id}/refund`, { amount: 700 });

	const list = await local.stripe.refunds.list({ payment_intent: paymentOf(session) });
	expect(list.data.map((refund) => refund.amount)).toEqual([700]);
});

describe('what cannot be refunded', () => {
	test('an unknown payment, and nothing named at all', async () => {
		await expect(local.stripe.refunds.create({ payment_intent: 'pi_unknown' })).rejects.toMatchObject({
			statusCode: 400,
			code: 'resource_missing',
			param: 'payment_intent',
		});
		await expect(local.stripe.refunds.create({})).rejects.toMatchObject({ code: 'parameter_missing' });
		await expect(local.stripe.refunds.create({ charge: 'ch_unknown' })).rejects.toMatchObject({
			code: 'resource_missing',
			param: 'charge',
		});
	});

	test('a debit that is still on its way', async () => {
		const { id } = await openSession(local.stripe);
		await local.submit(id, payWith('bank_debit'));
		const payment_intent = paymentOf(await local.stripe.checkout.sessions.retrieve(id));

		await expect(local.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
			statusCode: 400,
		});
	});

	test('nothing, or less than nothing', async () => {
		const payment_intent = paymentOf(await paidSession(local));

		for (const amount of [0, -5]) {
			await expect(local.stripe.refunds.create({ payment_intent, amount })).rejects.toMatchObject({
				statusCode: 400,
				param: 'amount',
			});
		}
	});

	test('a disputed charge', async () => {
		const session = await paidSession(local);
		await local.control(`payments/${session.id}/dispute`);

		await expect(
			local.stripe.refunds.create({ payment_intent: paymentOf(session) }),
		).rejects.toMatchObject({
			statusCode: 400,
			code: 'charge_disputed',
		});
	});
});

test.each(['won', 'lost'] as const)(
	'a dispute that is %s tells the shop twice and marks the charge',
	async (outcome) => {
		const session = await paidSession(local);

		await local.control(`payments/${session.id}/dispute`);
		const [opened] = await eventsOf(local.receiver, 'charge.dispute.created');
		const id = String(opened?.event.data.object['id']);
		await local.control(`disputes/${id}/${outcome}`);

		const [closed] = await eventsOf(local.receiver, 'charge.dispute.closed');
		expect(opened?.event.data.object).toMatchObject({
			status: 'needs_response',
			is_charge_refundable: false,
		});
		expect(closed?.event.data.object).toMatchObject({ id, status: outcome });
		expect((await local.stripe.disputes.retrieve(id)).status).toBe(outcome);
		expect((await chargeOf(paymentOf(session))).disputed).toBe(true);
	},
);

describe('a refund from the dashboard', () => {
	const start = async (body: object): Promise<{ payment: string; refund: Stripe.Refund }> => {
		const session = await paidSession(local);
		const { refund } = await local.command<{ refund: Stripe.Refund }>(
			`payments/${session.id}/refund`,
			body,
		);
		return { payment: paymentOf(session), refund };
	};
	const statusOf = async (id: string): Promise<string | null> =>
		(await local.stripe.refunds.retrieve(id)).status;
	const told = async (id: string): Promise<string[]> => {
		const { data } = await local.stripe.events.list({ limit: 100 });
		return data
			.filter(({ data: { object } }) => (object as { id?: string }).id === id)
			.map(({ type }) => type)
			.reverse();
	};

	test('names its reason and metadata, and can stay pending until it is settled', async () => {
		const { refund } = await start({
			amount: 500,
			status: 'pending',
			reason: 'duplicate',
			metadata: { by: 'staff' },
		});

		expect(refund).toMatchObject({
			amount: 500,
			status: 'pending',
			reason: 'duplicate',
			metadata: { by: 'staff' },
			pending_reason: 'processing',
		});
		await local.command(`refunds/${refund.id}/settle`);
		expect(await statusOf(refund.id)).toBe('succeeded');
		expect(await told(refund.id)).toEqual(['refund.created', 'refund.updated', 'charge.refund.updated']);
	});

	test('can require action of the buyer before it is paid out', async () => {
		const { refund } = await start({ status: 'pending' });

		await local.command(`refunds/${refund.id}/require_action`);
		expect(await local.stripe.refunds.retrieve(refund.id)).toMatchObject({
			status: 'requires_action',
			next_action: { type: 'display_details' },
		});
		await local.command(`refunds/${refund.id}/settle`);

		expect(await local.stripe.refunds.retrieve(refund.id)).not.toHaveProperty('next_action');
	});

	test('that is canceled on its way leaves the money with us', async () => {
		const { refund, payment } = await start({ status: 'requires_action' });
		expect(await chargeOf(payment)).toMatchObject({ refunded: true });

		await local.command(`refunds/${refund.id}/cancel`);

		expect(await statusOf(refund.id)).toBe('canceled');
		expect(await chargeOf(payment)).toMatchObject({ refunded: false, amount_refunded: 0 });
		expect(await told(refund.id)).toEqual(['refund.created', 'refund.updated', 'charge.refund.updated']);
	});

	test('can fail at once, and the money can be refunded again', async () => {
		const { refund, payment } = await start({ status: 'failed' });

		expect(refund).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
		expect(await chargeOf(payment)).toMatchObject({ refunded: false, amount_refunded: 0 });
		expect(await told(refund.id)).toEqual([
			'refund.created',
			'refund.updated',
			'charge.refund.updated',
			'refund.failed',
		]);
		expect((await local.stripe.refunds.create({ payment_intent: payment })).status).toBe('succeeded');
	});

	test('takes no step that does not follow on its status', async () => {
		const { refund } = await start({});

		for (const action of ['settle', 'cancel', 'require_action']) {
			expect((await local.control(`refunds/${refund.id}/${action}`)).status).toBe(400);
		}
		await local.command(`refunds/${refund.id}/fail`);
		expect((await local.control(`refunds/${refund.id}/fail`)).status).toBe(400);
		expect((await local.control(`payments/${refund.charge as string}/refund`)).status).toBe(404);
		expect(await statusOf(refund.id)).toBe('failed');
	});
});

test('what becomes of the next refunds can be decided before they are asked for', async () => {
	await local.command('refund_statuses', { status: 'requires_action' });
	await local.command('refund_statuses', { status: 'failed', times: 1 });
	const seen: (string | null)[] = [];
	for (let time = 0; time < 3; time += 1) {
		const session = await paidSession(local);
		seen.push((await local.stripe.refunds.create({ payment_intent: paymentOf(session) })).status);
	}

	expect(seen).toEqual(['requires_action', 'failed', 'succeeded']);
});
