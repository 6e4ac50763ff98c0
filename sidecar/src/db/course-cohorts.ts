import {
	changeRows,
	quotedTable,
	quotedWordPressTable,
	selectRows,
	table,
	type Connection,
} from './database';

export interface CohortRow {
	id: number;
	program_id: number;
	name: string;
	/** YYYY-MM-DD in `timezone`. */
	start_date: string;
	end_date: string;
	timezone: string;
	/** null = unlimited. */
	max_enrollment: number | null;
	current_enrollment: number;
	enrollment_deadline: Date | null;
	is_active: boolean;
	deleted_at: Date | null;
	/** Counts what staff changed. */
	version: number;
	seat_version: number;
	created_at: Date;
	updated_at: Date;
}

const cohorts = (trx: Connection) => table<CohortRow>(trx, 'course_cohorts');

/** Locks a cohort until the transaction ends: every decision about its seats starts here. */
export const lockCohort = async (trx: Connection, id: number): Promise<CohortRow | undefined> =>
	cohorts(trx).where({ id }).forUpdate().first();

/** The same for several, in id order. Those that are not there are left out. */
export const lockCohorts = async (
	trx: Connection,
	ids: readonly number[],
): Promise<Map<number, CohortRow>> => {
	const rows = await cohorts(trx)
		.whereIn('id', [...ids])
		.orderBy('id')
		.forUpdate();
	return new Map(rows.map((row) => [row.id, row]));
};

/** What staff types of a cohort. */
export type CohortColumns = Pick<
	CohortRow,
	| 'program_id'
	| 'name'
	| 'start_date'
	| 'end_date'
	| 'timezone'
	| 'max_enrollment'
	| 'enrollment_deadline'
	| 'is_active'
>;

/** Creates a cohort and returns its id. */
export const insertCohort = async (trx: Connection, row: CohortColumns, now: Date): Promise<number> => {
	const [id] = await cohorts(trx).insert({ ...row, created_at: now, updated_at: now });
	return id as number;
};

/** Which course a cohort that is not deleted belongs to. Not locked. */
export const findCourseOfCohort = async (trx: Connection, id: number): Promise<number | undefined> =>
	(await cohorts(trx).where({ id }).whereNull('deleted_at').first('program_id'))?.program_id;

/** Who counts on a cohort. */
export interface CohortUse {
	/** Dated sessions that it offers. */
	sessions: number;
	/** Packages, whatever became of them, payable checkouts, and students on the waiting list. */
	students: number;
	/** Packages that hold a seat. */
	live: number;
	/** Seats that payable checkouts hold. */
	held: number;
}

/** Reads {@link CohortUse}. Call it after {@link lockCohort}. */
export const readCohortUse = async (trx: Connection, id: number, now: Date): Promise<CohortUse> => {
	const name = (of: string) => quotedTable(trx, of);
	const [row] = await selectRows<
		Record<'sessions' | 'packages' | 'live' | 'payable' | 'waiting' | 'held', number>
	>(
		trx,
		`SELECT
			(SELECT COUNT(*) FROM ${name('course_cohort_sessions')} WHERE cohort_id = ?) AS sessions,
			(SELECT COUNT(*) FROM ${name('student_packages')} WHERE cohort_id = ?) AS packages,
			(SELECT COUNT(*) FROM ${name('student_packages')} WHERE cohort_id = ? AND live = 1) AS live,
			(SELECT COUNT(*) FROM ${name('checkouts')} WHERE cohort_id = ? AND payable = 1) AS payable,
			(SELECT COUNT(*) FROM ${name('waiting_list')} WHERE cohort_id = ?) AS waiting,
			(${heldByOthers(trx)}) AS held`,
		[id, id, id, id, id, id, now, 0],
	);
	if (!row) {
		throw new Error('A SELECT without a table has a row.');
	}
	const { sessions, live, held } = row;
	return { sessions, students: row.packages + row.payable + row.waiting, live, held };
};

/** What a decision about a seat needs beside the cohort's own row. */
export interface SeatFacts {
	/** The student has a live package of the course. */
	owned: boolean;
	/** Seats that payable checkouts of other students hold. */
	heldByOthers: number;
	programActive: boolean;
	studentExists: boolean;
}

/** Values: cohort, now, student. */
const heldByOthers = (trx: Connection): string =>
	`SELECT COUNT(*) FROM ${quotedTable(trx, 'checkouts')} WHERE cohort_id = ? AND payable = 1
		AND (state = 'awaiting_payment' OR expires_at > ?) AND student_id <> ?`;

/**
 * Reads {@link SeatFacts} in one statement. Call it after {@link lockCohort}: a subquery inside the locking statement
 * itself would see the moment before the lock was granted. A student's own hold does not count against them.
 */
