import type { TaskKind } from '../../contract';
import { isDuplicateEntry, table, type Connection } from './database';

/** Something that a person must look at. At most one is open about one subject. */
export interface TaskRow {
	id: number;
	kind: TaskKind;
	/** What it is about: `checkout:12`, `event:evt_…`. */
	subject: string;
	checkout_id: number | null;
	/** What to look at in Stripe. */
	stripe_id: string | null;
	livemode: boolean;
	/** English, nothing personal. */
	detail: string | null;
	status: 'open' | 'resolved';
	resolved_at: Date | null;
	/** `staff:3`, `operator`, `stripe`, `sidecar`. */
	resolved_by: string | null;
	note: string | null;
	created_at: Date;
	updated_at: Date;
}

export type NewTask = Pick<TaskRow, 'kind' | 'subject' | 'checkout_id' | 'stripe_id' | 'livemode' | 'detail'>;

const LONGEST_TEXT = 500;

const tasks = (trx: Connection) => table<TaskRow>(trx, 'tasks');

/** Writes an open task and returns its id; null when one about the same is open already. */
export const insertTask = async (trx: Connection, task: NewTask, now: Date): Promise<number | null> => {
	try {
		const [id] = await tasks(trx).insert({
			...task,
			detail: task.detail?.slice(0, LONGEST_TEXT) ?? null,
			status: 'open',
			created_at: now,
			updated_at: now,
		});
		return id as number;
	} catch (error) {
		if (isDuplicateEntry(error)) {
			return null;
		}
		throw error;
	}
};

/** Whether there is or was a task about a subject. */
export const hasTaskAbout = async (
	trx: Connection,
	{ kind, subject }: Pick<TaskRow, 'kind' | 'subject'>,
): Promise<boolean> => (await tasks(trx).where({ kind, subject }).first('id')) !== undefined;

/** Who closed a task, and what they say about it. */
export interface Resolution {
	by: string;
	note: string;
}

const resolved = ({ by, note }: Resolution, now: Date) =>
	({
		status: 'resolved',
		resolved_at: now,
		resolved_by: by,
		note: note.slice(0, LONGEST_TEXT),
		updated_at: now,
	}) as const;

/** Closes the open task about a subject, if there is one. */
export const resolveTaskAbout = async (
	trx: Connection,
	{ kind, subject }: Pick<TaskRow, 'kind' | 'subject'>,
	resolution: Resolution,
	now: Date,
): Promise<void> => {
	await tasks(trx).where({ kind, subject, status: 'open' }).update(resolved(resolution, now));
};

/** Closes one open task. False when there is no open one with this id. */
export const resolveTask = async (
	trx: Connection,
	id: number,
	resolution: Resolution,
	now: Date,
): Promise<boolean> =>
	(await tasks(trx).where({ id, status: 'open' }).update(resolved(resolution, now))) === 1;

/** How many tasks, of one kind or of all, wait for a person. */
export const countOpenTasks = async (trx: Connection, kind?: TaskKind): Promise<number> => {
	const ofKind = kind === undefined ? {} : { kind };
	const row = (await tasks(trx)
		.where({ status: 'open', ...ofKind })
		.count({ open: '*' })
		.first()) as { open: number } | undefined;
	return row?.open ?? 0;
};

/** Open tasks, the oldest first. */
export const findOpenTasks = async (trx: Connection, limit: number): Promise<TaskRow[]> =>
	tasks(trx).where('status', 'open').orderBy('created_at').orderBy('id').limit(limit);
