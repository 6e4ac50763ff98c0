import { insertRow, isDuplicateEntry, quotedTable, table, type Connection } from './database';
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
	/** Which of our secrets signed it: 1 = the current, 2 = the previous; null = fetched, not delivered. */
	signed_with: 1 | 2 | null;
	status: StripeEventStatus;
	processed_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

export type NewStripeEvent = Pick<
	StripeEventRow,
	'event_id' | 'type' | 'livemode' | 'object_id' | 'payload' | 'signed_with'
>;

const events = (trx: Connection) => table<StripeEventRow>(trx, 'stripe_events');

/** Stores a verified event, claimed by the caller until `claimedUntil`. Null when it was stored before. */
export const insertStripeEvent = async (
	db: Connection,
	event: NewStripeEvent,
	claimedUntil: Date,
	now: Date,
): Promise<number | null> => {
	try {
		return await insertRow(
			db,
			`INSERT INTO ${quotedTable(db, 'stripe_events')}
					(event_id, type, livemode, object_id, payload, signed_with, status, attempts, next_attempt_at,
					claimed_until, created_at, updated_at)
				VALUES (?, ?, ?, ?, ?, ?, 'due', 1, ?, ?, ?, ?)`,
			[
				event.event_id,
				event.type,
				event.livemode,
				event.object_id,
				event.payload,
				event.signed_with,
				now,
				claimedUntil,
				now,
				now,
			],
		);
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

export const findStripeEvent = async (db: Connection, eventId: string): Promise<StripeEventRow | undefined> =>
	events(db).where('event_id', eventId).first();

/** Dead events after this one, the oldest first. */
export const findDeadStripeEvents = async (
	db: Connection,
	afterId: number,
	limit: number,
): Promise<StripeEventRow[]> =>
	events(db).where('status', 'dead').where('id', '>', afterId).orderBy('id').limit(limit);

/** The newest event of an object that waits or was given up. */
export const findUnfinishedEventOf = async (
	db: Connection,
	objectId: string,
): Promise<StripeEventRow | undefined> =>
	events(db).where('object_id', objectId).whereIn('status', ['due', 'dead']).orderBy('id', 'desc').first();

/** Makes dead events due again, with all their attempts. */
export const reviveStripeEvents = async (
	trx: Connection,
	ids: readonly number[],
	now: Date,
): Promise<void> => {
	await events(trx)
		.whereIn('id', [...ids])
		.where('status', 'dead')
		.update({ status: 'due', attempts: 0, next_attempt_at: now, claimed_until: null, updated_at: now });
};

/** What became of events, by their ids at Stripe. */
export const readEventStatuses = async (
	db: Connection,
	eventIds: readonly string[],
): Promise<ReadonlyMap<string, StripeEventStatus>> => {
	const rows = await events(db)
		.whereIn('event_id', [...eventIds])
		.select('event_id', 'status');
	return new Map(rows.map(({ event_id: id, status }) => [id, status]));
};

/** Makes an event due again and claims it until then, whatever became of it. False while a worker has it. */
export const reclaimStripeEvent = async (
	db: Connection,
	id: number,
	{ now, until }: { now: Date; until: Date },
): Promise<boolean> =>
	(await events(db)
		.where({ id })
		.where((free) => free.whereNull('claimed_until').orWhere('claimed_until', '<=', now))
		.update({
			status: 'due',
			attempts: 1,
			next_attempt_at: now,
			claimed_until: until,
			processed_at: null,
			updated_at: now,
		})) === 1;

/** Deletes events that were finished before then, at most `limit`; dead and due ones stay. Returns how many. */
export const deleteFinishedStripeEvents = async (
	db: Connection,
	before: Date,
	limit: number,
): Promise<number> => {
	let deleted = 0;
	for (const status of ['done', 'ignored'] as const) {
		const old = await events(db)
			.where({ status })
			.where('processed_at', '<', before)
			.orderBy('processed_at')
			.limit(limit - deleted)
			.select('id');
		const ids = old.map(({ id }) => id);
		deleted += await events(db).whereIn('id', ids).where({ status }).delete();
	}
	return deleted;
};

/** Which of these events are stored. */
export const findStripeEventIds = async (
	db: Connection,
	eventIds: readonly string[],
): Promise<ReadonlySet<string>> => {
	const rows = await events(db)
		.whereIn('event_id', [...eventIds])
		.select('event_id');
	return new Set(rows.map(({ event_id: id }) => id));
};
