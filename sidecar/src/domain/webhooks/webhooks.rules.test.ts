import { failure } from '../../../test/fake-stripe';
import type { StripeFailureKind } from '../../stripe/failure';
import { nextAttemptAt } from '../backoff';
import { UnknownPaymentError } from '../fulfillment/fulfillment.rules';
import { afterFailure, WEBHOOK_EVENTS, workFor } from './webhooks.rules';

test.each([
	'checkout.session.completed',
	'checkout.session.async_payment_succeeded',
	'checkout.session.async_payment_failed',
	'checkout.session.expired',
])('%s is fulfilled', (type) => {
	expect(workFor(type)).toEqual({ kind: 'fulfill' });
});

test.each([
	['refund.created', 'refund'],
	['refund.updated', 'refund'],
	['refund.failed', 'refund'],
	['charge.refund.updated', 'refund'],
	['charge.refunded', 'charge'],
	['charge.dispute.created', 'dispute'],
	['charge.dispute.updated', 'dispute'],
	['charge.dispute.closed', 'dispute'],
	['charge.dispute.funds_withdrawn', 'dispute'],
	['charge.dispute.funds_reinstated', 'dispute'],
])('%s is followed by its %s', (type, object) => {
	expect(workFor(type)).toEqual({ kind: 'follow_reversal', object });
});

test.each(['charge.succeeded', 'checkout.session.new_kind', 'customer.created', '', 'toString'])(
	'%j is ignored',
	(type) => {
		expect(workFor(type)).toEqual({ kind: 'ignore' });
	},
);

test('exactly the events that we work on are asked for at registration', () => {
	expect(WEBHOOK_EVENTS).toHaveLength(14);
	expect(WEBHOOK_EVENTS.filter((type) => workFor(type).kind === 'ignore')).toEqual([]);
});

test.each<StripeFailureKind>([
	'unreachable',
	'server_error',
	'rate_limited',
	'busy',
	'unauthorized',
	'unexpected',
])('an event is not given up before the 240th attempt because Stripe was %s', (kind) => {
	expect(afterFailure(failure(kind), 239)).toBe('due');
	expect(afterFailure(failure(kind), 240)).toBe('dead');
});

test.each([0, 1])(
	'240 attempts take longer than the three days for which Stripe repeats (chance: %d)',
	(chance) => {
		const start = new Date(0);
		let time = start;
		for (let attempt = 1; attempt < 240; attempt += 1) {
			time = nextAttemptAt(time, attempt, () => chance);
		}
		expect(time.getTime()).toBeGreaterThan(3 * 86_400_000);
		expect(time.getTime()).toBeLessThan(10 * 86_400_000);
	},
);

test.each<unknown>([
	failure('not_found'),
	failure('refused'),
	new UnknownPaymentError('half'),
	new Error(),
	'text',
])('an event whose work raises %s is given up after twenty attempts', (error) => {
	expect(afterFailure(error, 19)).toBe('due');
	expect(afterFailure(error, 20)).toBe('dead');
});
