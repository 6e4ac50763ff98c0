import { table, type Connection } from './database';

/** What a course (`program`) or a cohort costs in one mode of Stripe. A cohort's own price wins. */
export interface ProductMapRow {
	id: number;
	entity_type: 'program' | 'cohort';
	entity_id: number;
	stripe_product_id: string | null;
	/** Null with amount 0: free. */
	stripe_price_id: string | null;
	/** Minor unit of `currency`. */
	amount: number;
	/** ISO 4217, lower case. */
	currency: string;
	livemode: boolean;
	created_at: Date;
	updated_at: Date;
}

/** What has a price. */
export type Priced = Pick<ProductMapRow, 'entity_type' | 'entity_id' | 'livemode'>;

export type PriceColumns = Pick<
	ProductMapRow,
	'stripe_product_id' | 'stripe_price_id' | 'amount' | 'currency'
>;

const productMap = (connection: Connection) => table<ProductMapRow>(connection, 'stripe_product_map');

/** What it costs; undefined without a price. */
export const findPrice = (
	connection: Connection,
	{ entity_type, entity_id, livemode }: Priced,
): Promise<ProductMapRow | undefined> =>
	productMap(connection).where({ entity_type, entity_id, livemode }).first();

/** Sells it at this price from now on. */
export const savePrice = async (
	trx: Connection,
	priced: Priced,
	price: PriceColumns,
	now: Date,
): Promise<void> => {
	await productMap(trx)
		.insert({ ...priced, ...price, created_at: now, updated_at: now })
		.onConflict(['entity_type', 'entity_id', 'livemode'])
		.merge([...(Object.keys(price) as (keyof PriceColumns)[]), 'updated_at']);
};

/** Leaves it without a price of its own. */
export const deletePrice = async (
	trx: Connection,
	{ entity_type, entity_id, livemode }: Priced,
): Promise<void> => {
	await productMap(trx).where({ entity_type, entity_id, livemode }).delete();
};
