import { SUCCESS_URL, startLocalStripe, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeAll(async () => {
	local = await startLocalStripe();
});
afterAll(() => local.close());

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Fields that a session cannot be made without, for a price that is there. */
async function required() {
	const price = await local.stripe.prices.create({
		currency: 'eur',
		unit_amount: 500,
		product_data: { name: 'Course' },
	});
	return {
		mode: 'payment' as const,
		success_url: SUCCESS_URL,
		line_items: [{ price: price.id, quantity: 1 }],
	};
}

describe('what Stripe refuses when a session is made', () => {
	const unix = (minutes: number) => nowSeconds() + minutes * 60;
	const long = (length: number) => 'x'.repeat(length);
	const keys = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

	test.each([
		['an unknown parameter', { colour: 'red' }, { code: 'parameter_unknown', param: 'colour' }],
		[
			'an unknown parameter inside of another',
			{ payment_intent_data: { colour: 'red' } },
			{ code: 'parameter_unknown', param: 'payment_intent_data[colour]' },
		],
		['no success_url', { success_url: undefined }, { code: 'parameter_missing', param: 'success_url' }],
		['no mode', { mode: undefined }, { code: 'parameter_missing', param: 'mode' }],
		['no line items', { line_items: undefined }, { code: 'parameter_missing', param: 'line_items' }],
		['a mode that there is not', { mode: 'barter' }, { param: 'mode' }],
		[
			'a success_url that is no address',
			{ success_url: 'thanks' },
			{ code: 'url_invalid', param: 'success_url' },
		],
		['a cancel_url of another scheme', { cancel_url: 'javascript:alert(1)' }, { code: 'url_invalid' }],
		['an expiry too soon', { expires_at: unix(20) }, { param: 'expires_at' }],
		['an expiry too late', { expires_at: unix(24 * 60 + 30) }, { param: 'expires_at' }],
		['an expiry that is no number', { expires_at: 'soon' }, { code: 'parameter_invalid_integer' }],
		['an email address without a domain', { customer_email: 'student' }, { code: 'email_invalid' }],
		['an empty reference', { client_reference_id: '' }, { code: 'parameter_invalid_empty' }],
		['51 metadata keys', { metadata: keys(51) }, { param: 'metadata' }],
		[
			'a metadata key of 41 characters',
			{ metadata: { [long(41)]: 'v' } },
			{ param: `metadata[${long(41)}]` },
		],
		['a metadata value of 501 characters', { metadata: { k: long(501) } }, { param: 'metadata[k]' }],
		[
			'a value that is neither true nor false',
			{ allow_promotion_codes: 'maybe' },
			{ param: 'allow_promotion_codes' },
		],
		[
			'a price that there is not',
			{ line_items: [{ price: 'price_unknown', quantity: 1 }] },
			{ code: 'resource_missing', param: 'line_items[0][price]' },
		],
		[
			'a customer that there is not',
			{ customer: 'cus_unknown' },
			{ code: 'resource_missing', param: 'customer' },
		],
	])('%s', async (_what, change, error) => {
		const parameters = { ...(await required()), ...change } as never;

		await expect(local.stripe.checkout.sessions.create(parameters)).rejects.toMatchObject({
			type: 'StripeInvalidRequestError',
			statusCode: 400,
			...error,
		});
	});

	test('50 metadata keys, keys of 40 and values of 500 characters are still good', async () => {
		const metadata = { ...keys(49), [long(40)]: long(500) };

		const session = await local.stripe.checkout.sessions.create({ ...(await required()), metadata });

		expect(session.metadata).toEqual(metadata);
	});

	test('a price that was archived', async () => {
		const parameters = await required();
		await local.stripe.prices.update(parameters.line_items[0]?.price ?? '', { active: false });

		await expect(local.stripe.checkout.sessions.create(parameters)).rejects.toMatchObject({
			statusCode: 400,
			param: 'line_items[0][price]',
			message: 'The price specified is inactive. This field only accepts active prices.',
		});
	});

	test('a price of a product that was archived, and a recurring price', async () => {
		const product = await local.stripe.products.create({ name: 'Old course' });
		const once = await local.stripe.prices.create({
			product: product.id,
			currency: 'eur',
			unit_amount: 1,
		});
		const monthly = await local.stripe.prices.create({
			product: product.id,
			currency: 'eur',
			unit_amount: 1,
			recurring: { interval: 'month' },
		});
		await local.stripe.products.update(product.id, { active: false });

		for (const price of [once.id, monthly.id]) {
			const parameters = { ...(await required()), line_items: [{ price, quantity: 1 }] };
			await expect(local.stripe.checkout.sessions.create(parameters)).rejects.toMatchObject({
				statusCode: 400,
			});
		}
	});

	test('prices in two currencies', async () => {
		const [euro, yen] = await Promise.all(
			['eur', 'jpy'].map((currency) =>
				local.stripe.prices.create({ currency, unit_amount: 100, product_data: { name: 'Course' } }),
			),
		);
		const line_items = [euro, yen].map((price) => ({ price: price?.id ?? '', quantity: 1 }));

		await expect(
			local.stripe.checkout.sessions.create({ ...(await required()), line_items }),
		).rejects.toMatchObject({ statusCode: 400, param: 'line_items' });
	});
});
