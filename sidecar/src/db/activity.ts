import { table, type Connection } from './database';

/** One line of the audit trail. */
export interface Activity {
	/** `student:12`, `stripe`, `sidecar`. */
	actor: string;
	/** Past tense, dotted: `checkout.opened`. */
	action: string;
	entityType: 'checkout' | 'package' | 'refund' | 'task' | 'event';
	entityId: number;
	/** Nothing personal. */
	data?: Record<string, unknown>;
}

/** Writes the audit trail in the transaction of what it tells. */
export const recordActivity = async (trx: Connection, activity: Activity, now: Date): Promise<void> => {
	await table(trx, 'activity').insert({
		actor: activity.actor,
		action: activity.action,
		entity_type: activity.entityType,
		entity_id: activity.entityId,
		data: activity.data === undefined ? null : JSON.stringify(activity.data),
		created_at: now,
	});
};
