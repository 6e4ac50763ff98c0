import type { Connection } from '../../db/database';
import { readBacklog, type BacklogEntry } from '../../db/views/backlog';

export interface BacklogService {
	/** What waits in the queues, zeros too. Raises when the database cannot be reached. */
	read(): Promise<BacklogEntry[]>;
}

const WATCHED: readonly Omit<BacklogEntry, 'rows'>[] = [
	{ queue: 'refunds', status: 'due' },
	{ queue: 'refunds', status: 'failed' },
	{ queue: 'stripe_events', status: 'due' },
	{ queue: 'stripe_events', status: 'dead' },
];

export const createBacklogService = (db: Connection): BacklogService => ({
	async read() {
		const entries = await readBacklog(db);
		return WATCHED.map(({ queue, status }) => ({
			queue,
			status,
			rows: entries.find((entry) => entry.queue === queue && entry.status === status)?.rows ?? 0,
		}));
	},
});
