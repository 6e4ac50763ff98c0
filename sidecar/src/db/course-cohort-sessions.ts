import { table, tableName, type Connection } from './database';

/** Which dated session a cohort offers for an option of a step. */
export interface CohortSessionRow {
	id: number;
	cohort_id: number;
	step_id: number;
	step_option_id: number;
	class_session_id: number;
	created_at: Date;
	updated_at: Date;
}

const cohortSessions = (connection: Connection) =>
	table<CohortSessionRow>(connection, 'course_cohort_sessions');

/** The options for which a cohort has a dated session. */
export const findOfferedOptions = async (connection: Connection, cohortId: number): Promise<Set<number>> => {
	const rows = await cohortSessions(connection).where('cohort_id', cohortId).select('step_option_id');
	return new Set(rows.map((row) => row.step_option_id));
};

/** Offers dated sessions to a cohort, one per option. */
export const insertCohortSessions = async (
	trx: Connection,
	cohortId: number,
	offers: readonly { stepId: number; stepOptionId: number; classSessionId: number }[],
	now: Date,
): Promise<void> => {
	await cohortSessions(trx).insert(
		offers.map(({ stepId, stepOptionId, classSessionId }) => ({
			cohort_id: cohortId,
			step_id: stepId,
			step_option_id: stepOptionId,
			class_session_id: classSessionId,
			created_at: now,
			updated_at: now,
		})),
	);
};

/** Forgets what deleted cohorts offered for these options: nobody can book it, but it would keep the options. */
export const forgetDeletedOffers = async (
	trx: Connection,
	stepOptionIds: readonly number[],
): Promise<void> => {
	await cohortSessions(trx)
		.whereIn('step_option_id', [...stepOptionIds])
		.whereIn('cohort_id', (deleted) =>
			deleted.select('id').from(tableName(trx, 'course_cohorts')).whereNotNull('deleted_at'),
		)
		.delete();
};

/** Takes everything away that a locked cohort offers. Returns the class sessions that it offered. */
export const deleteCohortSessions = async (trx: Connection, cohortId: number): Promise<number[]> => {
	const rows = await cohortSessions(trx)
		.where('cohort_id', cohortId)
		.orderBy('id')
		.forUpdate()
		.select('class_session_id');
	await cohortSessions(trx).where('cohort_id', cohortId).delete();
	return rows.map((row) => row.class_session_id);
};
