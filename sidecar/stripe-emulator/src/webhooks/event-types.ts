/** Event types that this emulator makes. */
export type EventType =
	| 'charge.dispute.closed'
	| 'charge.dispute.created'
	| 'charge.dispute.funds_reinstated'
	| 'charge.dispute.funds_withdrawn'
	| 'charge.dispute.updated'
	| 'charge.failed'
	| 'charge.pending'
	| 'charge.refund.updated'
	| 'charge.refunded'
	| 'charge.succeeded'
	| 'charge.updated'
	| 'checkout.session.async_payment_failed'
	| 'checkout.session.async_payment_succeeded'
	| 'checkout.session.completed'
	| 'checkout.session.expired'
	| 'coupon.created'
	| 'customer.created'
	| 'payment_intent.canceled'
	| 'payment_intent.created'
	| 'payment_intent.payment_failed'
	| 'payment_intent.processing'
	| 'payment_intent.succeeded'
	| 'price.created'
	| 'price.updated'
	| 'product.created'
	| 'product.updated'
	| 'promotion_code.created'
	| 'refund.created'
	| 'refund.failed'
	| 'refund.updated';

/** Whether an event has the wanted type, which may end in `*`. */
export const matchesType = (type: string, wanted: string): boolean =>
	wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
