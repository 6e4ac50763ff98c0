import type { Knex } from 'knex';
import type { TaskKind } from '../../../contract';
import { allRecords, recordedBookings } from '../booking-records';
import { table, tableName, type Connection } from '../database';
import type { NotificationRow } from '../notifications';
import type { RefundRow } from '../refunds';
import type { StripeEventRow } from '../stripe-events';
import type { TaskRow } from '../tasks';
import type {
	TimelineActivity,
	TimelineBooking,
	TimelineCheckout,
	TimelineEvent,
	TimelineMail,
	TimelinePackage,
	TimelineRefund,
	TimelineRows,
	TimelineTask,
	TimelineWaiting,
} from './timeline-rows';

type Limited<Row> = (query: Knex.QueryBuilder) => Promise<Row[]>;

const newest =
	(limit: number) =>
	<Row>(query: Knex.QueryBuilder, id = 'id'): Promise<Row[]> =>
		query.orderBy(id, 'desc').limit(limit) as unknown as Promise<Row[]>;

const checkoutsOf = (db: Connection, studentId: number, newestOf: Limited<TimelineCheckout>) =>
	newestOf(
		table(db, 'checkouts').where('student_id', studentId).select({
			id: 'id',
			state: 'state',
			course_title: 'program_title',
			cohort_name: 'cohort_name',
			amount: 'amount',
			currency: 'currency',
			livemode: 'livemode',
			session_id: 'session_id',
			payment_intent_id: 'payment_intent_id',
			expires_at: 'expires_at',
			reason: 'reason',
			updated_at: 'updated_at',
		}),
	);

