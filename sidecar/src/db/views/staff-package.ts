import type { PackageStatus, RefundReason } from '../../../contract';
import type { CheckoutState } from '../checkouts';
import { tableName, wordpressTableName, type Connection } from '../database';

/** A package as staff sees it, with what was paid for it. */
export interface StaffPackageRow {
	id: number;
	version: number;
	packageName: string;
	status: PackageStatus;
	purchasedAt: Date;
	checkoutState: CheckoutState;
	reason: RefundReason | null;
	/** Minor unit. */
	amount: number;
	currency: string;
	livemode: boolean;
	paymentIntentId: string | null;
	studentId: number;
	/** Null when the account is deleted. */
	studentName: string | null;
	studentEmail: string | null;
	courseId: number;
	courseCode: string;
	courseTitle: string;
	cohortId: number;
	cohortName: string;
	startDate: string;
	endDate: string;
	cohortTimezone: string;
}

/** One package with its student, course, cohort and checkout. */
export const findStaffPackage = async (
	connection: Connection,
	packageId: number,
): Promise<StaffPackageRow | undefined> => {
	const name = (table: string) => tableName(connection, table);
	return (await connection({ package: name('student_packages') })
		.join({ checkout: name('checkouts') }, 'checkout.id', 'package.checkout_id')
		.join({ program: name('course_programs') }, 'program.id', 'package.program_id')
		.join({ cohort: name('course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.leftJoin({ account: wordpressTableName(connection, 'users') }, 'account.ID', 'package.student_id')
		.where('package.id', packageId)
		.first({
			id: 'package.id',
			version: 'package.version',
			packageName: 'package.package_name',
			status: 'package.status',
			purchasedAt: 'package.purchased_at',
			checkoutState: 'checkout.state',
			reason: 'checkout.reason',
			amount: 'checkout.amount',
			currency: 'checkout.currency',
			livemode: 'checkout.livemode',
			paymentIntentId: 'checkout.payment_intent_id',
			studentId: 'package.student_id',
			studentName: 'account.display_name',
			studentEmail: 'account.user_email',
			courseId: 'program.id',
			courseCode: 'program.code',
			courseTitle: 'program.title',
			cohortId: 'cohort.id',
			cohortName: 'cohort.name',
			startDate: 'cohort.start_date',
			endDate: 'cohort.end_date',
			cohortTimezone: 'cohort.timezone',
		})) as StaffPackageRow | undefined;
};

/** A cohort to which a package could be moved. */
export interface OtherCohort {
	cohortId: number;
	name: string;
	/** YYYY-MM-DD in `timezone`. */
	startDate: string;
	endDate: string;
	timezone: string;
	/** null = unlimited. */
	maxEnrollment: number | null;
	currentEnrollment: number;
	heldByOthers: number;
}

/** More than anybody chooses from. */
const MOST = 200;

/**
 * The other cohorts of a package's course, on sale or not, those that begin last first. Not locked: what it tells of
 * seats is a hint.
 *
 * @param now Holds that have lapsed by then do not count; nor does the student's own.
 */
export const otherCohorts = (
	connection: Connection,
	{ courseId, cohortId, studentId }: Pick<StaffPackageRow, 'courseId' | 'cohortId' | 'studentId'>,
	now: Date,
): Promise<OtherCohort[]> =>
	connection({ cohort: tableName(connection, 'course_cohorts') })
		.where('cohort.program_id', courseId)
		.whereNot('cohort.id', cohortId)
		.whereNull('cohort.deleted_at')
		.orderBy([
			{ column: 'cohort.start_date', order: 'desc' },
			{ column: 'cohort.id', order: 'desc' },
		])
		.limit(MOST)
		.select({
			cohortId: 'cohort.id',
			name: 'cohort.name',
			startDate: 'cohort.start_date',
			endDate: 'cohort.end_date',
			timezone: 'cohort.timezone',
			maxEnrollment: 'cohort.max_enrollment',
			currentEnrollment: 'cohort.current_enrollment',
			heldByOthers: connection({ hold: tableName(connection, 'checkouts') })
				.count()
				.where({ 'hold.cohort_id': connection.ref('cohort.id'), 'hold.payable': 1 })
				.whereNot('hold.student_id', studentId)
				.where((live) =>
					live.where('hold.state', 'awaiting_payment').orWhere('hold.expires_at', '>', now),
				),
		}) as unknown as Promise<OtherCohort[]>;
