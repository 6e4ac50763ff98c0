import { randomUUID } from 'node:crypto';
import type { Notification, NotificationKind } from '../../contract';
import { batches } from './batches';
import { insertRow, quotedTable, table, type Connection } from './database';
import { claimDue, type Claim, type QueueColumns } from './queue';

/**
 * `due`: to be sent; `sent`; `skipped`: there is nobody to send it to; `unknown`: it may have been sent, and is not sent
 * again; `dead`: gave up, waits for a person.
 */
export type NotificationStatus = 'due' | 'sent' | 'skipped' | 'unknown' | 'dead';

export interface NotificationRow extends QueueColumns {
	id: number;
	/** UUID: the plugin sends one mail for it. */
	reference: string;
	kind: NotificationKind;
	/** What it is about; told once per kind. */
	subject: string;
	/** WordPress user; null = staff. */
	student_id: number | null;
	checkout_id: number | null;
	/** JSON of the notification's data. */
	data: string | null;
	status: NotificationStatus;
	sent_at: Date | null;
}

const notifications = (trx: Connection) => table<NotificationRow>(trx, 'notifications');

/**
 * Queues a notification, in the transaction of what it tells. A second one of the same kind about the same subject
 * changes nothing: whoever calls twice tells once.
 */
export const queueNotification = async (
	trx: Connection,
	{ kind, data }: Notification,
	to: { subject: string; studentId: number | null; checkoutId: number | null },
	now: Date,
): Promise<void> => {
	await insertRow(
		trx,
		`INSERT INTO ${quotedTable(trx, 'notifications')}
				(reference, kind, subject, student_id, checkout_id, data, status, next_attempt_at, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, 'due', ?, ?, ?)
			ON DUPLICATE KEY UPDATE kind = VALUES(kind)`,
		[randomUUID(), kind, to.subject, to.studentId, to.checkoutId, JSON.stringify(data), now, now, now],
	);
};

/** So many rows in one statement at most. */
const BATCH = 200;

/** The same for many at once: a class that moves has to be told to everybody in it, while its rows are locked. */
export const queueNotifications = async (
	trx: Connection,
	list: readonly (Notification & { subject: string; studentId: number; checkoutId: number })[],
	now: Date,
): Promise<void> => {
	for (const some of batches(list, BATCH)) {
		await notifications(trx)
			.insert(
				some.map(({ kind, data, subject, studentId, checkoutId }) => ({
					reference: randomUUID(),
					kind,
					subject,
					student_id: studentId,
					checkout_id: checkoutId,
					data: JSON.stringify(data),
					status: 'due',
					next_attempt_at: now,
					created_at: now,
					updated_at: now,
				})),
			)
			.onConflict(['kind', 'subject'])
			.merge(['kind']);
	}
};

/** Claims due notifications; see {@link claimDue}. */
export const claimDueNotifications = (db: Connection, claim: Claim): Promise<NotificationRow[]> =>
	claimDue<NotificationRow>(db, 'notifications', claim);

/** Since when the mail waits that waits longest; null when none does. */
export const findWaitingSince = async (db: Connection): Promise<Date | null> => {
	const row = (await notifications(db).where('status', 'due').min({ since: 'created_at' }).first()) as
		{ since: Date | null } | undefined;
	return row?.since ?? null;
};

/** Makes a mail that was given up due again, with all its attempts. False when it is not given up, or not there. */
export const reviveNotification = async (trx: Connection, id: number, now: Date): Promise<boolean> =>
	(await notifications(trx).where({ id, status: 'dead' }).update({
		status: 'due',
		attempts: 0,
		next_attempt_at: now,
		claimed_until: null,
		updated_at: now,
	})) === 1;

/** Closes a notification that was worked on. */
export const settleNotification = async (
	db: Connection,
	id: number,
	status: Exclude<NotificationStatus, 'due' | 'dead'>,
	now: Date,
): Promise<void> => {
	await notifications(db)
		.where({ id, status: 'due' })
		.update({
			status,
			claimed_until: null,
			last_error: null,
			sent_at: status === 'sent' ? now : null,
			updated_at: now,
		});
};
