import { failure } from '../../../test/fake-stripe';
import type { StripeFailureKind } from '../../stripe/failure';
import { UnknownPaymentError } from '../fulfillment/fulfillment.rules';
import { afterFailure, WEBHOOK_EVENTS, workFor } from './webhooks.rules';

test.each([
	'checkout.session.completed',
	'checkout.session.async_payment_succeeded',
	'checkout.session.async_payment_failed',
	'checkout.session.expired',
])('%s is fulfilled', (type) => {
	expect(workFor(type)).toBe('fulfill');
});

test.each(['refund.created', 'refund.updated', 'refund.failed'])('%s is followed', (type) => {
	expect(workFor(type)).toBe('follow_refund');
});

test.each(['charge.refunded', 'checkout.session.new_kind', 'customer.created', '', 'toString'])(
	'%j is ignored',
	(type) => {
		expect(workFor(type)).toBe('ignore');
	},
);

test('exactly the events that we work on are asked for at registration', () => {
	expect(WEBHOOK_EVENTS).toHaveLength(7);
	expect(WEBHOOK_EVENTS.filter((type) => workFor(type) === 'ignore')).toEqual([]);
});

test.each<StripeFailureKind>([
	'unreachable',
	'server_error',
	'rate_limited',
	'busy',
	'unauthorized',
	'unexpected',
])('an event is never given up because Stripe was %s', (kind) => {
	expect(afterFailure(failure(kind), 1)).toBe('due');
	expect(afterFailure(failure(kind), 5000)).toBe('due');
});

test.each([failure('not_found'), failure('refused'), new UnknownPaymentError('half'), new Error(), 'text'])(
	'an event whose work raises %s is given up after twenty attempts',
	(error) => {
		expect(afterFailure(error, 19)).toBe('due');
		expect(afterFailure(error, 20)).toBe('dead');
	},
);
