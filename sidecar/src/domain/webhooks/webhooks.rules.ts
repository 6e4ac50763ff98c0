import type { ReversalObject } from '../reversals/reversals.service';
import { StripeFailure, type StripeFailureKind } from '../../stripe/failure';

const FULFILL = new Set([
	'checkout.session.completed',
	'checkout.session.async_payment_succeeded',
	'checkout.session.async_payment_failed',
	'checkout.session.expired',
]);

/** Events that tell of money that goes back, by the object that they carry. */
const REVERSALS = {
	charge: ['charge.refunded'],
	refund: ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'],
	dispute: [
		'charge.dispute.created',
		'charge.dispute.updated',
		'charge.dispute.closed',
		'charge.dispute.funds_withdrawn',
		'charge.dispute.funds_reinstated',
	],
} as const satisfies Record<ReversalObject, readonly string[]>;

/** What an event asks for. */
export type EventWork =
	{ kind: 'fulfill' } | { kind: 'follow_reversal'; object: ReversalObject } | { kind: 'ignore' };

/**
 * What an event asks for. Each kind of work reads the object from Stripe again, so the order in which events arrive
 * and what their payloads say does not matter.
 */
export const workFor = (eventType: string): EventWork => {
	if (FULFILL.has(eventType)) {
		return { kind: 'fulfill' };
	}
	const [object] = (Object.keys(REVERSALS) as ReversalObject[]).filter((name) =>
		(REVERSALS[name] as readonly string[]).includes(eventType),
	);
	return object === undefined ? { kind: 'ignore' } : { kind: 'follow_reversal', object };
};

/** With the backoff's hours at the end about half a day; then a person must look. */
const LAST_ATTEMPT = 20;
/** With the backoff's hours about a week, longer than Stripe's own three days: no outage is waited for for ever. */
const LAST_ATTEMPT_IN_OUTAGE = 240;

/** Failures that say nothing about the event: they pass when Stripe, the network or the key is right again. */
const PASSING: ReadonlySet<StripeFailureKind> = new Set([
	'unreachable',
	'server_error',
	'rate_limited',
	'busy',
	'unauthorized',
	'unexpected',
]);

/** Whether even an outage's attempts are used up: as when the work ends the process each time. */
export const isExhausted = (attempts: number): boolean => attempts > LAST_ATTEMPT_IN_OUTAGE;

/** What becomes of an event that could not be worked on: it stays due, or is given up and waits for a person. */
export const afterFailure = (error: unknown, attempts: number): 'due' | 'dead' => {
	const passes = error instanceof StripeFailure && PASSING.has(error.kind);
	return attempts >= (passes ? LAST_ATTEMPT_IN_OUTAGE : LAST_ATTEMPT) ? 'dead' : 'due';
};

/** The events to choose when the endpoint is registered in Stripe. */
export const WEBHOOK_EVENTS: readonly string[] = [...FULFILL, ...Object.values(REVERSALS).flat()];
