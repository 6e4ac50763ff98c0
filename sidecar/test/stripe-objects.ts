/** An error as Stripe answers it. */
export const stripeError = (
	error: { type?: string; code?: string; param?: string; message?: string } = {},
): { error: Record<string, unknown> } => ({
	error: { type: 'invalid_request_error', message: 'No.', ...error },
});

const metadata = (reference: string, site: string): Record<string, string> => ({
	app: 'cohort-enrollment',
	site,
	checkout_id: reference,
});

export interface SessionOverrides {
	id?: string;
	status?: string;
	payment_status?: string;
	client_reference_id?: string;
	site?: string;
	payment_intent?: unknown;
	[field: string]: unknown;
}

/** A Checkout Session as Stripe answers it with `payment_intent.latest_charge` expanded; open and unpaid by default. */
export const stripeSession = ({
	site = 'https://school.example.test',
	...overrides
}: SessionOverrides = {}): Record<string, unknown> => {
	const id = overrides.id ?? 'cs_test_a1B2c3D4e5F6g7H8i9J0';
	return {
		id,
		object: 'checkout.session',
		livemode: false,
		mode: 'payment',
		status: 'open',
		payment_status: 'unpaid',
		url: `https://checkout.stripe.com/c/pay/${id}`,
		expires_at: 1_800_000_000,
		client_reference_id: null,
		metadata: metadata(overrides.client_reference_id ?? '', site),
		amount_subtotal: 49_000,
		currency: 'eur',
		payment_intent: null,
		...overrides,
	};
};

/** The payment of a session that is paid by card. */
export const paidIntent = (id = 'pi_paid'): Record<string, unknown> => ({
	id,
	object: 'payment_intent',
	status: 'succeeded',
	latest_charge: {
		id: 'ch_1',
		object: 'charge',
		amount: 49_000,
		amount_refunded: 0,
		refunded: false,
		disputed: false,
	},
});

/** A price as Stripe answers it with `product` and `currency_options` expanded: 490.00 EUR, once. */
export const stripePrice = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
	id: 'price_1',
	object: 'price',
	livemode: false,
	active: true,
	billing_scheme: 'per_unit',
	currency: 'eur',
	currency_options: { eur: { unit_amount: 49_000 } },
	custom_unit_amount: null,
	nickname: null,
	product: { id: 'prod_1', object: 'product', name: 'Größe 1', active: true },
	recurring: null,
	transform_quantity: null,
	type: 'one_time',
	unit_amount: 49_000,
	...overrides,
});