export const readSeatFacts = async (
	trx: Connection,
	{ cohortId, programId, studentId }: { cohortId: number; programId: number; studentId: number },
	now: Date,
): Promise<SeatFacts> => {
	const [row] = await selectRows<Record<'owned' | 'held' | 'program_active' | 'student_exists', number>>(
		trx,
		`SELECT
			EXISTS (SELECT 1 FROM ${quotedTable(trx, 'student_packages')}
				WHERE student_id = ? AND program_id = ? AND live = 1) AS owned,
			(${heldByOthers(trx)}) AS held,
			EXISTS (SELECT 1 FROM ${quotedTable(trx, 'course_programs')} WHERE id = ? AND is_active = 1) AS program_active,
			EXISTS (SELECT 1 FROM ${quotedWordPressTable(trx, 'users')} WHERE ID = ?) AS student_exists`,
		[studentId, programId, cohortId, now, studentId, programId, studentId],
	);
	if (!row) {
		throw new Error('A SELECT without a table has a row.');
	}
	return {
		owned: row.owned === 1,
		heldByOthers: row.held,
		programActive: row.program_active === 1,
		studentExists: row.student_exists === 1,
	};
};

/**
 * Takes one seat for good, and with it the cohort's lock: of a cohort that is not deleted, and on sale unless
 * `evenIfClosed`. False when none is left by the counter. What others hold is not counted: see {@link readTakenSeat}.
 */
export const takeSeat = async (
	trx: Connection,
	{ id, evenIfClosed }: { id: number; evenIfClosed: boolean },
	now: Date,
): Promise<boolean> =>
	(await changeRows(
		trx,
		`UPDATE ${quotedTable(trx, 'course_cohorts')}
			SET current_enrollment = current_enrollment + 1, seat_version = seat_version + 1, updated_at = ?
			WHERE id = ? AND deleted_at IS NULL AND (is_active = 1 OR ?)
				AND (max_enrollment IS NULL OR current_enrollment < max_enrollment)`,
		[now, id, evenIfClosed],
	)) === 1;

/** What is known of a seat once it is taken. */
export interface TakenSeat {
	/** Seats beyond this one and those that payable checkouts of other students hold; null = unlimited. */
	left: number | null;
	/** The student waits for a seat in this or another cohort of the course. */
	waiting: boolean;
	/** The cohort still offers all that was booked before it was locked. */
	offersStand: boolean;
}

/** How many of these a cohort offers. */
const standingOffers = (trx: Connection, bookings: readonly unknown[]): string =>
	bookings.length === 0
		? '0'
		: `SELECT COUNT(*) FROM ${quotedTable(trx, 'course_cohort_sessions')}
			WHERE cohort_id = ? AND (step_option_id, class_session_id) IN (${bookings.map(() => '(?, ?)').join(', ')})`;

/**
 * Reads {@link TakenSeat}. Call it after {@link takeSeat}, whose lock it needs: negative means that it was another's.
 *
 * @param seat.bookings What was booked for the seat before the cohort was locked.
 */
export const readTakenSeat = async (
	trx: Connection,
	seat: {
		cohortId: number;
		programId: number;
		studentId: number;
		bookings: readonly { stepOptionId: number; classSessionId: number }[];
	},
	now: Date,
): Promise<TakenSeat> => {
	const { cohortId, programId, studentId, bookings } = seat;
	const [row] = await selectRows<{
		seats: number | null;
		taken: number;
		held: number;
		waiting: number;
		offered: number;
	}>(
		trx,
		`SELECT max_enrollment AS seats, current_enrollment AS taken, (${heldByOthers(trx)}) AS held,
				EXISTS (SELECT 1 FROM ${quotedTable(trx, 'waiting_list')} WHERE student_id = ? AND program_id = ?) AS waiting,
				(${standingOffers(trx, bookings)}) AS offered
			FROM ${quotedTable(trx, 'course_cohorts')} WHERE id = ?`,
		[
			...[cohortId, now, studentId, studentId, programId],
			...(bookings.length === 0 ? [] : [cohortId]),
			...bookings.flatMap(({ stepOptionId, classSessionId }) => [stepOptionId, classSessionId]),
			cohortId,
		],
	);
	if (!row) {
		throw new Error(`Cohort ${cohortId} is gone although it is locked.`);
	}
	const { seats, taken, held, waiting, offered } = row;
	return {
		left: seats === null ? null : seats - taken - held,
		waiting: waiting === 1,
		offersStand: offered === bookings.length,
	};
};

/** Gives one seat back. A counter that is wrong already must not stop a refund. */
export const giveBackSeat = async (trx: Connection, id: number, now: Date): Promise<void> => {
	await cohorts(trx)
		.where({ id })
		.update({
			current_enrollment: trx.raw('GREATEST(current_enrollment, 1) - 1'),
			seat_version: trx.raw('seat_version + 1'),
			updated_at: now,
		});
};

/**
 * Marks that a decision about the seats was made without taking one: two writers on different nodes of a Galera
 * cluster, where row locks do not cross nodes, then collide at commit.
 */
export const markSeatDecision = async (trx: Connection, id: number, now: Date): Promise<void> => {
	await cohorts(trx)
		.where({ id })
		.update({ seat_version: trx.raw('seat_version + 1'), updated_at: now });
};

/** Corrects the counter of a locked cohort. */
export const setSeatsOfCohort = async (
	trx: Connection,
	id: number,
	seats: number,
	now: Date,
): Promise<void> => {
	await cohorts(trx)
		.where({ id })
		.update({
			current_enrollment: seats,
			seat_version: trx.raw('seat_version + 1'),
			updated_at: now,
		});
};
