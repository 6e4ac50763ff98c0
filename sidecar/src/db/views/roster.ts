import type { Knex } from 'knex';
import type { PackageStatus, RefundReason, RosterFilter, StepStatus } from '../../../contract';
import type { CheckoutState } from '../checkouts';
import { tableName, wordpressTableName, type Connection } from '../database';
import { readPage, searchIn, type Page } from '../page';

/** Whose packages are asked for; see `RosterSelection` of the contract. */
export interface RosterScope {
	cohortId: number;
	show: RosterFilter;
	stepId?: number | undefined;
	stepStatus?: StepStatus | undefined;
	/** '' = everybody. */
	search: string;
}

export type RosterColumn = 'purchasedAt' | 'name' | 'email' | 'bookedSteps' | 'status';

/** A step of a package with the start of the session that was booked for it. */
export interface RosterStepRow {
	packageId: number;
	stepId: number;
	status: StepStatus;
	startsAt: Date | null;
}

/** One package of the roster. */
export interface RosterRow {
	packageId: number;
	version: number;
	studentId: number;
	/** Null when the account is deleted. */
	name: string | null;
	email: string | null;
	status: PackageStatus;
	checkoutState: CheckoutState;
	reason: RefundReason | null;
	amount: number;
	/** Of the refund that counts, when it is for a part; else null. */
	refundAmount: number | null;
	currency: string;
	purchasedAt: Date;
}

const COLUMN_OF = {
	// The order of the index, so that nothing is sorted to show a page.
	purchasedAt: ['package.purchased_at', 'package.live', 'package.student_id'],
	name: 'account.display_name',
	email: 'account.user_email',
	bookedSteps: 'booked.steps',
	status: 'package.status',
} as const satisfies Record<RosterColumn, string | readonly string[]>;

const BOOKED: readonly StepStatus[] = ['BOOKED', 'COMPLETED'];

/**
 * The steps of a cohort's packages. Left to itself MariaDB looks up the rows of one package after the other, ten times
 * as slow as one walk along the index that has all it needs.
 */
const stepsOfCohort = (connection: Connection, cohortId: number): Knex.QueryBuilder =>
	connection
		.from(
			connection.raw('?? AS progress FORCE INDEX (step_progress_roster)', [
				tableName(connection, 'student_course_step_progress'),
			]),
		)
		.where('progress.cohort_id', cohortId);

const unbookedSteps = (connection: Connection, cohortId: number): Knex.QueryBuilder =>
	stepsOfCohort(connection, cohortId)
		.join({ step: tableName(connection, 'course_steps') }, 'step.id', 'progress.step_id')
		.where({ 'progress.status': 'UNBOOKED', 'step.is_active': true })
		.select('progress.package_id');

const stepsInStatus = (
	connection: Connection,
	{ cohortId, stepId, stepStatus }: RosterScope,
): Knex.QueryBuilder =>
	stepsOfCohort(connection, cohortId)
		.where({
			...(stepId !== undefined && { 'progress.step_id': stepId }),
			...(stepStatus !== undefined && { 'progress.status': stepStatus }),
		})
		.select('progress.package_id');

const bookedSteps = (connection: Connection, cohortId: number): Knex.QueryBuilder =>
	stepsOfCohort(connection, cohortId)
		.whereIn('progress.status', [...BOOKED])
		.groupBy('progress.package_id')
		.select('progress.package_id', { steps: connection.raw('COUNT(*)') })
		.as('booked');

const joinAccounts = (connection: Connection, query: Knex.QueryBuilder): Knex.QueryBuilder =>
	query.leftJoin({ account: wordpressTableName(connection, 'users') }, 'account.ID', 'package.student_id');

const isAboutAccounts = ({ search }: RosterScope): boolean => search !== '';

/**
 * The packages of a cohort. Left to itself MariaDB walks along those of all cohorts by their date, in the hope of meeting
 * this one's soon.
 */
const packagesOf = (connection: Connection, scope: RosterScope): Knex.QueryBuilder => {
	const query = connection
		.from(
			connection.raw('?? AS package USE INDEX (student_packages_cohort, student_packages_roster)', [
				tableName(connection, 'student_packages'),
			]),
		)
		.where('package.cohort_id', scope.cohortId);
	if (scope.show !== 'all') {
		query.where('package.live', scope.show === 'ended' ? null : 1);
	}
	if (scope.show === 'incomplete') {
		query.whereIn('package.id', unbookedSteps(connection, scope.cohortId));
	}
	if (scope.stepId !== undefined || scope.stepStatus !== undefined) {
		query.whereIn('package.id', stepsInStatus(connection, scope));
	}
	if (isAboutAccounts(scope)) {
		joinAccounts(connection, query);
		searchIn(query, scope.search, ['account.display_name', 'account.user_login', 'account.user_email']);
	}
	return query;
};

