import type { Knex } from 'knex';
import type { TaskKind } from '../../../contract';
import { tableName, wordpressTableName, type Connection } from '../database';
import { readPage, searchIn, type Page, type PageOf } from '../page';
import type { TaskRow } from '../tasks';

/** A task with the purchase that it is about, and with what could be done again. */
export interface ListedTask extends TaskRow {
	/** Of the account in `resolved_by`. */
	resolved_by_name: string | null;
	student_id: number | null;
	/** Null when the account is deleted. */
	student_name: string | null;
	course_title: string | null;
	cohort_id: number | null;
	/** Where the student is now, or else as it was sold. */
	cohort_name: string | null;
	/** Minor unit. */
	amount: number | null;
	currency: string | null;
	package_id: number | null;
	/** What its subject names is there and waits. */
	is_replayable: 0 | 1;
}

export type TaskColumn = 'openedAt' | 'kind';

export interface TaskFilter {
	status: 'open' | 'resolved';
	kind?: TaskKind | undefined;
}

const COLUMN_OF = { openedAt: 'task.created_at', kind: 'task.kind' } as const satisfies Record<
	TaskColumn,
	string
>;

const tasks = (db: Connection): Knex.QueryBuilder =>
	db({ task: tableName(db, 'tasks') })
		.leftJoin({ checkout: tableName(db, 'checkouts') }, 'checkout.id', 'task.checkout_id')
		.leftJoin({ package: tableName(db, 'student_packages') }, 'package.checkout_id', 'checkout.id')
		.leftJoin({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.leftJoin({ student: wordpressTableName(db, 'users') }, 'student.ID', 'checkout.student_id')
		.leftJoin({ staff: wordpressTableName(db, 'users') }, (join) =>
			join
				.on(db.raw("task.resolved_by LIKE 'staff:%'"))
				.andOn('staff.ID', db.raw('CAST(SUBSTR(task.resolved_by, 7) AS UNSIGNED)')),
		) as Knex.QueryBuilder;

/** Values: the mode of the key, twice. */
const replayable = (db: Connection, livemode: boolean): Knex.Raw =>
	db.raw(
		`CASE task.kind
			WHEN 'event_dead' THEN EXISTS (SELECT 1 FROM :events: AS event
				WHERE event.event_id = SUBSTR(task.subject, 7) AND event.livemode = :livemode)
			WHEN 'unknown_payment' THEN EXISTS (SELECT 1 FROM :events: AS event
				WHERE event.object_id = SUBSTR(task.subject, 9) AND event.status IN ('due', 'dead') AND event.livemode = :livemode)
			WHEN 'notification_dead' THEN EXISTS (SELECT 1 FROM :notifications: AS mail
				WHERE mail.id = CAST(SUBSTR(task.subject, 14) AS UNSIGNED) AND mail.status = 'dead')
			WHEN 'refund_failed' THEN checkout.state = 'refund_failed' AND checkout.payment_intent_id IS NOT NULL
				AND checkout.livemode = :livemode
			ELSE 0
		END`,
		{
			events: tableName(db, 'stripe_events'),
			notifications: tableName(db, 'notifications'),
			livemode,
		},
	);

const columns = (db: Connection, livemode: boolean) => ({
	...Object.fromEntries(
		[
			'id',
			'kind',
			'subject',
			'checkout_id',
			'stripe_id',
			'livemode',
			'detail',
			'status',
			'resolved_at',
			'resolved_by',
			'note',
			'created_at',
			'updated_at',
		].map((name) => [name, `task.${name}`]),
	),
	resolved_by_name: 'staff.display_name',
	student_id: 'checkout.student_id',
	student_name: 'student.display_name',
	course_title: 'checkout.program_title',
	cohort_id: db.raw('COALESCE(package.cohort_id, checkout.cohort_id)'),
	cohort_name: db.raw('COALESCE(cohort.name, checkout.cohort_name)'),
	amount: 'checkout.amount',
	currency: 'checkout.currency',
	package_id: 'package.id',
	is_replayable: replayable(db, livemode),
});

/** Tasks, one page. Searches student, course, cohort, subject, Stripe's id and detail. */
export const taskList = (
	db: Connection,
	page: Page<TaskColumn> & TaskFilter,
	livemode: boolean,
): Promise<PageOf<ListedTask>> => {
	const query = tasks(db).where('task.status', page.status);
	if (page.kind !== undefined) {
		query.where('task.kind', page.kind);
	}
	searchIn(query, page.search, [
		'student.display_name',
		'checkout.program_title',
		'checkout.cohort_name',
		'task.subject',
		'task.stripe_id',
		'task.detail',
	]);
	return readPage(query, page, {
		columns: columns(db, livemode),
		columnOf: COLUMN_OF,
		tieBreaker: 'task.id',
	});
};

/** One of them, whatever its status. */
export const findListedTask = async (
	db: Connection,
	id: number,
	livemode: boolean,
): Promise<ListedTask | undefined> =>
	(await tasks(db).where('task.id', id).first(columns(db, livemode))) as ListedTask | undefined;
