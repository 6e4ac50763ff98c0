import type Stripe from 'stripe';
import { openSession, startLocalStripe, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const course = { currency: 'eur', product_data: { name: 'Course' } } as const;
const monthly = { recurring: { interval: 'month' }, unit_amount: 500 } as const;
const tiers = {
	billing_scheme: 'tiered',
	tiers_mode: 'graduated',
	tiers: [
		{ up_to: 10, unit_amount: 500 },
		{ up_to: 'inf', unit_amount: 400, flat_amount: 100 },
	],
} satisfies Partial<Stripe.PriceCreateParams>;

const create = (parameters: Partial<Stripe.PriceCreateParams>) =>
	local.stripe.prices.create({ ...course, ...parameters });
/** As any other client than stripe-node sends it. */
const send = async (parameters: Record<string, string>) => {
	const answer = await fetch(`${local.emulator.url}/v1/prices`, {
		method: 'POST',
		headers: { authorization: 'Bearer sk_test_x' },
		body: new URLSearchParams({ currency: 'eur', 'product_data[name]': 'Course', ...parameters }),
	});
	return (await answer.json()) as Record<string, unknown> & { error?: { code?: string; param?: string } };
};

test('active one-time prices are listed page by page with their products, newest first', async () => {
	const old = await create({ unit_amount: 100, nickname: 'Early' });
	await create(monthly);
	const archived = await create({ unit_amount: 200 });
	await local.stripe.prices.update(archived.id, { active: false });
	const young = await create({ unit_amount: 300 });
	const wanted: Stripe.PriceListParams = {
		active: true,
		type: 'one_time',
		limit: 1,
		expand: ['data.product'],
	};

	const first = await local.stripe.prices.list(wanted);
	const second = await local.stripe.prices.list({ ...wanted, starting_after: first.data[0]!.id });

	expect([first.has_more, second.has_more]).toEqual([true, false]);
	expect(first.data).toMatchObject([{ id: young.id, product: { object: 'product', name: 'Course' } }]);
	expect(second.data).toMatchObject([{ id: old.id, nickname: 'Early', product: { active: true } }]);
	await expect(local.stripe.prices.list({ starting_after: 'price_unknown' })).rejects.toMatchObject({
		code: 'resource_missing',
		param: 'starting_after',
	});
});

test('a price is made for a product that is there, and read with it', async () => {
	const product = await local.stripe.products.create({ name: 'Choir' });
	const { id } = await local.stripe.prices.create({
		product: product.id,
		currency: 'EUR',
		unit_amount: 500,
	});

	expect(await local.stripe.prices.retrieve(id, { expand: ['product'] })).toMatchObject({
		active: true,
		billing_scheme: 'per_unit',
		currency: 'eur',
		livemode: false,
		product: { id: product.id, name: 'Choir' },
		type: 'one_time',
		unit_amount: 500,
	});
	expect(await local.stripe.products.retrieve(product.id)).toMatchObject({ id: product.id, active: true });
	await expect(
		local.stripe.prices.create({ product: 'prod_unknown', currency: 'eur', unit_amount: 500 }),
	).rejects.toMatchObject({ code: 'resource_missing', param: 'product' });
});

test('a price without one fixed amount says so, and is sold to nobody', async () => {
	const tiered = await create(tiers);
	const donation = await create({ custom_unit_amount: { enabled: true, minimum: 500 } });
	const { id: fraction, ...decimal } = await send({ unit_amount_decimal: '0.5' });

	expect(tiered).toMatchObject({ billing_scheme: 'tiered', tiers_mode: 'graduated', unit_amount: null });
	expect(donation).toMatchObject({
		unit_amount: null,
		custom_unit_amount: { minimum: 500, maximum: null, preset: null },
	});
	expect(decimal).toMatchObject({ unit_amount: null, unit_amount_decimal: '0.5' });
	for (const price of [tiered.id, donation.id, fraction as string]) {
		await expect(
			openSession(local.stripe, { line_items: [{ price, quantity: 1 }] }),
		).rejects.toMatchObject({ statusCode: 400, param: 'line_items[0][price]' });
	}
});

test('a decimal without a fraction is an amount like any other', async () => {
	expect(await send({ unit_amount_decimal: '1200' })).toMatchObject({
		unit_amount: 1200,
		unit_amount_decimal: '1200',
	});
});

test('tiers and other currencies are shown only to whoever asks', async () => {
	const tiered = await create(tiers);
	const single = await create({ unit_amount: 500 });
	const several = await create({ unit_amount: 500, currency_options: { usd: { unit_amount: 600 } } });
	const read = (id: string, ...expand: string[]) => local.stripe.prices.retrieve(id, { expand });

	for (const { id } of [tiered, single, several]) {
		const plain = await read(id);
		expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['tiers']));
		expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['currency_options']));
	}
	expect((await read(tiered.id, 'tiers')).tiers).toMatchObject([
		{ up_to: 10, unit_amount: 500, flat_amount: null },
		{ up_to: null, unit_amount: 400, flat_amount: 100 },
	]);
	expect((await read(single.id, 'currency_options')).currency_options).toMatchObject({
		eur: { unit_amount: 500 },
	});
	const list = await local.stripe.prices.list({ limit: 1, expand: ['data.currency_options'] });
	expect(list.data[0]?.currency_options).toMatchObject({
		eur: { unit_amount: 500 },
		usd: { unit_amount: 600 },
	});
});

test('a price sold in packs says how they are counted', async () => {
	expect(
		await create({ unit_amount: 500, transform_quantity: { divide_by: 10, round: 'up' } }),
	).toMatchObject({ transform_quantity: { divide_by: 10, round: 'up' } });
});

test.each<[string, Record<string, string>, object]>([
	['without an amount', {}, { code: 'parameter_missing', param: 'unit_amount' }],
	['of a negative amount', { unit_amount: '-1' }, { param: 'unit_amount' }],
	['of too large an amount', { unit_amount: '100000000' }, { param: 'unit_amount' }],
	['of a decimal that is none', { unit_amount_decimal: '1,5' }, { param: 'unit_amount_decimal' }],
	['of two amounts', { unit_amount: '1', unit_amount_decimal: '2' }, { param: 'unit_amount_decimal' }],
	['with tiers but none given', { billing_scheme: 'tiered' }, { param: 'tiers' }],
	['in a currency that is none', { unit_amount: '1', currency: 'euro' }, { param: 'currency' }],
])('a price %s is refused', async (_, parameters, error) => {
	expect((await send(parameters)).error).toMatchObject({ type: 'invalid_request_error', ...error });
});

test.each([
	['eur', 49, '€0.50 eur'],
	['huf', 17_499, 'HUF 175.00 huf'],
	['jpy', 49, '¥50 jpy'],
	['gbp', 29, '£0.30 gbp'],
])('a session in %s for %i is refused, as the fee would be more', async (currency, amount, words) => {
	await expect(openSession(local.stripe, {}, { currency, unit_amount: amount })).rejects.toMatchObject({
		code: 'amount_too_small',
		message: expect.stringContaining(words.replace('HUF ', 'HUF\u00a0')),
	});
	expect((await openSession(local.stripe, {}, { currency, unit_amount: amount + 1 })).amount_total).toBe(
		amount + 1,
	);
});

test('a session with nothing to pay is opened, whatever the smallest amount', async () => {
	const coupon = await local.stripe.coupons.create({ percent_off: 100, duration: 'once' });
	const discounts = [{ coupon: coupon.id }];
	expect((await openSession(local.stripe, { discounts }, { unit_amount: 100 })).amount_total).toBe(0);
});
