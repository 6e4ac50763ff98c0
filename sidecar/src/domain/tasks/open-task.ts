import type { PurchaseData } from '../../../contract';
import { recordActivity } from '../../db/activity';
import type { Connection } from '../../db/database';
import { queueNotification } from '../../db/notifications';
import { hasTaskAbout, insertTask, type NewTask } from '../../db/tasks';

/**
 * Opens a task for a person and queues the mail that tells staff of it, in the transaction of what made it necessary.
 * Nothing happens while one about the same subject is open. Returns the new task's id, else null.
 *
 * @param onceEver Not again either when a person resolved the first one: what it tells stays true.
 */
export const openTask = async (
	trx: Connection,
	{
		purchase = null,
		onceEver = false,
		...task
	}: NewTask & { purchase?: PurchaseData | null; onceEver?: boolean },
	now: Date,
): Promise<number | null> => {
	if (onceEver && (await hasTaskAbout(trx, task))) {
		return null;
	}
	const taskId = await insertTask(trx, task, now);
	if (taskId === null) {
		return null;
	}
	const { kind, stripe_id: stripeId, livemode, checkout_id: checkoutId } = task;
	await queueNotification(
		trx,
		{ kind: 'task', data: { task: kind, taskId, stripeId, livemode, purchase } },
		{ subject: `task:${taskId}`, studentId: null, checkoutId },
		now,
	);
	await recordActivity(
		trx,
		{ actor: 'sidecar', action: 'task.opened', entityType: 'task', entityId: taskId, data: { kind } },
		now,
	);
	return taskId;
};
