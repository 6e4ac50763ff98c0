import { batches } from './batches';
import { insertRow, quotedTable, table, type Connection } from './database';

/** One line of the audit trail. */
export interface Activity {
	/** `student:12`, `staff:3`, `operator`, `stripe`, `sidecar`. */
	actor: string;
	/** Past tense, dotted: `checkout.opened`. */
	action: string;
	entityType:
		| 'checkout'
		| 'package'
		| 'refund'
		| 'task'
		| 'event'
		| 'course'
		| 'group_class'
		| 'cohort'
		| 'class_session'
		| 'student'
		| 'reconciliation';
	/** 0 of a reconciliation, which is no row. */
	entityId: number;
	/** Nothing personal. Of a change: `{ before, after }` with the fields that differ. */
	data?: Record<string, unknown>;
}

/** Writes the audit trail in the transaction of what it tells. */
export const recordActivity = async (trx: Connection, activity: Activity, now: Date): Promise<void> => {
	const { actor, action, entityType, entityId, data } = activity;
	await insertRow(
		trx,
		`INSERT INTO ${quotedTable(trx, 'activity')} (actor, action, entity_type, entity_id, data, created_at)
			VALUES (?, ?, ?, ?, ?, ?)`,
		[actor, action, entityType, entityId, data === undefined ? null : JSON.stringify(data), now],
	);
};

/** So many rows in one statement at most. */
const BATCH = 500;

/** Writes many lines of the audit trail. */
export const recordActivities = async (
	trx: Connection,
	activities: readonly Activity[],
	now: Date,
): Promise<void> => {
	for (const some of batches(activities, BATCH)) {
		await table<object>(trx, 'activity').insert(
			some.map(({ entityType, entityId, data, ...rest }) => ({
				...rest,
				entity_type: entityType,
				entity_id: entityId,
				data: data === undefined ? null : JSON.stringify(data),
				created_at: now,
			})),
		);
	}
};

/** Whether something was done to a row. */
export const hasActivity = async (
	trx: Connection,
	{ action, entityType, entityId }: Pick<Activity, 'action' | 'entityType' | 'entityId'>,
): Promise<boolean> =>
	(await table<{ entity_type: string; entity_id: number; action: string }>(trx, 'activity')
		.where({ entity_type: entityType, entity_id: entityId, action })
		.first('action')) !== undefined;
