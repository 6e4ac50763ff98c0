import type { AdminTask, AttentionResponse } from '../../../contract';
import { countOverdueRefunds } from '../../db/refunds';
import { findLastPurchase } from '../../db/student-packages';
import { countOpenTasks } from '../../db/tasks';
import { findTightClasses } from '../../db/views/tight-classes';
import type { ReadinessService } from '../site/readiness.service';
import { replayTask, type ReplayDependencies } from './replay-task';
import { signalsOf } from './signals.rules';

export interface AttentionService {
	/** What is wrong now beside the tasks, and how many of those there are. */
	read(): Promise<AttentionResponse>;
	/** See {@link replayTask}. */
	replay(taskId: number, actor: string): Promise<AdminTask>;
}

/** Workers send them within seconds; after this time nobody does. */
const REFUND_GRACE_MILLISECONDS = 15 * 60_000;

export const createAttentionService = (
	dependencies: ReplayDependencies & { readiness: ReadinessService },
): AttentionService => {
	const { db, stripe, readiness, clock } = dependencies;
	return {
		async read() {
			const now = clock.now();
			const [openTasks, ready, lastPurchaseAt, overdueRefunds, tightClasses] = await Promise.all([
				countOpenTasks(db),
				readiness.check(),
				findLastPurchase(db, stripe.livemode),
				countOverdueRefunds(db, new Date(now.getTime() - REFUND_GRACE_MILLISECONDS)),
				findTightClasses(db, now),
			]);
			const facts = { readiness: ready, lastPurchaseAt, overdueRefunds, tightClasses };
			return { openTasks, signals: signalsOf(facts, now) };
		},

		replay: (taskId, actor) => replayTask(dependencies, taskId, actor),
	};
};
