import type { Knex } from 'knex';
import type { ClassSessionRow } from './class-sessions';
import { table, tableName, type Connection } from './database';

const sessions = (connection: Connection) => table<ClassSessionRow>(connection, 'class_sessions');

/**
 * For `modify`: those of a query's class sessions that are still to come for somebody: they have not ended, and a cohort
 * offers them or a student is booked.
 */
export const areUpcoming =
	(connection: Connection, now: Date) =>
	(query: Knex.QueryBuilder): void => {
		const name = (of: string) => tableName(connection, of);
		const session = connection.ref(`${name('class_sessions')}.id`);
		const offers = connection({ offer: name('course_cohort_sessions') })
			.join({ cohort: name('course_cohorts') }, 'cohort.id', 'offer.cohort_id')
			.where('offer.class_session_id', session)
			.whereNull('cohort.deleted_at')
			.select('offer.id');
		const bookings = connection({ progress: name('student_course_step_progress') })
			.where({ 'progress.class_session_id': session, 'progress.status': 'BOOKED' })
			.select('progress.id');
		query
			.where('ends_at', '>', now)
			.where((either) => either.whereExists(offers).orWhereExists(bookings));
	};

/** How many dated sessions a class has. */
export interface SessionsOfClass {
	/** See {@link areUpcoming}. */
	upcoming: number;
	/** With those that are history. */
	all: number;
}

/** Counts the dated sessions of a class. */
export const countSessionsOfClass = async (
	connection: Connection,
	groupClassId: number,
	now: Date,
): Promise<SessionsOfClass> => {
	const ofClass = () => sessions(connection).where({ group_class_id: groupClassId }).select('id');
	const upcoming = ofClass();
	areUpcoming(connection, now)(upcoming);
	return { upcoming: (await upcoming).length, all: (await ofClass()).length };
};

/**
 * Gives new seats to the dated sessions of a class that have not started and have as many as the class had, in id order.
 * Those that were given other seats keep them. Returns how many are taken where most are, when that is more: then nothing
 * was changed.
 */
export const setSeatsOfUpcoming = async (
	trx: Connection,
	{ groupClassId, before, after }: { groupClassId: number; before: number; after: number },
	now: Date,
): Promise<number | null> => {
	const usual = await sessions(trx)
		.where({ group_class_id: groupClassId, max_students: before })
		.where('starts_at', '>', now)
		.orderBy('id')
		.forUpdate()
		.select('id', 'current_enrollment');
	const taken = Math.max(0, ...usual.map(({ current_enrollment: seats }) => seats));
	if (taken > after) {
		return taken;
	}
	await sessions(trx)
		.whereIn(
			'id',
			usual.map(({ id }) => id),
		)
		.update({ max_students: after, updated_at: now });
	return null;
};
