import type { CheckoutRow } from '../src/db/checkouts';
import { table, tableName, type Connection } from '../src/db/database';
import type { NotificationRow } from '../src/db/notifications';
import type { RefundRow } from '../src/db/refunds';
import type { StripeEventRow } from '../src/db/stripe-events';
import type { PackageRow } from '../src/db/student-packages';
import type { TaskRow } from '../src/db/tasks';

/** A counter beside the rows that it should equal. */
export interface Counter {
	id: number;
	counted: number;
	rows: number;
	seats: number | null;
}

/** Everything that our tables say of it. */
export interface OurBooks {
	checkouts: CheckoutRow[];
	packages: PackageRow[];
	refunds: RefundRow[];
	/** Open ones. */
	tasks: TaskRow[];
	/** Ids of objects about which an event waits for a worker or for a person. */
	waiting: Set<string>;
	cohorts: Counter[];
	classSessions: Counter[];
	/** Ids of packages of which a step is in another cohort. */
	astray: number[];
}

/** Counted here once more, apart from what the sidecar itself counts by. */
const readCounters = async (db: Connection): Promise<Pick<OurBooks, 'cohorts' | 'classSessions'>> => {
	const name = (short: string): string => tableName(db, short);
	const [cohorts] = (await db.raw(
		`SELECT cohort.id, cohort.current_enrollment AS counted, cohort.max_enrollment AS seats,
			(SELECT COUNT(*) FROM ?? AS package WHERE package.cohort_id = cohort.id AND package.live = 1) AS \`rows\`
		FROM ?? AS cohort`,
		[name('student_packages'), name('course_cohorts')],
	)) as [Counter[]];
	const [classSessions] = (await db.raw(
		`SELECT session.id, session.current_enrollment AS counted, session.max_students AS seats,
			(SELECT COUNT(*) FROM ?? AS step
				WHERE step.class_session_id = session.id AND step.status IN ('BOOKED', 'COMPLETED')) AS \`rows\`
		FROM ?? AS session`,
		[name('student_course_step_progress'), name('class_sessions')],
	)) as [Counter[]];
	return { cohorts, classSessions };
};

const readAstray = async (db: Connection): Promise<number[]> => {
	const [rows] = (await db.raw(
		`SELECT DISTINCT package.id FROM ?? AS package
			JOIN ?? AS step ON step.package_id = package.id AND step.cohort_id <> package.cohort_id`,
		[tableName(db, 'student_packages'), tableName(db, 'student_course_step_progress')],
	)) as [{ id: number }[]];
	return rows.map(({ id }) => id);
};

/** Reads the whole database. */
export const readOurBooks = async (db: Connection): Promise<OurBooks> => ({
	checkouts: await table<CheckoutRow>(db, 'checkouts'),
	packages: await table<PackageRow>(db, 'student_packages'),
	refunds: await table<RefundRow>(db, 'refunds'),
	tasks: await table<TaskRow>(db, 'tasks').where('status', 'open'),
	waiting: new Set(
		(await table<StripeEventRow>(db, 'stripe_events').whereIn('status', ['due', 'dead'])).map(
			(event) => event.object_id,
		),
	),
	...(await readCounters(db)),
	astray: await readAstray(db),
});

/** What still waits for a worker: when everything has settled, nothing does. */
export const findUnsettled = async (db: Connection): Promise<string[]> => {
	const due = async (name: string): Promise<string[]> =>
		(
			await table<Pick<NotificationRow, 'id' | 'status' | 'last_error'>>(db, name)
				.where('status', 'due')
				.select('id', 'last_error')
		).map(({ id, last_error: error }) => `${name} ${id} is due: ${error ?? 'never tried'}`);
	return [...(await due('stripe_events')), ...(await due('refunds')), ...(await due('notifications'))];
};
