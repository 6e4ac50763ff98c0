import type { Knex } from 'knex';
import { changeRows, inTransaction, quotedTable, table, tableName, type Connection } from './database';

/** One dated occurrence of a group class. Cohorts may share it; its seats are counted once. */
export interface ClassSessionRow {
	id: number;
	group_class_id: number;
	starts_at: Date;
	ends_at: Date;
	max_students: number;
	current_enrollment: number;
	created_at: Date;
	updated_at: Date;
}

const sessions = (connection: Connection) => table<ClassSessionRow>(connection, 'class_sessions');

const countByNumber = (ids: readonly number[]): Map<number, number> => {
	const counts = new Map<number, number>();
	for (const id of ids) {
		counts.set(id, (counts.get(id) ?? 0) + 1);
	}
	return counts;
};

/** Sessions that gain or lose the same number of seats change in one statement: nearly always all of them. */
const groupBySeats = (seatsOf: Map<number, number>): Map<number, number[]> => {
	const groups = new Map<number, number[]>();
	for (const [id, seats] of seatsOf) {
		groups.set(seats, [...(groups.get(seats) ?? []), id]);
	}
	return groups;
};

/** A class session had no seat left. Whose it was is not known, so the transaction must not commit. */
export class ClassSessionFull extends Error {
	constructor() {
		super('A class session had no seat left.');
		this.name = 'ClassSessionFull';
	}
}

/** A cohort does not offer a session any more that it offered a moment ago. The transaction must not commit. */
export class OfferChanged extends Error {
	constructor() {
		super('The schedule of a cohort was changed meanwhile.');
		this.name = 'OfferChanged';
	}
}

/**
 * How seats are taken: `all` in one statement, which raises {@link ClassSessionFull} unless there is one in every
 * session; `each`, in two, which tells them apart.
 */
export type SeatTaking = 'all' | 'each';

/** How often a schedule may change under one booking. */
const ROUNDS = 4;

/**
 * A transaction whose work takes seats: `all` first, as nearly always there are; and from its beginning with `each` when
 * a session turned out to be full, or as before when the schedule was changed meanwhile. Like {@link inTransaction}
 * otherwise.
 */
export const inSeatTransaction = async <Result>(
	db: Connection,
	work: (trx: Knex.Transaction, taking: SeatTaking) => Promise<Result>,
): Promise<Result> => {
	let taking: SeatTaking = 'all';
	for (let round = 1; ; round += 1) {
		try {
			return await inTransaction(db, (trx) => work(trx, taking));
		} catch (error) {
			const isFull = error instanceof ClassSessionFull;
			if (round === ROUNDS || !(isFull || error instanceof OfferChanged)) {
				throw error;
			}
			taking = isFull ? 'each' : taking;
		}
	}
};

/**
 * Locks sessions in id order. Returns how many seats are free in each; none in those that have started. Raises
 * {@link OfferChanged} when one is gone: whoever left it has another one now.
 */
const lockFree = async (trx: Connection, ids: number[], now: Date): Promise<Map<number, number>> => {
	const rows = await sessions(trx)
		.whereIn('id', ids)
		.orderBy('id')
		.forUpdate()
		.select('id', 'starts_at', 'current_enrollment', 'max_students');
	if (rows.length !== ids.length) {
		throw new OfferChanged();
	}
	return new Map(
		rows.map((row) => [row.id, row.starts_at > now ? row.max_students - row.current_enrollment : 0]),
	);
};

/** Adds to the counters of sessions that have not started and have that many seats left. Returns how many had. */
const addToFree = (
	trx: Connection,
	{ ids, seats }: { ids: readonly number[]; seats: number },
	now: Date,
): Promise<number> =>
	changeRows(
		trx,
		`UPDATE ${quotedTable(trx, 'class_sessions')}
			SET current_enrollment = current_enrollment + ?, updated_at = ?
			WHERE id IN (?) AND starts_at > ? AND current_enrollment + ? <= max_students ORDER BY id`,
		[seats, now, ids, now, seats],
	);

const takeAll = async (trx: Connection, sessionIds: readonly number[], now: Date): Promise<boolean[]> => {
	for (const [seats, ids] of groupBySeats(countByNumber(sessionIds))) {
		if ((await addToFree(trx, { ids, seats }, now)) !== ids.length) {
			throw new ClassSessionFull();
		}
	}
	return sessionIds.map(() => true);
};

const takeEach = async (trx: Connection, sessionIds: readonly number[], now: Date): Promise<boolean[]> => {
	const free = await lockFree(trx, [...new Set(sessionIds)], now);
	const taken = sessionIds.map((id) => {
		const left = free.get(id) ?? 0;
		free.set(id, left - 1);
		return left > 0;
	});
	await takeAll(
		trx,
		sessionIds.filter((_, index) => taken[index]),
		now,
	);
	return taken;
};

/**
 * Takes one seat for every entry of `sessionIds` and tells, entry by entry, whether there was one. A session that
 * has started at `now` or is full gives none. The sessions stay locked, in id order, until the transaction ends.
 */
