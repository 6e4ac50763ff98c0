import { tableName, type Connection } from '../database';

/** How many rows of a queue have a status that somebody must know of. */
export interface BacklogEntry {
	queue: 'refunds' | 'stripe_events' | 'notifications' | 'tasks';
	/** `due`: to be done; `failed`, `dead`: given up; `open`: waits for a person. */
	status: 'due' | 'failed' | 'dead' | 'open';
	rows: number;
}

/** Those with no row are absent. */
export const readBacklog = async (db: Connection): Promise<BacklogEntry[]> => {
	const [entries] = (await db.raw(
		`SELECT 'refunds' AS queue, status, COUNT(*) AS \`rows\` FROM :refunds: WHERE status IN ('due', 'failed') GROUP BY status
		UNION ALL
		SELECT 'stripe_events', status, COUNT(*) FROM :events: WHERE status IN ('due', 'dead') GROUP BY status
		UNION ALL
		SELECT 'notifications', status, COUNT(*) FROM :notifications: WHERE status IN ('due', 'dead') GROUP BY status
		UNION ALL
		SELECT 'tasks', status, COUNT(*) FROM :tasks: WHERE status = 'open' GROUP BY status`,
		{
			refunds: tableName(db, 'refunds'),
			events: tableName(db, 'stripe_events'),
			notifications: tableName(db, 'notifications'),
			tasks: tableName(db, 'tasks'),
		},
	)) as [BacklogEntry[]];
	return entries.map(({ queue, status, rows }) => ({ queue, status, rows }));
};
