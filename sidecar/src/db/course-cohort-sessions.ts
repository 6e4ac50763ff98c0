import { table, type Connection } from './database';

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
