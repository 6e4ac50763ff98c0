import { createHash } from 'node:crypto';
import type { Connection } from '../src/db/database';
import { savePrice as storePrice } from '../src/db/stripe-product-map';
import type { StripeGateway } from '../src/stripe/gateway';
import type { DemoPrice } from './course';

export type PriceMaker = Pick<StripeGateway, 'createPrice' | 'livemode'>;

export interface Priced {
	entityType: 'program' | 'cohort';
	entityId: number;
	/** What the student reads on the payment page. */
	name: string;
	price: DemoPrice;
}

/** The same price within a day is the same object at Stripe; another Stripe account, or an emptied one, makes its own. */
const idempotencyKey = (priced: Priced): string =>
	`demo:${createHash('sha256').update(JSON.stringify(priced)).digest('hex').slice(0, 32)}`;

/** Creates a price at Stripe, unless it is free, and sells the course or cohort at it from now on. */
export const savePrice = async (
	db: Connection,
	stripe: PriceMaker,
	priced: Priced,
	now: Date,
): Promise<void> => {
	const { amount, currency } = priced.price;
	const made =
		amount === 0
			? null
			: await stripe.createPrice({ name: priced.name, amount, currency }, idempotencyKey(priced));
	await storePrice(
		db,
		{ entity_type: priced.entityType, entity_id: priced.entityId, livemode: stripe.livemode },
		{
			stripe_product_id: made?.product.id ?? null,
			stripe_price_id: made?.id ?? null,
			amount,
			currency,
		},
		now,
	);
};