export const takeSeats = async (
	trx: Connection,
	sessionIds: readonly number[],
	taking: SeatTaking,
	now: Date,
): Promise<boolean[]> => {
	const distinct = new Set(sessionIds).size === sessionIds.length;
	// With counts that differ it would be several statements, each in id order, but not all together.
	return taking === 'all' && distinct ? takeAll(trx, sessionIds, now) : takeEach(trx, sessionIds, now);
};

/** Gives one seat back for every entry of `sessionIds`. */
export const giveBackSeats = async (
	trx: Connection,
	sessionIds: readonly number[],
	now: Date,
): Promise<void> => {
	for (const [seats, ids] of groupBySeats(countByNumber(sessionIds))) {
		await sessions(trx)
			.whereIn('id', ids)
			// A counter that is already wrong must not stop a refund.
			.where('current_enrollment', '>=', seats)
			.orderBy('id')
			.update({ current_enrollment: trx.raw('current_enrollment - ?', [seats]), updated_at: now });
	}
};

/** Locks sessions, in id order, until the transaction ends. */
export const lockClassSessions = async (
	trx: Connection,
	ids: readonly number[],
): Promise<ClassSessionRow[]> =>
	sessions(trx)
		.whereIn('id', [...ids])
		.orderBy('id')
		.forUpdate();

/**
 * Deletes those of the sessions, locked before by {@link lockClassSessions}, that no cohort offers and no student has or
 * had. All others stay: as history, or for whoever shares them.
 */
export const deleteUnusedSessions = async (trx: Connection, ids: readonly number[]): Promise<void> => {
	const session = tableName(trx, 'class_sessions');
	const refersTo = (name: string) => (query: Knex.QueryBuilder) =>
		query
			.select('id')
			.from(tableName(trx, name))
			.where('class_session_id', trx.ref(`${session}.id`));
	// Asked in a statement of its own: within the DELETE it would wait for rows of purchases that wait for this transaction.
	const unused = await sessions(trx)
		.whereIn('id', [...ids])
		.whereNotExists(refersTo('course_cohort_sessions'))
		.whereNotExists(refersTo('student_course_step_progress'))
		.select('id');
	await sessions(trx)
		.whereIn(
			'id',
			unused.map(({ id }) => id),
		)
		.delete();
};

/** Corrects the counter of a locked session. */
export const setSeatsOfSession = async (
	trx: Connection,
	id: number,
	seats: number,
	now: Date,
): Promise<void> => {
	await sessions(trx).where({ id }).update({ current_enrollment: seats, updated_at: now });
};

/** Those of the sessions that have not begun at `now`. */
export const notBegun = async (
	connection: Connection,
	sessionIds: readonly number[],
	now: Date,
): Promise<Set<number>> => {
	const rows = await sessions(connection)
		.whereIn('id', [...sessionIds])
		.where('starts_at', '>', now)
		.select('id');
	return new Set(rows.map(({ id }) => id));
};

/** Those of the sessions that have not ended at `now`. */
export const notEnded = async (
	connection: Connection,
	sessionIds: readonly number[],
	now: Date,
): Promise<Set<number>> => {
	const rows = await sessions(connection)
		.whereIn('id', [...sessionIds])
		.where('ends_at', '>', now)
		.select('id');
	return new Set(rows.map(({ id }) => id));
};

/** A dated session to be there. */
export interface WantedSession {
	groupClassId: number;
	/** UTC, on a whole second. */
	startsAt: Date;
	endsAt: Date;
	maxStudents: number;
}

/** Makes sure that the sessions exist, and returns their ids in the order of the list. Existing ones stay as they are. */
export const ensureSessions = async (
	trx: Connection,
	wanted: readonly WantedSession[],
	now: Date,
): Promise<number[]> => {
	await sessions(trx)
		.insert(
			wanted.map(({ groupClassId, startsAt, endsAt, maxStudents }) => ({
				group_class_id: groupClassId,
				starts_at: startsAt,
				ends_at: endsAt,
				max_students: maxStudents,
				created_at: now,
				updated_at: now,
			})),
		)
		.onConflict(['group_class_id', 'starts_at'])
		.merge(['group_class_id']);
	const rows = await sessions(trx)
		.whereIn(
			['group_class_id', 'starts_at'],
			wanted.map(({ groupClassId, startsAt }) => [groupClassId, startsAt]),
		)
		.select('id', 'group_class_id', 'starts_at');
	const key = (classId: number, startsAt: Date) => `${classId} ${startsAt.getTime()}`;
	const ids = new Map(rows.map((row) => [key(row.group_class_id, row.starts_at), row.id]));
	return wanted.map(({ groupClassId, startsAt }) => {
		const id = ids.get(key(groupClassId, startsAt));
		if (id === undefined) {
			throw new Error(`The session of class ${groupClassId} is gone although it was just saved.`);
		}
		return id;
	});
};
