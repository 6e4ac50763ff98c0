import type { CheckoutRow } from './checkouts';
import { table, tableName, wordpressTableName, type Connection } from './database';
import { containing } from './page';
import type { RefundRow } from './refunds';
import type { StripeEventRow } from './stripe-events';
import type { TaskRow } from './tasks';

/** A purchase, as far as it can be found by it or says who bought. */
export type TracedCheckout = Pick<
	CheckoutRow,
	'id' | 'reference' | 'session_id' | 'session_url' | 'payment_intent_id' | 'stripe_params'
> & {
	/** 1 while it holds a seat: it can still be paid. */
	payable: 1 | null;
};

/** An enrollment, with when its cohort is over. */
export interface TracedPackage {
	id: number;
	/** It holds a seat. */
	isLive: boolean;
	/** YYYY-MM-DD in `timezone`, both of the cohort in which it is. */
	endDate: string;
	timezone: string;
}

/** Rows of one student, by which everything else about them is found. */
export interface Traces {
	studentId: number;
	/** Of the account, if there still is one. */
	accountEmail: string | null;
	checkouts: TracedCheckout[];
	packages: TracedPackage[];
	refunds: Pick<RefundRow, 'id' | 'stripe_refund_id'>[];
	taskIds: number[];
}

const tracedCheckouts = (trx: Connection, studentId: number) =>
	table<CheckoutRow & { payable: 1 | null }>(trx, 'checkouts')
		.where('student_id', studentId)
		.orderBy('id')
		.select(
			'id',
			'reference',
			'session_id',
			'session_url',
			'payment_intent_id',
			'stripe_params',
			'payable',
		);

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);

