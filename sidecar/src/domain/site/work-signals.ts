import type { MailHealth, ReconcilerHealth } from '../../../contract';
import type { Connection } from '../../db/database';
import { readSignals, SIGNALS } from '../../db/health-signals';
import { findWaitingSince } from '../../db/notifications';
import { countOpenTasks } from '../../db/tasks';

/** What the timers of all sidecars have left behind: whether mails go out, and when the books were last compared. */
export interface WorkHealth {
	mails: MailHealth;
	reconciler: ReconcilerHealth;
}

/** Raises when the database does not answer. */
export const readWork = async (db: Connection): Promise<WorkHealth> => {
	const { reconciler, mailSuccess, mailFailure } = SIGNALS;
	const [signals, waitingSince, givenUp] = await Promise.all([
		readSignals(db, [reconciler, mailSuccess, mailFailure]),
		findWaitingSince(db),
		countOpenTasks(db, 'notification_dead'),
	]);
	const at = (name: string): string | null => signals.get(name)?.at?.toISOString() ?? null;
	return {
		mails: {
			lastSentAt: at(mailSuccess),
			lastFailureAt: at(mailFailure),
			lastFailureReason: signals.get(mailFailure)?.detail ?? null,
			waitingSince: waitingSince?.toISOString() ?? null,
			givenUp,
		},
		reconciler: {
			lastRunAt: at(reconciler),
			lastResult: signals.get(reconciler)?.detail ?? null,
		},
	};
};
