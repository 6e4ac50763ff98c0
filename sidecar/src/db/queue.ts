import { table, type Connection } from './database';

/** Columns that every inbox and outbox has beside its own. A row is worked on while its `status` is `due`. */
export interface QueueColumns {
	attempts: number;
	next_attempt_at: Date;
	/** Belongs to one worker until then; a killed worker's claim lapses. */
	claimed_until: Date | null;
	last_error: string | null;
	created_at: Date;
	updated_at: Date;
}

interface QueueRow extends QueueColumns {
	id: number;
	status: string;
}

export interface Claim {
	now: Date;
	/** Longer than one piece of work can take. */
	until: Date;
	/** How many rows at most. */
	limit: number;
}

/** What fits into `last_error`. */
export const LONGEST_ERROR = 500;

/**
 * Claims due rows and returns them, their attempts counted up. Any number of sidecars may call it at once: each row
 * goes to one of them, and no lock outlives the statement.
 */
export const claimDue = async <Row extends QueueRow>(
	db: Connection,
	name: string,
	{ now, until, limit }: Claim,
): Promise<Row[]> => {
	const due = (await table<QueueRow>(db, name)
		.where('status', 'due')
		.where('next_attempt_at', '<=', now)
		.where((free) => free.whereNull('claimed_until').orWhere('claimed_until', '<=', now))
		.orderBy('next_attempt_at')
		.limit(limit)) as Row[];
	const claimed: Row[] = [];
	for (const row of due) {
		const taken = await table<QueueRow>(db, name)
			.where({ id: row.id, status: 'due', claimed_until: row.claimed_until })
			.update({ claimed_until: until, attempts: db.raw('attempts + 1'), updated_at: now });
		if (taken === 1) {
			claimed.push({ ...row, attempts: row.attempts + 1 });
		}
	}
	return claimed;
};

/** Puts a claimed row back for a later attempt, or gives it up under another status. */
export const putBack = async (
	db: Connection,
	name: string,
	id: number,
	change: { status: string; nextAttemptAt: Date; lastError: string },
	now: Date,
): Promise<void> => {
	await table<QueueRow>(db, name)
		.where({ id, status: 'due' })
		.update({
			status: change.status,
			next_attempt_at: change.nextAttemptAt,
			last_error: change.lastError.slice(0, LONGEST_ERROR),
			claimed_until: null,
			updated_at: now,
		});
};
