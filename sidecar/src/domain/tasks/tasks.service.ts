import type { AdminTask, TaskKind, TasksResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { inTransaction, type Connection } from '../../db/database';
import type { Page } from '../../db/page';
import { findOpenTasks, resolveTask, type Resolution, type TaskRow } from '../../db/tasks';
import { findListedTask, taskList, type TaskColumn, type TaskFilter } from '../../db/views/task-list';
import { AppError } from '../../errors';
import { toAdminTask } from './tasks.answers';

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
	/** One page of tasks, with what each is about. */
	list(query: Page<TaskColumn> & TaskFilter): Promise<TasksResponse>;
	/** Raises `task_not_found`. */
	read(id: number): Promise<AdminTask>;
	/** Closes a task and returns it. Raises `task_not_found`, and `task_resolved` with the task when it is closed already. */
	close(id: number, resolution: Resolution): Promise<AdminTask>;
}

const MOST = 1000;

const toOpenTask = (row: TaskRow): OpenTask => ({
	id: row.id,
	kind: row.kind,
	subject: row.subject,
	checkoutId: row.checkout_id,
	stripeId: row.stripe_id,
	livemode: row.livemode,
	detail: row.detail,
	openedAt: row.created_at,
});

/** @param dependencies.livemode Mode of the Stripe key: what belongs to the other one cannot be done again. */
export const createTasksService = ({
	db,
	livemode,
	clock,
}: {
	db: Connection;
	livemode: boolean;
	clock: Clock;
}): TasksService => {
	const read = async (id: number): Promise<AdminTask> => {
		const row = await findListedTask(db, id, livemode);
		if (!row) {
			throw new AppError('task_not_found', 'There is no such task.');
		}
		return toAdminTask(row);
	};

	const resolve = (id: number, resolution: Resolution): Promise<boolean> =>
		inTransaction(db, async (trx) => {
			const now = clock.now();
			const resolved = await resolveTask(trx, id, resolution, now);
			if (resolved) {
				const data = { before: { status: 'open' }, after: { status: 'resolved' } };
				const entry = { actor: resolution.by, entityType: 'task', entityId: id } as const;
				await recordActivity(trx, { ...entry, action: 'task.resolved', data }, now);
			}
			return resolved;
		});

	return {
		async open() {
			return (await findOpenTasks(db, MOST)).map(toOpenTask);
		},

		resolve,
		read,

		async list(query) {
			const { rows, total } = await taskList(db, query, livemode);
			return { items: rows.map(toAdminTask), total, page: query.page, perPage: query.perPage };
		},

		async close(id, resolution) {
			const resolved = await resolve(id, resolution);
			const task = await read(id);
			if (!resolved) {
				throw new AppError('task_resolved', 'Somebody has resolved this task already.', {
					current: task,
				});
			}
			return task;
		},
	};
};
