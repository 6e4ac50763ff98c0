import type { Connection } from '../../db/database';
import { readBacklog, type BacklogEntry } from '../../db/views/backlog';
import { within } from './within';

export interface BacklogService {
	/** What waits in the queues, zeros too. Raises when the database does not answer, or not soon. */
	read(): Promise<BacklogEntry[]>;
}

const WATCHED: readonly Omit<BacklogEntry, 'rows'>[] = [
	{ queue: 'refunds', status: 'due' },
	{ queue: 'refunds', status: 'failed' },
	{ queue: 'stripe_events', status: 'due' },
	{ queue: 'stripe_events', status: 'dead' },
	{ queue: 'notifications', status: 'due' },
	{ queue: 'notifications', status: 'dead' },
	{ queue: 'tasks', status: 'open' },
];

export const createBacklogService = (db: Connection): BacklogService => ({
	async read() {
		const entries = await within(readBacklog(db), () => {
			throw new Error('The database takes too long.');
		});
		return WATCHED.map(({ queue, status }) => ({
			queue,
			status,
			rows: entries.find((entry) => entry.queue === queue && entry.status === status)?.rows ?? 0,
		}));
	},
});
