import type { TaskKind } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { inTransaction, type Connection } from '../../db/database';
import { findOpenTasks, resolveTask, type Resolution } from '../../db/tasks';

/** Something that waits for a person. */
export interface OpenTask {
	id: number;
	kind: TaskKind;
	/** What it is about: `checkout:12`, `event:evt_…`. */
	subject: string;
	checkoutId: number | null;
	stripeId: string | null;
	livemode: boolean;
	/** English, nothing personal. */
	detail: string | null;
	openedAt: Date;
}

export interface TasksService {
	/** What waits for a person, the oldest first; at most a thousand. */
	open(): Promise<OpenTask[]>;
	/** Closes a task. False when there is no open one with this id. */
	resolve(id: number, resolution: Resolution): Promise<boolean>;
}

const MOST = 1000;

export const createTasksService = ({ db, clock }: { db: Connection; clock: Clock }): TasksService => ({
	async open() {
		const rows = await findOpenTasks(db, MOST);
		return rows.map(({ id, kind, subject, livemode, detail, ...row }) => ({
			id,
			kind,
			subject,
			checkoutId: row.checkout_id,
			stripeId: row.stripe_id,
			livemode,
			detail,
			openedAt: row.created_at,
		}));
	},

	resolve: (id, resolution) =>
		inTransaction(db, async (trx) => {
			const now = clock.now();
			const resolved = await resolveTask(trx, id, resolution, now);
			if (resolved) {
				await recordActivity(
					trx,
					{ actor: resolution.by, action: 'task.resolved', entityType: 'task', entityId: id },
					now,
				);
			}
			return resolved;
		}),
});
