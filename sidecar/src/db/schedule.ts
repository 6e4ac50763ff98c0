import { countChanges } from './attendance';
import { batches } from './batches';
import type { CheckoutRow } from './checkouts';
import type { ClassSessionRow } from './class-sessions';
import type { CohortSessionRow } from './course-cohort-sessions';
import { changeRows, quotedTable, table, tableName, type Connection } from './database';
import type { StepProgressRow } from './student-course-step-progress';
import { lockPackageRows } from './student-packages';

/*
 * What saving a cohort's schedule changes: dated sessions, which of them the cohort offers, and who is booked in them. The
 * cohort is locked first, then the sessions in id order, then the packages of whoever is booked in id order, then their steps.
 */

/** So many ids in one statement at most. */
const BATCH = 500;

const sessions = (trx: Connection) => table<ClassSessionRow>(trx, 'class_sessions');
const offers = (trx: Connection) => table<CohortSessionRow>(trx, 'course_cohort_sessions');
const progress = (trx: Connection) => table<StepProgressRow>(trx, 'student_course_step_progress');

/** Ids of the sessions of classes that begin at these instants. Not locked. */
export const findSessionsAt = async (
	trx: Connection,
	wanted: readonly { groupClassId: number; startsAt: Date }[],
): Promise<number[]> => {
	const found: number[] = [];
	for (const some of batches(wanted, BATCH)) {
		const pairs = some.map(({ groupClassId, startsAt }) => [groupClassId, startsAt]);
		const rows = await sessions(trx).whereIn(['group_class_id', 'starts_at'], pairs).select('id');
		found.push(...rows.map(({ id }) => id));
	}
	return found;
};

/** Gives a locked session another end or other seats. */
export const changeSession = async (
	trx: Connection,
	id: number,
	change: Partial<Pick<ClassSessionRow, 'ends_at' | 'max_students'>>,
	now: Date,
): Promise<void> => {
	await sessions(trx)
		.where({ id })
		.update({ ...change, updated_at: now });
};

/**
 * Writes locked sessions that a cohort leaves: whoever books one of them at this moment on another node of a Galera
 * cluster, where row locks do not cross nodes, then collides at commit.
 */
export const markLeft = async (trx: Connection, ids: readonly number[], now: Date): Promise<void> => {
	await sessions(trx)
		.whereIn('id', [...ids])
		.update({ updated_at: now });
};

/** Which session a cohort offers for an option. */
export interface Offered {
	stepOptionId: number;
	classSessionId: number;
}

const sessionByOption = (offered: readonly Offered[]) => ({
	sql: `CASE step_option_id ${offered.map(() => 'WHEN ? THEN ?').join(' ')} END`,
	values: offered.flatMap(({ stepOptionId, classSessionId }) => [stepOptionId, classSessionId]),
});

/** Lets a locked cohort offer other sessions for options that it offers already. */
export const changeOffers = async (
	trx: Connection,
	cohortId: number,
	offered: readonly Offered[],
	now: Date,
): Promise<void> => {
	for (const some of batches(offered, BATCH)) {
		const { sql, values } = sessionByOption(some);
		await changeRows(
			trx,
			`UPDATE ${quotedTable(trx, 'course_cohort_sessions')} SET class_session_id = ${sql}, updated_at = ?
				WHERE cohort_id = ? AND step_option_id IN (?)`,
			[...values, now, cohortId, some.map(({ stepOptionId }) => stepOptionId)],
		);
	}
};

/** Lets a locked cohort not offer these options any more. */
export const removeOffers = async (
	trx: Connection,
	cohortId: number,
	stepOptionIds: readonly number[],
): Promise<void> => {
	await offers(trx)
		.where('cohort_id', cohortId)
		.whereIn('step_option_id', [...stepOptionIds])
		.delete();
};

/** A booked step of a package. */
export interface BookedStep {
	id: number;
	packageId: number;
	stepOptionId: number;
	bookedAt: Date | null;
}

const byNumber = (one: number, other: number): number => one - other;

/** Booked steps of a cohort's live packages in these sessions. Not locked. */
const findBookedSteps = async (
	trx: Connection,
	cohortId: number,
	offered: readonly Offered[],
): Promise<{ id: number; packageId: number }[]> =>
	(await trx({ progress: tableName(trx, 'student_course_step_progress') })
		.join({ package: tableName(trx, 'student_packages') }, (join) =>
			join.on('package.id', 'progress.package_id').andOnVal('package.live', 1),
		)
		.whereIn(
			['progress.class_session_id', 'progress.step_option_id'],
			offered.map(({ classSessionId, stepOptionId }) => [classSessionId, stepOptionId]),
		)
		.where({ 'progress.cohort_id': cohortId, 'progress.status': 'BOOKED' })
		.select('progress.id', { packageId: 'progress.package_id' })) as { id: number; packageId: number }[];

/** The packages of steps, each once, in id order. */
const packagesOf = (steps: readonly { packageId: number }[]): number[] =>
	[...new Set(steps.map(({ packageId }) => packageId))].sort(byNumber);

