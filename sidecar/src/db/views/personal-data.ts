import { tableName, type Connection } from '../database';

/** Which part of a group; offsets are small, because one person's rows are few. */
export interface Slice {
	offset: number;
	limit: number;
}

type Row = Record<string, string | number | Date | null>;

/** What of a purchase was sold, as it was called then. */
const PURCHASE = { course: 'checkout.program_title', cohort: 'checkout.cohort_name' } as const;

const checkoutsOf = (db: Connection, studentId: number) =>
	db({ checkout: tableName(db, 'checkouts') }).where('checkout.student_id', studentId);

const packagesOf = (db: Connection, studentId: number) =>
	db({ package: tableName(db, 'student_packages') })
		.where('package.student_id', studentId)
		.leftJoin({ program: tableName(db, 'course_programs') }, 'program.id', 'package.program_id');

const packages = (db: Connection, studentId: number) =>
	packagesOf(db, studentId)
		.leftJoin({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.orderBy('package.id')
		.select({
			id: 'package.id',
			course: 'program.title',
			cohort: 'cohort.name',
			status: 'package.status',
			purchasedAt: 'package.purchased_at',
		});

const bookings = (db: Connection, studentId: number) =>
	packagesOf(db, studentId)
		.join(
			{ progress: tableName(db, 'student_course_step_progress') },
			'progress.package_id',
			'package.id',
		)
		.leftJoin({ step: tableName(db, 'course_steps') }, 'step.id', 'progress.step_id')
		.leftJoin({ session: tableName(db, 'class_sessions') }, 'session.id', 'progress.class_session_id')
		.leftJoin({ weekly: tableName(db, 'group_classes') }, 'weekly.id', 'session.group_class_id')
		.orderBy('progress.id')
		.select({
			id: 'progress.id',
			course: 'program.title',
			step: 'step.title',
			status: 'progress.status',
			groupClass: 'weekly.name',
			startsAt: 'session.starts_at',
			endsAt: 'session.ends_at',
			bookedAt: 'progress.booked_at',
			completedAt: 'progress.completed_at',
		});

const purchases = (db: Connection, studentId: number) =>
	checkoutsOf(db, studentId)
		.orderBy('checkout.id')
		.select({
			id: 'checkout.id',
			...PURCHASE,
			state: 'checkout.state',
			reason: 'checkout.reason',
			amount: 'checkout.amount',
			currency: 'checkout.currency',
			openedAt: 'checkout.created_at',
			sessionId: 'checkout.session_id',
			paymentIntentId: 'checkout.payment_intent_id',
			stripeParams: 'checkout.stripe_params',
		});

const refunds = (db: Connection, studentId: number) =>
	checkoutsOf(db, studentId)
		.join({ refund: tableName(db, 'refunds') }, 'refund.checkout_id', 'checkout.id')
		.orderBy('refund.id')
		.select({
			id: 'refund.id',
			...PURCHASE,
			status: 'refund.status',
			amount: 'refund.amount',
			currency: 'checkout.currency',
			queuedAt: 'refund.created_at',
			refundId: 'refund.stripe_refund_id',
		});

const waiting = (db: Connection, studentId: number) =>
	db({ waiting: tableName(db, 'waiting_list') })
		.where('waiting.student_id', studentId)
		.leftJoin({ program: tableName(db, 'course_programs') }, 'program.id', 'waiting.program_id')
		.leftJoin({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'waiting.cohort_id')
		.orderBy('waiting.id')
		.select({
			id: 'waiting.id',
			course: 'program.title',
			cohort: 'cohort.name',
			since: 'waiting.created_at',
			offeredAt: 'waiting.offered_at',
			returnUrl: 'waiting.return_url',
		});

const GROUPS = { packages, bookings, checkouts: purchases, refunds, waiting_list: waiting } as const;

/** Groups of personal data that one query each reads, with all that it selects. */
export type PlainGroup = keyof typeof GROUPS;

/** Part of a group of what is kept of a student, the oldest first. */
export const readPlainGroup = async (
	db: Connection,
	group: PlainGroup,
	studentId: number,
	{ offset, limit }: Slice,
): Promise<({ id: number } & Row)[]> =>
	(await GROUPS[group](db, studentId).offset(offset).limit(limit)) as ({ id: number } & Row)[];
