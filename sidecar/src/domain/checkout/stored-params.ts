import type { CheckoutRow } from '../../db/checkouts';
import type { CheckoutSessionParams } from '../../stripe/types';

/** What Stripe was, or will be, sent for a checkout; null for one that needs no payment. */
export const storedParams = ({
	stripe_params,
}: Pick<CheckoutRow, 'stripe_params'>): CheckoutSessionParams | null =>
	stripe_params === null ? null : (JSON.parse(stripe_params) as CheckoutSessionParams);
