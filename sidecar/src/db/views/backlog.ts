import { tableName, type Connection } from '../database';

/** How many rows of a queue have a status that somebody must know of. */
export interface BacklogEntry {
	queue: 'refunds' | 'stripe_events' | 'notifications' | 'tasks';
	/** `due`: to be done; `failed`, `dead`: given up; `open`: waits for a person. */
	status: 'due' | 'failed' | 'dead' | 'open';
	rows: number;
}

/** Those with no row are absent. A refund that failed, and was asked for again, does not count any more. */
export const readBacklog = async (db: Connection): Promise<BacklogEntry[]> => {
	const [entries] = (await db.raw(
		`SELECT 'refunds' AS queue, refund.status, COUNT(*) AS \`rows\` FROM :refunds: AS refund
			WHERE refund.status = 'due' OR (refund.status = 'failed' AND NOT EXISTS (SELECT 1 FROM :refunds: AS again
				WHERE again.checkout_id = refund.checkout_id AND again.automatic = 1 AND again.id > refund.id))
			GROUP BY refund.status
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
