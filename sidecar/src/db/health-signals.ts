import { isDuplicateEntry, table, type Connection } from './database';

/** A sign of life that operators look at, such as the last delivery of Stripe. One row per name. */
export interface HealthSignalRow {
	id: number;
	name: string;
	/** When it last happened; null before the first time. */
	at: Date | null;
	/** A word about it, nothing personal. */
	detail: string | null;
	/** Belongs to one sidecar until then. */
	claimed_until: Date | null;
	created_at: Date;
	updated_at: Date;
}

/** Names of the signals that more than one part knows. */
export const SIGNALS = {
	reconciler: 'reconciler',
	/** A mail was sent. */
	mailSuccess: 'mail_success',
	/** A mail could not be sent; the detail is WordPress's code. */
	mailFailure: 'mail_failure',
} as const;

const signals = (db: Connection) => table<HealthSignalRow>(db, 'health_signals');

/** Keeps that something happened now. */
export const recordSignal = async (
	db: Connection,
	name: string,
	detail: string | null,
	now: Date,
): Promise<void> => {
	await signals(db)
		.insert({ name, at: now, detail, created_at: now, updated_at: now })
		.onConflict('name')
		.merge(['at', 'detail', 'updated_at']);
};

/** What is known of these signals, by name; one that never happened is absent. */
export const readSignals = async (
	db: Connection,
	names: readonly string[],
): Promise<ReadonlyMap<string, HealthSignalRow>> => {
	const rows = await signals(db).whereIn('name', [...names]);
	return new Map(rows.map((row) => [row.name, row]));
};

/**
 * Claims a periodic piece of work for one sidecar: true when it last happened before `notSince` and nobody else has it.
 * The claim ends at `until`, or with {@link releaseSignal}.
 */
export const claimSignal = async (
	db: Connection,
	name: string,
	{ now, notSince, until }: { now: Date; notSince: Date; until: Date },
): Promise<boolean> => {
	try {
		await signals(db).insert({ name, created_at: now, updated_at: now });
	} catch (error) {
		if (!isDuplicateEntry(error)) {
			throw error;
		}
	}
	return (
		(await signals(db)
			.where({ name })
			.where((rested) => rested.whereNull('at').orWhere('at', '<=', notSince))
			.where((free) => free.whereNull('claimed_until').orWhere('claimed_until', '<=', now))
			.update({ claimed_until: until, updated_at: now })) === 1
	);
};

/** Gives a claim back, at once or at a later time. */
export const releaseSignal = async (
	db: Connection,
	name: string,
	until: Date | null,
	now: Date,
): Promise<void> => {
	await signals(db).where({ name }).update({ claimed_until: until, updated_at: now });
};
