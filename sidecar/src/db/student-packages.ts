import type { PackageStatus } from '../../contract';
import { insertRow, quotedTable, quotedWordPressTable, table, tableName, type Connection } from './database';

/** One enrollment of a student in a course. */
export interface PackageRow {
	id: number;
	student_id: number;
	program_id: number;
	cohort_id: number;
	checkout_id: number;
	/** "CODE - Cohort". */
	package_name: string;
	package_type: 'COURSE';
	payment_intent_id: string | null;
	status: PackageStatus;
	purchased_at: Date;
	expires_at: Date | null;
	/** Counts what staff changed, and every move of its status: a form that is older is refused. */
	version: number;
	created_at: Date;
	updated_at: Date;
}

export type NewPackage = Pick<
	PackageRow,
	'student_id' | 'program_id' | 'cohort_id' | 'checkout_id' | 'package_name' | 'payment_intent_id'
>;

const packages = (trx: Connection) => table<PackageRow>(trx, 'student_packages');

/**
 * Writes an active package and returns its id; null when there is no such student, or no such course on sale, unless
 * `evenIfClosed`. Raises a duplicate entry when the checkout has one, or the student has a live one of the course.
 */
export const insertPackage = (
	trx: Connection,
	row: NewPackage,
	{ evenIfClosed, now }: { evenIfClosed: boolean; now: Date },
): Promise<number | null> =>
	insertRow(
		trx,
		`INSERT INTO ${quotedTable(trx, 'student_packages')}
				(student_id, program_id, cohort_id, checkout_id, package_name, payment_intent_id, package_type, status,
				purchased_at, created_at, updated_at)
			SELECT ?, ?, ?, ?, ?, ?, 'COURSE', 'ACTIVE', ?, ?, ? FROM DUAL
				WHERE EXISTS (SELECT 1 FROM ${quotedWordPressTable(trx, 'users')} WHERE ID = ?)
					AND (? OR EXISTS (SELECT 1 FROM ${quotedTable(trx, 'course_programs')} WHERE id = ? AND is_active = 1))`,
		[
			row.student_id,
			row.program_id,
			row.cohort_id,
			row.checkout_id,
			row.package_name,
			row.payment_intent_id,
			now,
			now,
			now,
			row.student_id,
			evenIfClosed,
			row.program_id,
		],
	);

/** One package. Not locked. */
export const findPackage = async (trx: Connection, id: number): Promise<PackageRow | undefined> =>
	packages(trx).where({ id }).first();

/** Locks a package until the transaction ends. Lock its checkout first. */
export const lockPackageRow = async (trx: Connection, id: number): Promise<PackageRow | undefined> =>
	packages(trx).where({ id }).forUpdate().first();

/**
 * Locks packages, in id order, until the transaction ends. Their steps are locked after them, as by everybody who ends or
 * moves a package; nothing is locked after the steps.
 */
export const lockPackageRows = async (trx: Connection, ids: readonly number[]): Promise<void> => {
	await packages(trx)
		.whereIn('id', [...ids])
		.orderBy('id')
		.forUpdate()
		.select('id');
};

/** The package that a checkout paid for, whatever became of it, with the cohort in which it is now. */
export const findPackageByCheckout = async (
	trx: Connection,
	checkoutId: number,
): Promise<{ id: number; cohortId: number; cohortName: string } | undefined> =>
	(await trx({ package: tableName(trx, 'student_packages') })
		.join({ cohort: tableName(trx, 'course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.where('package.checkout_id', checkoutId)
		.first({ id: 'package.id', cohortId: 'cohort.id', cohortName: 'cohort.name' })) as
		{ id: number; cohortId: number; cohortName: string } | undefined;

/** Statuses in which a package holds its seat. */
const LIVE: readonly PackageStatus[] = ['ACTIVE', 'SUSPENDED', 'COMPLETED'];

/** A package that holds a seat, in a cohort that need not be the one that was paid for: staff may have moved it. */
export type LivePackage = Pick<PackageRow, 'id' | 'status' | 'cohort_id'>;

export const isLive = ({ status }: Pick<PackageRow, 'status'>): boolean => LIVE.includes(status);

/** The live package that a checkout paid for, if any. Lock the checkout first. */
export const findLivePackage = async (
	trx: Connection,
	checkoutId: number,
): Promise<LivePackage | undefined> =>
	packages(trx)
		.where({ checkout_id: checkoutId })
		.whereIn('status', [...LIVE])
		.first('id', 'status', 'cohort_id');

/** The one live package that a student has of a course, with the checkout that it came from. Not locked. */
export const findOwnedPackage = async (
	trx: Connection,
	{ studentId, programId }: { studentId: number; programId: number },
): Promise<Pick<PackageRow, 'id' | 'checkout_id'> | undefined> =>
	packages(trx)
		.where({ student_id: studentId, program_id: programId })
		.whereIn('status', [...LIVE])
		.first('id', 'checkout_id');

/** Moves a live package to another status. False when it is not live any more: somebody else ended it. */
export const moveLivePackage = async (
	trx: Connection,
	id: number,
	status: PackageStatus,
	now: Date,
): Promise<boolean> =>
	(await packages(trx)
		.where({ id })
		.whereIn('status', [...LIVE])
		.update({ status, version: trx.raw('version + 1'), updated_at: now })) === 1;

/** Counts a change of what belongs to a locked package, so that older forms are refused. */
export const countPackageChange = async (trx: Connection, id: number, now: Date): Promise<void> => {
	await packages(trx)
		.where({ id })
		.update({ version: trx.raw('version + 1'), updated_at: now });
};

/** When a package was last bought for money, in one mode of Stripe; null = never. */
export const findLastPurchase = async (db: Connection, livemode: boolean): Promise<Date | null> => {
	const row = (await db({ package: tableName(db, 'student_packages') })
		.join({ checkout: tableName(db, 'checkouts') }, 'checkout.id', 'package.checkout_id')
		.whereNotNull('package.payment_intent_id')
		.where('checkout.livemode', livemode)
		.orderBy('package.purchased_at', 'desc')
		.first({ at: 'package.purchased_at' })) as { at: Date } | undefined;
	return row?.at ?? null;
};