/** One page of a roster: the packages' ids in order, and how many there are on all pages. */
export const rosterPage = async (
	connection: Connection,
	scope: RosterScope & Page<RosterColumn>,
): Promise<{ ids: number[]; total: number }> => {
	const counted = packagesOf(connection, scope);
	const query = counted.clone();
	const { orderBy } = scope;
	if ((orderBy === 'name' || orderBy === 'email') && !isAboutAccounts(scope)) {
		joinAccounts(connection, query);
	}
	if (orderBy === 'bookedSteps') {
		query.leftJoin(bookedSteps(connection, scope.cohortId), 'booked.package_id', 'package.id');
	}
	const { rows, total } = await readPage<{ id: number }, RosterColumn>(query, scope, {
		columns: { id: 'package.id' },
		columnOf: COLUMN_OF,
		tieBreaker: 'package.id',
		counted,
	});
	return { ids: rows.map(({ id }) => id), total };
};

const idsAfter = async (
	connection: Connection,
	scope: RosterScope,
	{ after, limit }: { after: number; limit: number },
): Promise<number[]> => {
	const rows = (await packagesOf(connection, scope)
		.where('package.id', '>', after)
		.orderBy('package.id')
		.limit(limit)
		.select('package.id')) as { id: number }[];
	return rows.map(({ id }) => id);
};

/** The next packages of a roster by id, after one. */
export const rosterBatch = async (
	connection: Connection,
	scope: RosterScope,
	batch: { after: number; limit: number },
): Promise<number[]> => {
	if (scope.show !== 'all') {
		return idsAfter(connection, scope, batch);
	}
	// The index is in the order of ids within each half only.
	const halves = await Promise.all(
		(['live', 'ended'] as const).map((show) => idsAfter(connection, { ...scope, show }, batch)),
	);
	return halves
		.flat()
		.sort((one, other) => one - other)
		.slice(0, batch.limit);
};

/** Looks for the refund only where there is one of a part: few rows of many. */
const refundedPart = (connection: Connection): Knex.Raw =>
	connection.raw(
		`CASE WHEN checkout.reason = 'refunded_in_part' THEN
			(SELECT refund.amount FROM ?? AS refund WHERE refund.checkout_id = checkout.id AND refund.automatic = 1) END`,
		[tableName(connection, 'refunds')],
	);

/** These packages with their students and payments, in the order of the ids. */
export const rosterPackages = async (
	connection: Connection,
	packageIds: readonly number[],
): Promise<RosterRow[]> => {
	const rows = (await joinAccounts(
		connection,
		connection({ package: tableName(connection, 'student_packages') }),
	)
		.join({ checkout: tableName(connection, 'checkouts') }, 'checkout.id', 'package.checkout_id')
		.whereIn('package.id', [...packageIds])
		.select({
			packageId: 'package.id',
			version: 'package.version',
			studentId: 'package.student_id',
			name: 'account.display_name',
			email: 'account.user_email',
			status: 'package.status',
			checkoutState: 'checkout.state',
			reason: 'checkout.reason',
			amount: 'checkout.amount',
			refundAmount: refundedPart(connection),
			currency: 'checkout.currency',
			purchasedAt: 'package.purchased_at',
		})) as RosterRow[];
	const byId = new Map(rows.map((row) => [row.packageId, row]));
	return packageIds.flatMap((id) => byId.get(id) ?? []);
};

/** The steps of these packages, also those that were taken out of the course: one query, however many there are. */
export const rosterSteps = async (
	connection: Connection,
	packageIds: readonly number[],
): Promise<RosterStepRow[]> =>
	(await connection({ progress: tableName(connection, 'student_course_step_progress') })
		.leftJoin(
			{ session: tableName(connection, 'class_sessions') },
			'session.id',
			'progress.class_session_id',
		)
		.whereIn('progress.package_id', [...packageIds])
		.select({
			packageId: 'progress.package_id',
			stepId: 'progress.step_id',
			status: 'progress.status',
			startsAt: 'session.starts_at',
		})) as RosterStepRow[];
