import type { CataloguePrice } from '../../../contract';
import type { ProductMapRow } from '../../db/stripe-product-map';
import { stripeDashboardUrl } from '../administration/stripe-dashboard';

type MaybePrice = { [Column in 'amount' | 'currency']: ProductMapRow[Column] | null } & Pick<
	ProductMapRow,
	'stripe_price_id' | 'stripe_product_id'
>;

/** A price as staff sees it; null when the columns of a LEFT JOIN are. */
export const toCataloguePrice = (row: MaybePrice, livemode: boolean): CataloguePrice | null =>
	row.amount === null || row.currency === null
		? null
		: {
				amount: row.amount,
				currency: row.currency,
				stripePriceId: row.stripe_price_id,
				stripeProductId: row.stripe_product_id,
				stripeUrl: stripeDashboardUrl(row.stripe_price_id, livemode),
				livemode,
			};
