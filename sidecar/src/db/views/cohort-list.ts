import { tableName, type Connection } from '../database';
import { earliestEndDate } from '../end-dates';

/** A course with those of its cohorts that may be shown, as they are right now. Not locked. */
export interface CohortList {
	code: string;
	title: string;
	cohorts: ListedCohort[];
}

export interface ListedCohort {
	id: number;
	name: string;
	/** YYYY-MM-DD in `timezone`. */
	startDate: string;
	endDate: string;
	timezone: string;
	enrollmentDeadline: Date | null;
	/** null = unlimited. */
	maxEnrollment: number | null;
	currentEnrollment: number;
	/** Seats that payable checkouts of others hold. */
	heldByOthers: number;
	/** The cohort's own price, or else the course's. */
	price: { amount: number; currency: string; stripePriceId: string | null } | null;
	/** The student waits for a seat. */
	onWaitingList: boolean;
}

interface Row {
	code: string;
	title: string;
	id: number | null;
	name: string;
	start_date: string;
	end_date: string;
	timezone: string;
	enrollment_deadline: Date | null;
	max_enrollment: number | null;
	current_enrollment: number;
	held: number;
	waiting: number;
	own_amount: number | null;
	own_currency: string | null;
	own_price_id: string | null;
	course_amount: number | null;
	course_currency: string | null;
	course_price_id: string | null;
}

const toPrice = (
	amount: number | null,
	currency: string | null,
	stripePriceId: string | null,
): ListedCohort['price'] =>
	amount === null || currency === null ? null : { amount, currency, stripePriceId };

const toCohort = (row: Row & { id: number }): ListedCohort => ({
	id: row.id,
	name: row.name,
	startDate: row.start_date,
	endDate: row.end_date,
	timezone: row.timezone,
	enrollmentDeadline: row.enrollment_deadline,
	maxEnrollment: row.max_enrollment,
	currentEnrollment: row.current_enrollment,
	heldByOthers: row.held,
	price:
		toPrice(row.own_amount, row.own_currency, row.own_price_id) ??
		toPrice(row.course_amount, row.course_currency, row.course_price_id),
	onWaitingList: row.waiting > 0,
});

/**
 * Active cohorts of a course by start date, in one query. Those that ended within the last day may be among them:
 * which calendar day it is depends on the cohort's time zone. Undefined when the course is unknown or inactive.
 *
 * @param list.studentId Whose own hold does not count as taken, and whose waiting is told; 0 = a visitor.
 */
export const cohortList = async (
	connection: Connection,
	list: { code: string; studentId: number; livemode: boolean; now: Date },
): Promise<CohortList | undefined> => {
	const name = (table: string) => tableName(connection, table);
	const held = connection({ hold: name('checkouts') })
		.count()
		.where({ 'hold.cohort_id': connection.ref('cohort.id'), 'hold.payable': 1 })
		.whereNot('hold.student_id', list.studentId)
		.where((live) =>
			live.where('hold.state', 'awaiting_payment').orWhere('hold.expires_at', '>', list.now),
		);
	const waiting = connection({ wait: name('waiting_list') })
		.count()
		.where({
			'wait.cohort_id': connection.ref('cohort.id'),
			'wait.student_id': list.studentId,
			'wait.offered_at': null,
		});
	const rows = (await connection({ program: name('course_programs') })
		.leftJoin({ cohort: name('course_cohorts') }, (join) =>
			join
				.on('cohort.program_id', 'program.id')
				.andOnVal('cohort.is_active', true)
				.andOnNull('cohort.deleted_at')
				.andOnVal('cohort.end_date', '>=', earliestEndDate(list.now)),
		)
		.leftJoin({ own: name('stripe_product_map') }, (join) =>
			join
				.on('own.entity_id', 'cohort.id')
				.andOnVal('own.entity_type', 'cohort')
				.andOnVal('own.livemode', list.livemode),
		)
		.leftJoin({ course: name('stripe_product_map') }, (join) =>
			join
				.on('course.entity_id', 'program.id')
				.andOnVal('course.entity_type', 'program')
				.andOnVal('course.livemode', list.livemode),
		)
		.where({ 'program.code': list.code, 'program.is_active': true })
		.orderBy(['cohort.start_date', 'cohort.id'])
		.select(
			'program.code',
			'program.title',
			'cohort.id',
			'cohort.name',
			'cohort.start_date',
			'cohort.end_date',
			'cohort.timezone',
			'cohort.enrollment_deadline',
			'cohort.max_enrollment',
			'cohort.current_enrollment',
			held.as('held'),
			waiting.as('waiting'),
			'own.amount as own_amount',
			'own.currency as own_currency',
			'own.stripe_price_id as own_price_id',
			'course.amount as course_amount',
			'course.currency as course_currency',
			'course.stripe_price_id as course_price_id',
		)) as Row[];
	const [first] = rows;
	return (
		first && {
			code: first.code,
			title: first.title,
			cohorts: rows.flatMap((row) => (row.id === null ? [] : [toCohort({ ...row, id: row.id })])),
		}
	);
};
