import type { CheckoutRow } from '../../db/checkouts';
import type { NewTask } from '../../db/tasks';
import { purchaseOf } from '../notifications/tell-student';
import type { PurchaseData } from '../../../contract';

/** A price that cannot be sold as our tables say is a person's to mend: one task, however many students ran into it. */
export const priceTask = (checkout: CheckoutRow, detail: string): NewTask & { purchase: PurchaseData } => ({
	kind: 'price_unavailable',
	subject: `price:${checkout.stripe_price_id}`.slice(0, 191),
	// It is about what is sold, and explains no payment.
	checkout_id: null,
	stripe_id: checkout.stripe_price_id,
	livemode: checkout.livemode,
	detail,
	purchase: purchaseOf(checkout),
});
