import { table, tableName, wordpressTableName, type Connection } from './database';

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
	seat_version: number;
	created_at: Date;
	updated_at: Date;
}

const cohorts = (trx: Connection) => table<CohortRow>(trx, 'course_cohorts');

/** Locks a cohort until the transaction ends: every decision about its seats starts here. */
export const lockCohort = async (trx: Connection, id: number): Promise<CohortRow | undefined> =>
	cohorts(trx).where({ id }).forUpdate().first();

/** What a decision about a seat needs beside the cohort's own row. */
export interface SeatFacts {
	/** The student has a live package of the course. */
	owned: boolean;
	/** Seats that payable checkouts of other students hold. */
	heldByOthers: number;
	programActive: boolean;
	studentExists: boolean;
	/** The student waits for a seat in this or another cohort of the course. */
	waiting: boolean;
}

/**
 * Reads {@link SeatFacts} in one statement. Call it after {@link lockCohort}: a subquery inside the locking statement
 * itself would see the moment before the lock was granted. A student's own hold does not count against them.
 */
export const readSeatFacts = async (
	trx: Connection,
	seat: { cohortId: number; programId: number; studentId: number },
	now: Date,
): Promise<SeatFacts> => {
	const [[row]] = (await trx.raw(
		`SELECT
			EXISTS (SELECT 1 FROM :packages: WHERE student_id = :studentId AND program_id = :programId AND live = 1) AS owned,
			(SELECT COUNT(*) FROM :checkouts: WHERE cohort_id = :cohortId AND payable = 1
				AND (state = 'awaiting_payment' OR expires_at > :now) AND student_id <> :studentId) AS held,
			EXISTS (SELECT 1 FROM :programs: WHERE id = :programId AND is_active = 1) AS program_active,
			EXISTS (SELECT 1 FROM :users: WHERE ID = :studentId) AS student_exists,
			EXISTS (SELECT 1 FROM :waitingList: WHERE student_id = :studentId AND program_id = :programId) AS waiting`,
		{
			...seat,
			now,
			packages: tableName(trx, 'student_packages'),
			checkouts: tableName(trx, 'checkouts'),
			programs: tableName(trx, 'course_programs'),
			users: wordpressTableName(trx, 'users'),
			waitingList: tableName(trx, 'waiting_list'),
		},
	)) as [[Record<'owned' | 'held' | 'program_active' | 'student_exists' | 'waiting', number>]];
	return {
		owned: row.owned === 1,
		heldByOthers: row.held,
		programActive: row.program_active === 1,
		studentExists: row.student_exists === 1,
		waiting: row.waiting === 1,
	};
};

/** Takes one seat for good. False when none is left by the counter. */
export const takeSeat = async (trx: Connection, id: number, now: Date): Promise<boolean> =>
	(await cohorts(trx)
		.where({ id })
		.where((open) => open.whereNull('max_enrollment').orWhereRaw('current_enrollment < max_enrollment'))
		.update({
			current_enrollment: trx.raw('current_enrollment + 1'),
			seat_version: trx.raw('seat_version + 1'),
			updated_at: now,
		})) === 1;

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
