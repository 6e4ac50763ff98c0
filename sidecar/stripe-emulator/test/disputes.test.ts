import type Stripe from 'stripe';
import { paidSession, paymentOf, startLocalStripe, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

async function dispute(body: object = {}): Promise<{ payment: string; id: string }> {
	const session = await paidSession(local);
	const made = await local.command<{ dispute: Stripe.Dispute }>(`payments/${session.id}/dispute`, body);
	return { payment: paymentOf(session), id: made.dispute.id };
}

const move = (id: string, status: string): Promise<Response> => local.control(`disputes/${id}/${status}`);

const refund = (payment_intent: string): Promise<Stripe.Refund> =>
	local.stripe.refunds.create({ payment_intent });

/** Types of the events about a dispute, in the order in which they happened. */
async function toldOf(id: string): Promise<string[]> {
	const { data } = await local.stripe.events.list({ type: 'charge.dispute.*', limit: 100 });
	return data
		.filter(({ data: { object } }) => (object as Stripe.Dispute).id === id)
		.map((event) => event.type);
}

const CREATED = 'charge.dispute.created';
const UPDATED = 'charge.dispute.updated';
const CLOSED = 'charge.dispute.closed';
const WITHDRAWN = 'charge.dispute.funds_withdrawn';
const REINSTATED = 'charge.dispute.funds_reinstated';

test.each([
	[['needs_response', 'won'], [CREATED, WITHDRAWN, CLOSED, REINSTATED], 0],
	[['needs_response', 'lost'], [CREATED, WITHDRAWN, CLOSED], -19_900],
	[['needs_response', 'under_review', 'won'], [CREATED, WITHDRAWN, UPDATED, CLOSED, REINSTATED], 0],
	[['needs_response', 'under_review', 'lost'], [CREATED, WITHDRAWN, UPDATED, CLOSED], -19_900],
	[['warning_needs_response', 'warning_closed'], [CREATED, CLOSED], 0],
	[['warning_needs_response', 'warning_under_review', 'warning_closed'], [CREATED, UPDATED, CLOSED], 0],
	[['warning_needs_response', 'needs_response', 'lost'], [CREATED, UPDATED, WITHDRAWN, CLOSED], -19_900],
	[['prevented'], [CREATED, WITHDRAWN], -19_900],
])('the course %j is told as %j and leaves %i of the money', async ([status, ...next], told, left) => {
	const { id, payment } = await dispute({ status });
	for (const one of next) expect((await move(id, one)).status).toBe(200);

	const found = await local.stripe.disputes.retrieve(id, { expand: ['charge'] });

	expect(found.status).toBe(next.at(-1) ?? status);
	expect(found.balance_transactions.reduce((sum, { amount }) => sum + amount, 0)).toBe(left);
	expect(found.payment_intent).toBe(payment);
	expect((found.charge as Stripe.Charge).disputed).toBe(true);
	expect((await toldOf(id)).reverse()).toEqual(told);
});

test('a dispute cannot take a step that does not follow on its status', async () => {
	const lost = await dispute();
	await move(lost.id, 'lost');
	const inquiry = await dispute({ status: 'warning_needs_response' });

	expect((await move(lost.id, 'won')).status).toBe(400);
	expect((await move(lost.id, 'under_review')).status).toBe(400);
	expect((await move(inquiry.id, 'won')).status).toBe(400);
	expect((await move('du_unknown', 'won')).status).toBe(404);
	expect((await local.stripe.disputes.retrieve(lost.id)).status).toBe('lost');
});

test('evidence that is under review was submitted once', async () => {
	const { id } = await dispute();
	await move(id, 'under_review');

	expect((await local.stripe.disputes.retrieve(id)).evidence_details).toMatchObject({
		has_evidence: true,
		submission_count: 1,
	});
});

test.each([
	['needs_response', []],
	['needs_response', ['under_review']],
	['needs_response', ['lost']],
	['warning_needs_response', ['needs_response']],
	['prevented', []],
] as const)('a charge whose dispute is %s %j cannot be refunded', async (status, next) => {
	const { id, payment } = await dispute({ status });
	for (const one of next) await move(id, one);

	expect((await local.stripe.disputes.retrieve(id)).is_charge_refundable).toBe(false);
	await expect(refund(payment)).rejects.toMatchObject({ statusCode: 400, code: 'charge_disputed' });
});

test.each([
	['warning_needs_response', []],
	['warning_needs_response', ['warning_under_review']],
	['warning_needs_response', ['warning_closed']],
	['needs_response', ['won']],
] as const)('a charge whose dispute is %s %j can be refunded', async (status, next) => {
	const { id, payment } = await dispute({ status });
	for (const one of next) await move(id, one);

	expect((await local.stripe.disputes.retrieve(id)).is_charge_refundable).toBe(true);
	expect((await refund(payment)).status).toBe('succeeded');
});

test('a dispute may be about a part, at most what was not refunded', async () => {
	const session = await paidSession(local);
	await local.command(`payments/${session.id}/refund`, { amount: 900 });

	expect((await local.control(`payments/${session.id}/dispute`, { amount: 19_001 })).status).toBe(400);
	const { dispute: made } = await local.command<{ dispute: Stripe.Dispute }>(
		`payments/${session.id}/dispute`,
		{ amount: 5000, reason: 'product_not_received' },
	);

	expect(made).toMatchObject({ amount: 5000, reason: 'product_not_received' });
	expect((await local.control(`payments/${session.id}/dispute`)).status).toBe(400);
	expect((await local.control(`payments/${session.id}/dispute`, { status: 'angry' })).status).toBe(400);
});