/** @param lock Locks the student's purchases, in the order of their ids, before anything else is read. */
export const readTraces = async (
	trx: Connection,
	studentId: number,
	{ lock = false }: { lock?: boolean } = {},
): Promise<Traces> => {
	const reading = tracedCheckouts(trx, studentId);
	const checkouts = (await (lock ? reading.forUpdate() : reading)) as TracedCheckout[];
	const checkoutIds = idsOf(checkouts);
	const packages = (await trx({ package: tableName(trx, 'student_packages') })
		.join({ cohort: tableName(trx, 'course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.where('package.student_id', studentId)
		.orderBy('package.id')
		.select({
			id: 'package.id',
			live: 'package.live',
			endDate: 'cohort.end_date',
			timezone: 'cohort.timezone',
		})) as { id: number; live: 1 | null; endDate: string; timezone: string }[];
	const refunds = await table<RefundRow>(trx, 'refunds')
		.whereIn('checkout_id', checkoutIds)
		.orderBy('id')
		.select('id', 'stripe_refund_id');
	const tasks = await table<{ id: number; checkout_id: number }>(trx, 'tasks')
		.whereIn('checkout_id', checkoutIds)
		.orderBy('id')
		.select('id');
	const account = (await trx(wordpressTableName(trx, 'users'))
		.where('ID', studentId)
		.first('user_email')) as { user_email: string } | undefined;
	return {
		studentId,
		accountEmail: account?.user_email || null,
		checkouts,
		packages: packages.map(({ live, ...row }) => ({ ...row, isLive: live === 1 })),
		refunds,
		taskIds: idsOf(tasks),
	};
};

/** The column's own collation takes `ä` for `a`, and then somebody else's address for the one that is looked for. */
const EXACT = 'utf8mb4_bin';

/**
 * Ids of the stored events in which one of these texts stands, in capitals or not, or that are about one of these
 * objects. Reads the whole inbox: charges and disputes name a payment of ours only in their payload. Not for a transaction.
 */
export const findEventsOf = async (
	db: Connection,
	{ objectIds, texts }: { objectIds: readonly string[]; texts: readonly string[] },
): Promise<number[]> => {
	const events = table<StripeEventRow>(db, 'stripe_events');
	const rows = await events
		.whereIn('object_id', [...objectIds])
		.orWhere((mentions) => {
			// An empty group would be no condition at all.
			mentions.whereRaw('FALSE');
			for (const text of texts) {
				mentions.orWhereRaw(`LOWER(payload) LIKE LOWER(?) COLLATE ${EXACT}`, [containing(text)]);
			}
		})
		.orderBy('id')
		.select('id');
	return idsOf(rows);
};

export const readEvents = async (
	db: Connection,
	ids: readonly number[],
): Promise<Pick<StripeEventRow, 'id' | 'event_id' | 'type' | 'payload' | 'created_at'>[]> =>
	table<StripeEventRow>(db, 'stripe_events')
		.whereIn('id', [...ids])
		.orderBy('id')
		.select('id', 'event_id', 'type', 'payload', 'created_at');

/** Students without an account who bought with this address, whatever its case. Reads all purchases. */
export const findFormerStudents = async (db: Connection, email: string): Promise<number[]> => {
	const rows = (await db({ checkout: tableName(db, 'checkouts') })
		.leftJoin({ user: wordpressTableName(db, 'users') }, 'user.ID', 'checkout.student_id')
		.whereNull('user.ID')
		.whereRaw("LOWER(JSON_UNQUOTE(JSON_EXTRACT(checkout.stripe_params, '$.customerEmail'))) = LOWER(?)", [
			email,
		])
		.distinct('checkout.student_id')
		.orderBy('checkout.student_id')) as { student_id: number }[];
	return rows.map(({ student_id: id }) => id);
};

/** Takes a student off all waiting lists. Returns how many. */
export const deleteWaiting = (trx: Connection, studentId: number): Promise<number> =>
	table<{ student_id: number }>(trx, 'waiting_list').where('student_id', studentId).delete();

/** Lines of the audit trail about a student's rows, or of what the student did, newest last. */
export const activityOf = (trx: Connection, traces: Traces) =>
	table<{
		id: number;
		actor: string;
		action: string;
		entity_type: string;
		entity_id: number;
		data: string | null;
		created_at: Date;
	}>(trx, 'activity')
		.where((about) => {
			const rows = {
				checkout: idsOf(traces.checkouts),
				package: idsOf(traces.packages),
				refund: idsOf(traces.refunds),
				task: traces.taskIds,
				student: [traces.studentId],
			};
			about.where('actor', `student:${traces.studentId}`);
			for (const [entityType, ids] of Object.entries(rows)) {
				about.orWhere((one) => one.where('entity_type', entityType).whereIn('entity_id', ids));
			}
		})
		.orderBy('id');

/** Mails to a student, the oldest first. */
export const mailsOf = (trx: Connection, studentId: number) =>
	table<{
		id: number;
		student_id: number | null;
		kind: string;
		status: string;
		data: string | null;
		created_at: Date;
		sent_at: Date | null;
	}>(trx, 'notifications')
		.where('student_id', studentId)
		.orderBy('id');

type CutTable = 'checkouts' | 'stripe_events' | 'notifications' | 'activity';

/** Writes less into one row. */
export const cutRow = async (
	trx: Connection,
	name: CutTable,
	id: number,
	change: Record<string, string | null>,
): Promise<void> => {
	await table<Record<string, unknown>>(trx, name).where({ id }).update(change);
};

/** Tasks about a student's purchases, the oldest first. */
export const tasksOf = (trx: Connection, { taskIds }: Traces) =>
	table<TaskRow>(trx, 'tasks')
		.whereIn('id', [...taskIds])
		.orderBy('id');

/** Takes out what people wrote when they closed tasks. Returns of how many. */
export const clearTaskNotes = (trx: Connection, taskIds: readonly number[]): Promise<number> =>
	table<TaskRow>(trx, 'tasks')
		.whereIn('id', [...taskIds])
		.whereNotNull('note')
		.whereNotIn('resolved_by', ['sidecar', 'stripe'])
		.update({ note: null });
