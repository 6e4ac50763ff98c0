import { isDuplicateEntry, table, type Connection } from './database';
import { claimDue, type Claim, type QueueColumns } from './queue';

/** `due`: to be worked on; `ignored`: not ours; `dead`: gave up, waits for a person. */
export type StripeEventStatus = 'due' | 'done' | 'ignored' | 'dead';

export interface StripeEventRow extends QueueColumns {
	id: number;
	event_id: string;
	type: string;
	livemode: boolean;
	object_id: string;
	payload: string;
	status: StripeEventStatus;
	processed_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

export type NewStripeEvent = Pick<StripeEventRow, 'event_id' | 'type' | 'livemode' | 'object_id' | 'payload'>;

const events = (trx: Connection) => table<StripeEventRow>(trx, 'stripe_events');

/** Stores a verified event, claimed by the caller until `claimedUntil`. Null when it was stored before. */
export const insertStripeEvent = async (
	db: Connection,
	event: NewStripeEvent,
	claimedUntil: Date,
	now: Date,
): Promise<number | null> => {
	try {
		const [id] = await events(db).insert({
			...event,
			status: 'due',
			attempts: 1,
			next_attempt_at: now,
			claimed_until: claimedUntil,
			created_at: now,
			updated_at: now,
		});
		return id as number;
	} catch (error) {
		if (isDuplicateEntry(error)) {
			return null;
		}
		throw error;
	}
};

/** Claims due events; see {@link claimDue}. */
export const claimDueStripeEvents = (db: Connection, claim: Claim): Promise<StripeEventRow[]> =>
	claimDue<StripeEventRow>(db, 'stripe_events', claim);

/** Closes an event that was worked on. */
export const settleStripeEvent = async (
	db: Connection,
	id: number,
	status: 'done' | 'ignored',
	now: Date,
): Promise<void> => {
	await events(db).where({ id, status: 'due' }).update({
		status,
		claimed_until: null,
		last_error: null,
		processed_at: now,
		updated_at: now,
	});
};
