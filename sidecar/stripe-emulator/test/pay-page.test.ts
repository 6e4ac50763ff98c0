import {
	CANCEL_URL,
	eventsOf,
	openSession,
	payWith,
	startLocalStripe,
	until,
	type LocalStripe,
} from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const success = (id: string): string => `http://127.0.0.1:8080/your-enrollment/?session_id=${id}`;
const page = async (id: string): Promise<string> => (await fetch(`${local.emulator.url}/pay/${id}`)).text();

async function promotionCode(coupon: object, code: string): Promise<void> {
	const made = await local.stripe.coupons.create(coupon);
	await local.stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: made.id }, code });
}

test('the page says that it is a test and shows what is sold, for how much and to whom', async () => {
	const { id } = await openSession(local.stripe, {}, { currency: 'jpy', unit_amount: 5000 });

	const text = await page(id);

	expect(text).toContain('Test mode');
	expect(text).toContain('Spring cohort');
	expect(text).toContain('¥5,000');
	expect(text).toContain('value="student@example.test"');
	expect(text).toContain(`href="${CANCEL_URL}"`);
	expect(text).not.toContain('Promotion code');
});

test('everything that the page loads is there, in the right type', async () => {
	const { id } = await openSession(local.stripe);
	const links = [...(await page(id)).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
		(match) => match[1],
	);

	const answers = await Promise.all(links.map((link) => fetch(`${local.emulator.url}${link}`)));

	expect(
		answers.map((answer) => [answer.status, answer.headers.get('content-type')?.split(';')[0]]),
	).toEqual([
		[200, 'text/css'],
		[200, 'text/javascript'],
	]);
});

test('what a shop sends is shown as text, never as markup', async () => {
	const { id } = await openSession(
		local.stripe,
		{ customer_email: '"><script>x@example.test' },
		{ product_data: { name: '<img src=x onerror=alert(1)>' } },
	);

	const [payPage, dashboard] = [await page(id), await (await fetch(local.emulator.url)).text()];

	expect(payPage).toContain('&lt;img src=x');
	for (const text of [payPage, dashboard]) {
		expect(text).not.toContain('<img');
		expect(text).not.toContain('"><script>x@');
	}
});

