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

test('metadata of a session and of its payment can be added, changed and removed after the payment', async () => {
	const session = await paidSession(local);
	const payment = paymentOf(session);

	await local.stripe.checkout.sessions.update(session.id, { metadata: { checkout_id: '2', note: 'x' } });
	const intent = await local.stripe.paymentIntents.update(payment, {
		description: 'Moved',
		metadata: { app: '', note: 'y' },
	});
	const emptied = await local.stripe.paymentIntents.update(payment, { metadata: '' });

	expect((await local.stripe.checkout.sessions.retrieve(session.id)).metadata).toEqual({
		app: 'cohort-enrollment',
		checkout_id: '2',
		note: 'x',
	});
	expect(intent.metadata).toEqual({ checkout_id: '1', note: 'y' });
	expect([emptied.metadata, emptied.description]).toEqual([{}, 'Moved']);
});

test('an archived price sells nothing until it is active again', async () => {
	const { line_items: items } = await local.stripe.checkout.sessions.retrieve(
		(await openSession(local.stripe)).id,
		{ expand: ['line_items'] },
	);
	const price = items?.data[0]?.price?.id ?? '';
	const sell = () => openSession(local.stripe, { line_items: [{ price, quantity: 1 }] });

	const archived = await local.stripe.prices.update(price, { active: false, nickname: 'Old' });
	await expect(sell()).rejects.toMatchObject({ statusCode: 400 });
	await local.stripe.prices.update(price, { active: true });

	expect(archived).toMatchObject({ active: false, nickname: 'Old' });
	expect((await sell()).amount_total).toBe(19_900);
});

test('a product gets another default price, but none of another product', async () => {
	const price = (product: string) =>
		local.stripe.prices.create({ product, currency: 'eur', unit_amount: 500 });
	const product = await local.stripe.products.create({ name: 'Course' });
	const other = await local.stripe.products.create({ name: 'Other' });
	const [own, foreign] = [await price(product.id), await price(other.id)];

	const changed = await local.stripe.products.update(product.id, { default_price: own.id, name: 'New' });

	expect(changed).toMatchObject({ default_price: own.id, name: 'New' });
	await expect(
		local.stripe.products.update(product.id, { default_price: foreign.id }),
	).rejects.toMatchObject({ code: 'resource_missing', param: 'default_price' });
});

test('a session of another product on the account has no metadata of ours', async () => {
	const { id: price } = await local.stripe.prices.create({
		currency: 'eur',
		unit_amount: 500,
		product_data: { name: 'Mug' },
	});

	const session = await local.stripe.checkout.sessions.create({
		mode: 'payment',
		line_items: [{ price, quantity: 1 }],
		success_url: 'https://mugs.example/thanks',
	});

	expect([session.metadata, session.client_reference_id]).toEqual([{}, null]);
});
