import { quotedTable, selectRows, type Connection } from '../database';

/** An active step of a course with what a cohort offers for it. */
export interface StepWithOptions {
	stepId: number;
	options: { stepOptionId: number; classSessionId: number; startsAt: Date; seemsFree: boolean }[];
}

interface Row {
	step_id: number;
	step_option_id: number | null;
	class_session_id: number | null;
	active_class_id: number | null;
	starts_at: Date | null;
	seems_free: 0 | 1 | null;
}

/** An option as a row has it; null when the step has none, or its class is switched off. */
const optionOf = (row: Row): StepWithOptions['options'][number] | null => {
	const { step_option_id, class_session_id, active_class_id, starts_at } = row;
	if (step_option_id === null || class_session_id === null || active_class_id === null || !starts_at) {
		return null;
	}
	return {
		stepOptionId: step_option_id,
		classSessionId: class_session_id,
		startsAt: starts_at,
		seemsFree: row.seems_free === 1,
	};
};

/** The active steps of a course, in order, each with the sessions of active classes that the cohort offers. Not locked. */
export const cohortOptions = async (
	connection: Connection,
	{ programId, cohortId }: { programId: number; cohortId: number },
): Promise<StepWithOptions[]> => {
	const name = (table: string) => quotedTable(connection, table);
	const rows = await selectRows<Row>(
		connection,
		`SELECT step.id AS step_id, offered.step_option_id, session.id AS class_session_id, class.id AS active_class_id,
				session.starts_at, session.current_enrollment < session.max_students AS seems_free
			FROM ${name('course_steps')} AS step
			LEFT JOIN ${name('course_cohort_sessions')} AS offered ON offered.step_id = step.id AND offered.cohort_id = ?
			LEFT JOIN ${name('class_sessions')} AS session ON session.id = offered.class_session_id
			LEFT JOIN ${name('group_classes')} AS class ON class.id = session.group_class_id AND class.is_active = 1
			WHERE step.program_id = ? AND step.is_active = 1
			ORDER BY step.step_order, session.starts_at, session.id`,
		[cohortId, programId],
	);
	const steps = new Map<number, StepWithOptions>();
	for (const row of rows) {
		const step = steps.get(row.step_id) ?? { stepId: row.step_id, options: [] };
		steps.set(row.step_id, step);
		const option = optionOf(row);
		if (option) {
			step.options.push(option);
		}
	}
	return [...steps.values()];
};