test('a card that works completes the session, tells the shop and leads back to it', async () => {
	const { id } = await openSession(local.stripe);

	const answer = await local.submit(id, payWith('card'));

	expect([answer.status, answer.headers.get('location')]).toEqual([303, success(id)]);
	const told = local.receiver.received.find(({ event }) => event.type === 'checkout.session.completed');
	expect(told?.event.data.object).toMatchObject({ id, status: 'complete', payment_status: 'paid' });
	expect(local.receiver.types()).toEqual(
		expect.arrayContaining(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']),
	);
});

test('the buyer is sent back only after the shop has taken the event', async () => {
	let open: () => void = () => undefined;
	local.receiver.gate = new Promise((resolve) => (open = resolve));
	const { id } = await openSession(local.stripe);
	let back = false;

	const answer = local.submit(id, payWith('card')).then(() => (back = true));
	await until(() => local.receiver.types().includes('checkout.session.completed'));
	const before = back;
	open();
	await answer;

	expect(before).toBe(false);
});

test('a second press on the button leads back too and does not pay twice', async () => {
	const { id } = await openSession(local.stripe);

	const answers = await Promise.all([1, 2, 3].map(() => local.submit(id, payWith('card'))));

	expect(answers.map((answer) => answer.headers.get('location'))).toEqual([
		success(id),
		success(id),
		success(id),
	]);
	const events = await local.stripe.events.list({ type: 'charge.succeeded' });
	expect(events.data).toHaveLength(1);
});

test('a declined card is explained on the page, and the session stays open for another try', async () => {
	const { id } = await openSession(local.stripe);

	const answer = await local.submit(id, payWith('card_declined'));

	expect(answer.status).toBe(402);
	expect(await answer.text()).toContain('Your card was declined.');
	const session = await local.stripe.checkout.sessions.retrieve(id, {
		expand: ['payment_intent.latest_charge'],
	});
	expect(session).toMatchObject({
		status: 'open',
		payment_status: 'unpaid',
		payment_intent: {
			status: 'requires_payment_method',
			last_payment_error: {
				type: 'card_error',
				code: 'card_declined',
				decline_code: 'generic_decline',
			},
			latest_charge: { status: 'failed', paid: false },
		},
	});
	await eventsOf(local.receiver, 'payment_intent.payment_failed');
	expect((await local.submit(id, payWith('card'))).status).toBe(303);
	const intents = await eventsOf(local.receiver, 'payment_intent.succeeded');
	expect(intents[0]?.event.data.object['id']).toBe((session.payment_intent as { id: string }).id);
});

test.each([
	['no email address', { email: '', way: 'card' }, 'Enter an email address'],
	['no way to pay', { email: 'a@example.test' }, 'Choose how to pay'],
	['a way to pay that there is not', { email: 'a@example.test', way: 'gold' }, 'Choose how to pay'],
])('%s is asked for beside its field, and nothing is paid', async (_what, form, message) => {
	const { id } = await openSession(local.stripe);

	const answer = await local.submit(id, form);
	const text = await answer.text();

	expect(answer.status).toBe(422);
	expect(text).toContain(message);
	expect(text).toContain('aria-invalid="true"');
	expect((await local.stripe.checkout.sessions.retrieve(id)).status).toBe('open');
});

describe('bank debit', () => {
	test('completes the session unpaid while the money is on its way', async () => {
		const { id } = await openSession(local.stripe);

		await local.submit(id, payWith('bank_debit'));

		expect(
			await local.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] }),
		).toMatchObject({
			status: 'complete',
			payment_status: 'unpaid',
			payment_intent: { status: 'processing', latest_charge: { status: 'pending', paid: false } },
		});
	});

	test('is paid once it is settled', async () => {
		const { id } = await openSession(local.stripe);
		await local.submit(id, payWith('bank_debit'));

		const answer = await local.control(`payments/${id}/settle`);

		expect(answer.status).toBe(200);
		const [told] = await eventsOf(local.receiver, 'checkout.session.async_payment_succeeded');
		expect(told?.event.data.object).toMatchObject({ id, payment_status: 'paid' });
		expect(
			await local.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] }),
		).toMatchObject({
			payment_status: 'paid',
			payment_intent: { status: 'succeeded', latest_charge: { paid: true } },
		});
	});

	test('leaves the session complete and unpaid when it fails, and cannot be settled after that', async () => {
		const { id } = await openSession(local.stripe);
		await local.submit(id, payWith('bank_debit'));

		await local.control(`payments/${id}/fail`);

		const [told] = await eventsOf(local.receiver, 'checkout.session.async_payment_failed');
		expect(told?.event.data.object).toMatchObject({ id, status: 'complete', payment_status: 'unpaid' });
		expect((await local.control(`payments/${id}/settle`)).status).toBe(400);
	});
});

