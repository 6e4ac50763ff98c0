import { table, tableName, wordpressTableName, type Connection } from './database';

/** A student who wants to know when a cohort has room again; at most one row per cohort and student. */
export interface WaitingRow {
	id: number;
	cohort_id: number;
	program_id: number;
	/** WordPress user. */
	student_id: number;
	/** The course's page on this site, for the mail. */
	return_url: string | null;
	/** When the student was told of a free seat; null = still waits. */
	offered_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

const waitingList = (trx: Connection) => table<WaitingRow>(trx, 'waiting_list');

interface Place {
	studentId: number;
	cohortId: number;
}

/** Whether the student waits for a seat of the cohort and was not told of one yet. */
export const isWaiting = async (db: Connection, { studentId, cohortId }: Place): Promise<boolean> =>
	(await waitingList(db)
		.where({ student_id: studentId, cohort_id: cohortId })
		.whereNull('offered_at')
		.first('id')) !== undefined;

/**
 * Puts a student at the end of a cohort's list. Whoever waits already keeps the place; whoever was told of a seat waits
 * anew, under another id.
 */
export const startWaiting = async (
	trx: Connection,
	row: Pick<WaitingRow, 'cohort_id' | 'program_id' | 'student_id' | 'return_url'>,
	now: Date,
): Promise<void> => {
	const { cohort_id, student_id } = row;
	await waitingList(trx).where({ cohort_id, student_id }).whereNotNull('offered_at').delete();
	await waitingList(trx)
		.insert({ ...row, created_at: now, updated_at: now })
		.onConflict(['cohort_id', 'student_id'])
		.merge(['return_url']);
};

/** Takes a student off the list of one cohort of a course. Nothing happens when the student is not on it. */
export const stopWaiting = async (
	db: Connection,
	{ studentId, cohortId, courseCode }: Place & { courseCode: string },
): Promise<void> => {
	await waitingList(db)
		.where({ student_id: studentId, cohort_id: cohortId })
		.whereIn('program_id', (program) =>
			program.select('id').from(tableName(db, 'course_programs')).where('code', courseCode),
		)
		.delete();
};

/** Takes a student off the lists of all cohorts of a course. */
export const endWaiting = async (
	trx: Connection,
	{ studentId, programId }: { studentId: number; programId: number },
): Promise<void> => {
	await waitingList(trx).where({ student_id: studentId, program_id: programId }).delete();
};

/**
 * Cohorts that somebody waits for and that may have room: on sale, and not full by their counter. Not locked.
 */
export const findCohortsToOffer = async (
	db: Connection,
	now: Date,
): Promise<{ cohortId: number; courseCode: string }[]> =>
	(await db({ waiting: tableName(db, 'waiting_list') })
		.join({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'waiting.cohort_id')
		.join({ program: tableName(db, 'course_programs') }, 'program.id', 'cohort.program_id')
		.whereNull('waiting.offered_at')
		.whereNull('cohort.deleted_at')
		.where({ 'cohort.is_active': true, 'program.is_active': true })
		.where((open) =>
			open.whereNull('cohort.enrollment_deadline').orWhere('cohort.enrollment_deadline', '>', now),
		)
		.where((room) =>
			room
				.whereNull('cohort.max_enrollment')
				.orWhereRaw('cohort.current_enrollment < cohort.max_enrollment'),
		)
		.distinct({ cohortId: 'cohort.id', courseCode: 'program.code' })
		.orderBy('cohort.id')) as { cohortId: number; courseCode: string }[];

/** Students of a cohort's list who are in a checkout of it: they have their seat, for now. */
const inCheckout = (trx: Connection, now: Date) =>
	trx(tableName(trx, 'checkouts'))
		.select('student_id')
		.where('cohort_id', trx.ref(`${tableName(trx, 'waiting_list')}.cohort_id`))
		.where('student_id', trx.ref(`${tableName(trx, 'waiting_list')}.student_id`))
		.where('payable', 1)
		.where((live) => live.where('state', 'awaiting_payment').orWhere('expires_at', '>', now));

/** How many students were told of a seat since then, and neither took it nor are about to. */
export const countOffers = async (
	trx: Connection,
	{ cohortId, since, now }: { cohortId: number; since: Date; now: Date },
): Promise<number> =>
	(
		await waitingList(trx)
			.where({ cohort_id: cohortId })
			.where('offered_at', '>', since)
			.whereNotExists(inCheckout(trx, now))
			.select('id')
	).length;

/** Students who wait, the longest first. */
export const findWaiting = async (
	trx: Connection,
	{ cohortId, limit, now }: { cohortId: number; limit: number; now: Date },
): Promise<WaitingRow[]> =>
	waitingList(trx)
		.where({ cohort_id: cohortId })
		.whereNull('offered_at')
		.whereNotExists(inCheckout(trx, now))
		.orderBy('id')
		.limit(limit);

/** Notes that a student is told of a seat. False when the student left, or was told already. */
export const markOffered = async (trx: Connection, id: number, now: Date): Promise<boolean> =>
	(await waitingList(trx)
		.where({ id })
		.whereNull('offered_at')
		.update({ offered_at: now, updated_at: now })) === 1;

/** Takes off a cohort's list whoever has the course by now, and whoever is no user of the site any more. */
export const dropServed = async (trx: Connection, cohortId: number): Promise<void> => {
	const list = tableName(trx, 'waiting_list');
	await waitingList(trx)
		.where({ cohort_id: cohortId })
		.where((served) =>
			served
				.whereNotExists(
					trx(wordpressTableName(trx, 'users'))
						.select('ID')
						.where('ID', trx.ref(`${list}.student_id`)),
				)
				.orWhereExists(
					trx(tableName(trx, 'student_packages'))
						.select('id')
						.where({ live: 1 })
						.where('student_id', trx.ref(`${list}.student_id`))
						.where('program_id', trx.ref(`${list}.program_id`)),
				),
		)
		.delete();
};

/** Forgets offers made before then, and all who wait for a cohort that was over before that date; returns how many. */
export const forgetOldWaiting = async (
	db: Connection,
	{ offeredBefore, endedBefore }: { offeredBefore: Date; endedBefore: string },
): Promise<number> =>
	waitingList(db)
		.where('offered_at', '<', offeredBefore)
		.orWhereIn('cohort_id', (over) =>
			over
				.select('id')
				.from(tableName(db, 'course_cohorts'))
				.where('end_date', '<', endedBefore)
				.orWhereNotNull('deleted_at'),
		)
		.delete();