/**
 * Locks the booked steps of a cohort's live packages in these sessions, and the packages before. Cohort and sessions are
 * locked before, so that nobody can be booked meanwhile. They are looked for first and locked by their ids then: a purchase
 * has written its own when it still waits for the cohort.
 */
export const lockBookedSteps = async (
	trx: Connection,
	{ cohortId, offered }: { cohortId: number; offered: readonly Offered[] },
): Promise<BookedStep[]> => {
	const found: { id: number; packageId: number }[] = [];
	for (const some of batches(offered, BATCH)) {
		found.push(...(await findBookedSteps(trx, cohortId, some)));
	}
	for (const some of batches(packagesOf(found), BATCH)) {
		await lockPackageRows(trx, some);
	}
	const locked: BookedStep[] = [];
	for (const some of batches(found.map(({ id }) => id).sort(byNumber), BATCH)) {
		const rows = await progress(trx)
			.whereIn('id', some)
			.where('status', 'BOOKED')
			.orderBy('id')
			.forUpdate()
			.select('id', {
				packageId: 'package_id',
				stepOptionId: 'step_option_id',
				bookedAt: 'booked_at',
			});
		locked.push(...(rows as BookedStep[]));
	}
	return locked;
};

/** Counts a change of the locked packages of booked steps, so that older forms are refused. */
export const countBookingChanges = async (
	trx: Connection,
	steps: readonly BookedStep[],
	now: Date,
): Promise<void> => {
	for (const some of batches(packagesOf(steps), BATCH)) {
		await countChanges(trx, some, now);
	}
};

/** Takes locked booked steps along to other sessions, by their option. Seats are counted by {@link shiftSeats}. */
export const moveBookedSteps = async (
	trx: Connection,
	ids: readonly number[],
	offered: readonly Offered[],
	now: Date,
): Promise<void> => {
	const { sql, values } = sessionByOption(offered);
	for (const some of batches(ids, BATCH)) {
		await changeRows(
			trx,
			`UPDATE ${quotedTable(trx, 'student_course_step_progress')} SET class_session_id = ${sql}, updated_at = ?
				WHERE id IN (?) AND status = 'BOOKED'`,
			[...values, now, some],
		);
	}
};

/** Gives locked booked steps back to their students to choose again. Seats are counted by {@link shiftSeats}. */
export const releaseBookedSteps = async (
	trx: Connection,
	ids: readonly number[],
	now: Date,
): Promise<void> => {
	for (const some of batches(ids, BATCH)) {
		await progress(trx).whereIn('id', some).where('status', 'BOOKED').update({
			status: 'UNBOOKED',
			step_option_id: null,
			class_session_id: null,
			booked_at: null,
			updated_at: now,
		});
	}
};

/**
 * Adds seats taken to locked sessions, or subtracts them. Raises an error when one has not that many seats: whoever calls
 * has looked under the lock.
 */
export const shiftSeats = async (
	trx: Connection,
	shifts: ReadonlyMap<number, number>,
	now: Date,
): Promise<void> => {
	for (const [id, seats] of [...shifts].sort(([one], [other]) => one - other)) {
		const changed = await changeRows(
			trx,
			`UPDATE ${quotedTable(trx, 'class_sessions')}
				SET current_enrollment = GREATEST(CAST(current_enrollment AS SIGNED) + ?, 0), updated_at = ?
				WHERE id = ? AND (? < 0 OR current_enrollment + ? <= max_students)`,
			[seats, now, id, seats, Math.max(seats, 0)],
		);
		if (changed !== 1) {
			throw new Error(`Class session ${id} has no room for ${seats} students, although it was locked.`);
		}
	}
};

/** What a mail about a package says of its purchase, and to whom it goes. */
export type PackagePurchase = Pick<
	CheckoutRow,
	'student_id' | 'program_code' | 'program_title' | 'cohort_name' | 'amount' | 'currency'
> & { packageId: number; checkoutId: number };

/** The purchases of packages. Not locked. */
export const purchasesOf = async (
	trx: Connection,
	packageIds: readonly number[],
): Promise<PackagePurchase[]> => {
	const found: PackagePurchase[] = [];
	for (const some of batches(packageIds, BATCH)) {
		const rows = await trx({ package: tableName(trx, 'student_packages') })
			.join({ checkout: tableName(trx, 'checkouts') }, 'checkout.id', 'package.checkout_id')
			// Where the student is now, which need not be where the course was bought.
			.join({ cohort: tableName(trx, 'course_cohorts') }, 'cohort.id', 'package.cohort_id')
			.whereIn('package.id', some)
			.select({
				packageId: 'package.id',
				checkoutId: 'checkout.id',
				student_id: 'package.student_id',
				program_code: 'checkout.program_code',
				program_title: 'checkout.program_title',
				cohort_name: 'cohort.name',
				amount: 'checkout.amount',
				currency: 'checkout.currency',
			});
		found.push(...(rows as PackagePurchase[]));
	}
	return found;
};
