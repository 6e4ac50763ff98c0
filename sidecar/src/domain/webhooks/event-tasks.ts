import type { NewTask } from '../../db/tasks';
import type { StripeEventRow } from '../../db/stripe-events';
import { UnknownPaymentError } from '../fulfillment/fulfillment.rules';

export type StoredEvent = Pick<
	StripeEventRow,
	'id' | 'event_id' | 'type' | 'object_id' | 'livemode' | 'attempts'
>;

/** What the column takes. */
const LONGEST_SUBJECT = 191;

const deadTask = (event: StoredEvent) => ({
	kind: 'event_dead' as const,
	subject: `event:${event.event_id}`,
	stripe_id: event.event_id,
});

const unknownPaymentTask = (event: StoredEvent) => ({
	kind: 'unknown_payment' as const,
	subject: `session:${event.object_id}`.slice(0, LONGEST_SUBJECT),
	stripe_id: event.object_id,
});

/** The tasks that a failure opens. An unknown payment needs a person at once: trying again will not explain it. */
export const tasksOfFailure = (
	event: StoredEvent,
	error: unknown,
	{ status, message }: { status: 'due' | 'dead'; message: string },
): NewTask[] => {
	const facts = { checkout_id: null, livemode: event.livemode, detail: `${event.type}: ${message}` };
	return [
		...(error instanceof UnknownPaymentError ? [{ ...unknownPaymentTask(event), ...facts }] : []),
		...(status === 'dead' ? [{ ...deadTask(event), ...facts }] : []),
	];
};

/** What is no question any more when the event was worked on after all. */
export const tasksOfSuccess = (event: StoredEvent): Pick<NewTask, 'kind' | 'subject'>[] => [
	deadTask(event),
	unknownPaymentTask(event),
];

/** Both are about the endpoint, not about one delivery: one open task, however many arrive. */
const ENDPOINT = { subject: 'webhook', checkout_id: null };

/** An event that our secret signed, but of the other mode than our key. */
export const otherModeTask = (event: { id: string; type: string; livemode: boolean }): NewTask => ({
	...ENDPOINT,
	kind: 'other_mode',
	stripe_id: event.id,
	livemode: event.livemode,
	detail: `A ${event.livemode ? 'live' : 'test'} event (${event.type}) came to a sidecar with a ${event.livemode ? 'test' : 'live'} key.`,
});

/** Something that our secret signed, but that is no event. Nothing of it is kept. */
export const invalidSignedEventTask = (livemode: boolean): NewTask => ({
	...ENDPOINT,
	kind: 'invalid_signed_event',
	stripe_id: null,
	livemode,
	detail: 'A delivery that was signed with the webhook secret is no event of Stripe.',
});