/** All packages of a student, the newest first. */
export const packagesOfStudent = (
	db: Connection,
	studentId: number,
	limit: number,
): Promise<TimelinePackage[]> =>
	newest(limit)(
		db({ package: tableName(db, 'student_packages') })
			.join({ program: tableName(db, 'course_programs') }, 'program.id', 'package.program_id')
			.join({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'package.cohort_id')
			.where('package.student_id', studentId)
			.select({
				id: 'package.id',
				checkout_id: 'package.checkout_id',
				course_title: 'program.title',
				cohort_id: 'package.cohort_id',
				cohort_name: 'cohort.name',
				status: 'package.status',
				purchased_at: 'package.purchased_at',
			}),
		'package.id',
	);

const bookingsOf = (db: Connection, packageIds: readonly number[], limit: number) =>
	newest(limit)<TimelineBooking>(
		db({ progress: tableName(db, 'student_course_step_progress') })
			.join({ step: tableName(db, 'course_steps') }, 'step.id', 'progress.step_id')
			.join({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'progress.cohort_id')
			.leftJoin({ session: tableName(db, 'class_sessions') }, 'session.id', 'progress.class_session_id')
			.leftJoin({ class: tableName(db, 'group_classes') }, 'class.id', 'session.group_class_id')
			.whereIn('progress.package_id', [...packageIds])
			.whereNot('progress.status', 'UNBOOKED')
			.select({
				id: 'progress.id',
				package_id: 'progress.package_id',
				step_id: 'progress.step_id',
				class_session_id: 'progress.class_session_id',
				cohort_name: 'cohort.name',
				step_label: 'step.label',
				class_name: 'class.name',
				timezone: 'class.timezone',
				starts_at: 'session.starts_at',
				status: 'progress.status',
				booked_at: 'progress.booked_at',
				completed_at: 'progress.completed_at',
				updated_at: 'progress.updated_at',
			}),
		'progress.id',
	);

const waitingOf = (db: Connection, studentId: number, limit: number) =>
	newest(limit)<TimelineWaiting>(
		db({ waiting: tableName(db, 'waiting_list') })
			.join({ program: tableName(db, 'course_programs') }, 'program.id', 'waiting.program_id')
			.join({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'waiting.cohort_id')
			.where('waiting.student_id', studentId)
			.select({
				id: 'waiting.id',
				course_title: 'program.title',
				cohort_name: 'cohort.name',
				offered_at: 'waiting.offered_at',
				created_at: 'waiting.created_at',
			}),
		'waiting.id',
	);

/** Kinds of tasks that know no checkout, but a session or an event of one. */
const TASKS_WITHOUT_CHECKOUT: readonly TaskKind[] = [
	'event_dead',
	'unknown_payment',
	'orphan_payment',
	'notification_dead',
];

const tasksOf = (
	db: Connection,
	{ checkoutIds, subjects }: { checkoutIds: readonly number[]; subjects: readonly string[] },
	limit: number,
) =>
	newest(limit)<TimelineTask>(
		table<TaskRow>(db, 'tasks')
			.whereIn('checkout_id', [...checkoutIds])
			.orWhere((other) =>
				other.whereIn('kind', [...TASKS_WITHOUT_CHECKOUT]).whereIn('subject', [...subjects]),
			),
	);

/** Ids of each sort of row about which the activity tells. */
const activityOf = (
	db: Connection,
	entities: Record<'checkout' | 'package' | 'refund' | 'event' | 'task' | 'student', readonly number[]>,
	limit: number,
) =>
	newest(limit)<TimelineActivity>(
		table<TimelineActivity>(db, 'activity').where((about) => {
			for (const [type, ids] of Object.entries(entities)) {
				about.orWhere((one) => one.where('entity_type', type).whereIn('entity_id', [...ids]));
			}
		}),
	);

/** What staff said of the attendance of these packages in these sessions; older lines do not say of whose. */
const attendanceOf = async (
	db: Connection,
	{ sessionIds, packageIds }: { sessionIds: readonly number[]; packageIds: readonly number[] },
	limit: number,
): Promise<TimelineActivity[]> =>
	packageIds.length === 0
		? []
		: newest(limit)<TimelineActivity>(
				table<TimelineActivity>(db, 'activity')
					.where('entity_type', 'class_session')
					.whereIn('entity_id', [...sessionIds])
					.whereIn('action', ['class_session.attended', 'class_session.attendance_undone'])
					.where((theirs) => {
						theirs.whereRaw("JSON_EXTRACT(data, '$.packageIds') IS NULL");
						for (const id of packageIds) {
							theirs.orWhereRaw("JSON_CONTAINS(data, ?, '$.packageIds')", [String(id)]);
						}
					}),
			);

/** Sessions that packages have now, or had when staff changed their bookings. */
const sessionsOf = (
	bookings: readonly TimelineBooking[],
	activity: readonly TimelineActivity[],
): number[] => [
	...new Set([
		...present(bookings.map(({ class_session_id: id }) => id)),
		...activity
			.filter(({ entity_type: type }) => type === 'package')
			.flatMap(({ data }) => allRecords(recordedBookings(data)))
			.map(({ classSessionId }) => classSessionId),
	]),
];

const present = <Value>(values: readonly (Value | null)[]): Value[] =>
	values.filter((value): value is Value => value !== null);

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);

/**
 * What is kept about a student, at most `limit` rows of each sort. Stripe's events are found by the ids of sessions,
 * payments, refunds and disputes; those that carry a charge are not, because no row of ours knows its id.
 */
export const readTimelineRows = async (
	db: Connection,
	studentId: number,
	limit: number,
): Promise<TimelineRows> => {
	const newestOf = newest(limit);
	const [checkouts, packages, mails, waiting] = await Promise.all([
		checkoutsOf(db, studentId, newestOf),
		packagesOfStudent(db, studentId, limit),
		newestOf<TimelineMail>(table<NotificationRow>(db, 'notifications').where('student_id', studentId)),
		waitingOf(db, studentId, limit),
	]);
	const checkoutIds = idsOf(checkouts);
	const [refunds, disputes, bookings] = await Promise.all([
		newestOf<TimelineRefund>(table<RefundRow>(db, 'refunds').whereIn('checkout_id', checkoutIds)),
		newestOf<{ stripe_id: string | null }>(
			table<TaskRow>(db, 'tasks').whereIn('checkout_id', checkoutIds).where('kind', 'dispute'),
		),
		bookingsOf(db, idsOf(packages), limit),
	]);
	const sessions = present(checkouts.map(({ session_id: id }) => id));
	const objects = [
		...sessions,
		...present(checkouts.map(({ payment_intent_id: id }) => id)),
		...present(refunds.map(({ stripe_refund_id: id }) => id)),
		...present(disputes.map(({ stripe_id: id }) => id)),
	];
	const events = await newestOf<TimelineEvent>(
		table<StripeEventRow>(db, 'stripe_events')
			.whereIn('object_id', objects)
			// Not the payload, which is large.
			.select(
				'id',
				'event_id',
				'type',
				'livemode',
				'object_id',
				'status',
				'attempts',
				'last_error',
				'created_at',
			),
	);
	const subjects = [
		...sessions.map((id) => `session:${id}`),
		...events.map(({ event_id: id }) => `event:${id}`),
		...mails.map(({ id }) => `notification:${id}`),
	];
	const tasks = await tasksOf(db, { checkoutIds, subjects }, limit);
	const about = {
		checkout: checkoutIds,
		package: idsOf(packages),
		refund: idsOf(refunds),
		event: idsOf(events),
		task: idsOf(tasks),
		student: [studentId],
	};
	const acts = await activityOf(db, about, limit);
	const attended = { sessionIds: sessionsOf(bookings, acts), packageIds: about.package };
	const activity = [...acts, ...(await attendanceOf(db, attended, limit))];
	return { checkouts, packages, activity, events, refunds, mails, tasks, bookings, waiting };
};
