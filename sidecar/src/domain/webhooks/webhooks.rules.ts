import { StripeFailure, type StripeFailureKind } from '../../stripe/failure';

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

/** With the backoff's hours at the end about half a day; then a person must look. */
const LAST_ATTEMPT = 20;

/** Failures that say nothing about the event: they pass when Stripe, the network or the key is right again. */
const PASSING: ReadonlySet<StripeFailureKind> = new Set([
	'unreachable',
	'server_error',
	'rate_limited',
	'busy',
	'unauthorized',
	'unexpected',
]);

/** What becomes of an event that could not be worked on: it stays due, or, being poison, is given up. */
export const afterFailure = (error: unknown, attempts: number): 'due' | 'dead' => {
	const passes = error instanceof StripeFailure && PASSING.has(error.kind);
	return !passes && attempts >= LAST_ATTEMPT ? 'dead' : 'due';
};

/** The events to choose when the endpoint is registered in Stripe. */
export const WEBHOOK_EVENTS: readonly string[] = [...FULFILL, ...REFUND];
