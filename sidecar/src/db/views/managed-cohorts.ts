import type { Knex } from 'knex';
import type { CohortRow } from '../course-cohorts';
import { tableName, type Connection } from '../database';
import { readPage, searchIn, type Page, type PageOf } from '../page';
import type { ProductMapRow } from '../stripe-product-map';

export type CohortColumn = 'name' | 'courseTitle' | 'startDate' | 'enrolled' | 'updatedAt';

const OWN_COLUMNS = [
	'id',
	'program_id',
	'name',
	'start_date',
	'end_date',
	'timezone',
	'max_enrollment',
	'current_enrollment',
	'enrollment_deadline',
	'is_active',
	'version',
	'updated_at',
] as const satisfies readonly (keyof CohortRow)[];

/** A cohort as staff sees it, with its own price and its course's; both null when there is none. */
export type ManagedCohort = Pick<CohortRow, (typeof OWN_COLUMNS)[number]> & {
	course_code: string;
	course_title: string;
	course_is_active: boolean;
	/** Seats that payable checkouts hold. */
	held: number;
	/** Students on the waiting list who were not told of a seat yet. */
	waiting: number;
	own_amount: number | null;
	own_currency: string | null;
	own_price_id: string | null;
	own_product_id: string | null;
	course_amount: number | null;
	course_currency: string | null;
	course_price_id: string | null;
	course_product_id: string | null;
};

/** Which calendar day it is, and where: a cohort's dates belong to its own time zone. */
export interface CalendarDay {
	/** YYYY-MM-DD. */
	date: string;
	timezones: readonly string[];
}

export interface CohortFilter {
	courseId?: number | undefined;
	isActive?: boolean | undefined;
	when?: { is: 'upcoming' | 'running' | 'over'; days: readonly CalendarDay[] } | undefined;
}

/** Which holds count, and which of Stripe's two sets of prices. */
interface AsOf {
	livemode: boolean;
	now: Date;
}

const COLUMN_OF = {
	name: 'cohort.name',
	courseTitle: 'program.title',
	startDate: 'cohort.start_date',
	enrolled: 'cohort.current_enrollment',
	updatedAt: 'cohort.updated_at',
} as const satisfies Record<CohortColumn, string>;

const priceOf =
	(entityType: ProductMapRow['entity_type'], alias: string, id: string, livemode: boolean) =>
	(join: Knex.JoinClause): void => {
		join.on(`${alias}.entity_id`, id)
			.andOnVal(`${alias}.entity_type`, entityType)
			.andOnVal(`${alias}.livemode`, livemode);
	};

const notDeleted = (connection: Connection, livemode: boolean) => {
	const prices = tableName(connection, 'stripe_product_map');
	return connection({ cohort: tableName(connection, 'course_cohorts') })
		.join({ program: tableName(connection, 'course_programs') }, 'program.id', 'cohort.program_id')
		.leftJoin({ own: prices }, priceOf('cohort', 'own', 'cohort.id', livemode))
		.leftJoin({ course: prices }, priceOf('program', 'course', 'program.id', livemode))
		.whereNull('cohort.deleted_at');
};

const columns = (connection: Connection, now: Date) => ({
	...Object.fromEntries(OWN_COLUMNS.map((name) => [name, `cohort.${name}`])),
	course_code: 'program.code',
	course_title: 'program.title',
	course_is_active: 'program.is_active',
	own_amount: 'own.amount',
	own_currency: 'own.currency',
	own_price_id: 'own.stripe_price_id',
	own_product_id: 'own.stripe_product_id',
	course_amount: 'course.amount',
	course_currency: 'course.currency',
	course_price_id: 'course.stripe_price_id',
	course_product_id: 'course.stripe_product_id',
	held: connection({ hold: tableName(connection, 'checkouts') })
		.count()
		.where({ 'hold.cohort_id': connection.ref('cohort.id'), 'hold.payable': 1 })
		.where((live) => live.where('hold.state', 'awaiting_payment').orWhere('hold.expires_at', '>', now)),
	waiting: connection({ wait: tableName(connection, 'waiting_list') })
		.count()
		.where({ 'wait.cohort_id': connection.ref('cohort.id'), 'wait.offered_at': null }),
});

/** `upcoming`: not begun; `over`: its last day is over. Each by the calendar of its own time zone. */
const narrowByDate = (query: Knex.QueryBuilder, { is, days }: NonNullable<CohortFilter['when']>): void => {
	query.where((anyOf) => {
		for (const { date, timezones } of days) {
			anyOf.orWhere((there) => {
				there.whereIn('cohort.timezone', [...timezones]);
				if (is === 'upcoming') {
					there.where('cohort.start_date', '>', date);
				} else if (is === 'over') {
					there.where('cohort.end_date', '<', date);
				} else {
					there.where('cohort.start_date', '<=', date).where('cohort.end_date', '>=', date);
				}
			});
		}
	});
};

/** Cohorts that are not deleted, one page. */
export const managedCohorts = (
	connection: Connection,
	page: Page<CohortColumn> & CohortFilter,
	{ livemode, now }: AsOf,
): Promise<PageOf<ManagedCohort>> => {
	const query = notDeleted(connection, livemode);
	searchIn(query, page.search, ['cohort.name', 'program.code', 'program.title']);
	if (page.courseId !== undefined) {
		query.where('cohort.program_id', page.courseId);
	}
	if (page.isActive !== undefined) {
		query.where('cohort.is_active', page.isActive);
	}
	if (page.when !== undefined) {
		narrowByDate(query, page.when);
	}
	return readPage(query, page, {
		columns: columns(connection, now),
		columnOf: COLUMN_OF,
		tieBreaker: 'cohort.id',
	});
};

/** One of them. */
export const findManagedCohort = async (
	connection: Connection,
	id: number,
	{ livemode, now }: AsOf,
): Promise<ManagedCohort | undefined> =>
	(await notDeleted(connection, livemode).where('cohort.id', id).first(columns(connection, now))) as
		ManagedCohort | undefined;

/** The time zones that cohorts have. */
export const timezonesOfCohorts = async (connection: Connection): Promise<string[]> =>
	(
		(await connection({ cohort: tableName(connection, 'course_cohorts') })
			.whereNull('deleted_at')
			.distinct('timezone')) as { timezone: string }[]
	).map(({ timezone }) => timezone);
