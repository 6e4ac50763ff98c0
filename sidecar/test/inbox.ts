import { table } from '../src/db/database';
import type { StripeEventRow } from '../src/db/stripe-events';
import type { TaskRow } from '../src/db/tasks';
import type { Shop } from './shop';

export const COMPLETED = 'checkout.session.completed';

export interface Inbox {
	/** The session of a student who has paid, of which no event has told yet. */
	paid(): Promise<string>;
	/** Stored events about an object, oldest first. */
	eventsOf(objectId: string): Promise<StripeEventRow[]>;
	/** How often Stripe was asked about a session. */
	asksFor(sessionId: string): number;
	tasksOfKind(kind: TaskRow['kind']): Promise<TaskRow[]>;
}

/** What tests of the inbox look at. `shop` is asked when a test calls, so it may be opened later. */
export const createInbox = (shop: () => Shop): Inbox => ({
	paid: async () => {
		const { sidecar, student, cohort, stripe } = shop();
		const sessionId = await sidecar.checkOut(await student(), await cohort());
		stripe.pay(sessionId);
		return sessionId;
	},
	eventsOf: async (objectId) => (await shop().events()).filter(({ object_id }) => object_id === objectId),
	asksFor: (sessionId) =>
		shop()
			.stripe.callsOf('retrieveSession')
			.filter(({ subject }) => subject === sessionId).length,
	tasksOfKind: (kind) => table<TaskRow>(shop().db, 'tasks').where({ kind }).orderBy('id'),
});