describe('promotion codes', () => {
	test('lower the total, and one for all of it needs no payment', async () => {
		await promotionCode({ percent_off: 100, duration: 'once' }, 'FREE');
		const { id } = await openSession(local.stripe, { allow_promotion_codes: true });

		const applied = await local.submit(id, { code: 'free' }, '/promotion');
		const paid = await local.submit(id, { email: 'student@example.test' });

		expect([applied.status, paid.headers.get('location')]).toEqual([303, success(id)]);
		expect(await local.stripe.checkout.sessions.retrieve(id)).toMatchObject({
			status: 'complete',
			payment_status: 'no_payment_required',
			payment_intent: null,
			amount_subtotal: 19_900,
			amount_total: 0,
			total_details: { amount_discount: 19_900 },
		});
		expect(local.receiver.types()).not.toContain('payment_intent.created');
	});

	test('leave no payment behind when a declined card had begun one', async () => {
		await promotionCode({ percent_off: 100, duration: 'once' }, 'FREE');
		const { id } = await openSession(local.stripe, { allow_promotion_codes: true });

		await local.submit(id, payWith('card_declined'));
		await local.submit(id, { code: 'FREE' }, '/promotion');
		await local.submit(id, { email: 'student@example.test' });

		expect((await local.stripe.checkout.sessions.retrieve(id)).payment_intent).toBeNull();
		await eventsOf(local.receiver, 'payment_intent.canceled');
	});

	test('can be taken back before paying', async () => {
		await promotionCode({ amount_off: 900, currency: 'eur', duration: 'once' }, 'NINE');
		const { id } = await openSession(local.stripe, { allow_promotion_codes: true });

		await local.submit(id, { code: 'NINE' }, '/promotion');
		const lower = await local.stripe.checkout.sessions.retrieve(id);
		await local.submit(id, { remove: '1' }, '/promotion');
		const full = await local.stripe.checkout.sessions.retrieve(id);

		expect([lower.amount_total, full.amount_total]).toEqual([19_000, 19_900]);
	});

	test('are counted when the order is complete, and refused when they are used up', async () => {
		const coupon = await local.stripe.coupons.create({ percent_off: 10, duration: 'once' });
		const promotion = { type: 'coupon' as const, coupon: coupon.id };
		await local.stripe.promotionCodes.create({ promotion, code: 'ONCE', max_redemptions: 1 });
		const [first, second] = [
			await openSession(local.stripe, { allow_promotion_codes: true }),
			await openSession(local.stripe, { allow_promotion_codes: true }),
		];
		await local.submit(first.id, { code: 'ONCE' }, '/promotion');
		await local.submit(first.id, payWith('card'));

		const answer = await local.submit(second.id, { code: 'ONCE' }, '/promotion');

		expect(answer.status).toBe(422);
		expect(await answer.text()).toContain('This code is no longer valid.');
	});

	test.each([
		['is unknown', 'NEVER', 'This code is not known.'],
		['is for another currency', 'DOLLARS', 'This code is for another currency.'],
	])('are refused in words when one %s', async (_what, code, message) => {
		await promotionCode({ amount_off: 900, currency: 'usd', duration: 'once' }, 'DOLLARS');
		const { id } = await openSession(local.stripe, { allow_promotion_codes: true });

		const answer = await local.submit(id, { code }, '/promotion');

		expect(answer.status).toBe(422);
		expect(await answer.text()).toContain(message);
	});

	test('are not taken by an order that does not allow them', async () => {
		await promotionCode({ percent_off: 100, duration: 'once' }, 'FREE');
		const { id } = await openSession(local.stripe);

		expect((await local.submit(id, { code: 'FREE' }, '/promotion')).status).toBe(422);
		expect((await local.stripe.checkout.sessions.retrieve(id)).amount_total).toBe(19_900);
	});
});

test('a page that was used or has expired says so and leads back to the shop', async () => {
	const [used, expired] = [await openSession(local.stripe), await openSession(local.stripe)];
	await local.submit(used.id, payWith('card'));
	await local.stripe.checkout.sessions.expire(expired.id);

	expect(await page(used.id)).toContain(`href="${success(used.id)}"`);
	expect(await page(expired.id)).toContain(`href="${CANCEL_URL}"`);
	expect((await fetch(`${local.emulator.url}/pay/cs_test_unknown`)).status).toBe(404);
});

test('a form of another site is not taken', async () => {
	const { id } = await openSession(local.stripe);

	const answer = await fetch(`${local.emulator.url}/pay/${id}`, {
		method: 'POST',
		headers: { 'sec-fetch-site': 'cross-site' },
		body: new URLSearchParams(payWith('card')),
	});

	expect(answer.status).toBe(403);
});
