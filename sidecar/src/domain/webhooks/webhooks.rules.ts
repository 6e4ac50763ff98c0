const FULFILL = new Set([
	'checkout.session.completed',
	'checkout.session.async_payment_succeeded',
	'checkout.session.async_payment_failed',
	'checkout.session.expired',
]);

const REFUND = new Set(['refund.created', 'refund.updated', 'refund.failed']);

/**
 * What an event asks for. Each kind of work reads the object from Stripe again, so the order in which events arrive
 * and what their payloads say does not matter.
 */
export const workFor = (eventType: string): 'fulfill' | 'follow_refund' | 'ignore' => {
	if (FULFILL.has(eventType)) {
		return 'fulfill';
	}
	return REFUND.has(eventType) ? 'follow_refund' : 'ignore';
};

/** The events to choose when the endpoint is registered in Stripe. */
export const WEBHOOK_EVENTS: readonly string[] = [...FULFILL, ...REFUND];
