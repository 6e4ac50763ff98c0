import { tableName, type Connection } from '../database';

/** An active step of a course with what a cohort offers for it. */
export interface StepWithOptions {
	stepId: number;
	options: { stepOptionId: number; classSessionId: number; startsAt: Date }[];
}

interface Row {
	step_id: number;
	step_option_id: number | null;
	class_session_id: number | null;
	active_class_id: number | null;
	starts_at: Date | null;
}

/** An option as a row has it; null when the step has none, or its class is switched off. */
const optionOf = (row: Row): StepWithOptions['options'][number] | null => {
	const { step_option_id, class_session_id, active_class_id, starts_at } = row;
	if (step_option_id === null || class_session_id === null || active_class_id === null || !starts_at) {
		return null;
	}
	return { stepOptionId: step_option_id, classSessionId: class_session_id, startsAt: starts_at };
};

/** The active steps of a course, in order, each with the sessions of active classes that the cohort offers. */
export const cohortOptions = async (
	connection: Connection,
	{ programId, cohortId }: { programId: number; cohortId: number },
): Promise<StepWithOptions[]> => {
	const name = (table: string) => tableName(connection, table);
	const rows = (await connection({ step: name('course_steps') })
		.leftJoin({ offered: name('course_cohort_sessions') }, (join) =>
			join.on('offered.step_id', 'step.id').andOnVal('offered.cohort_id', cohortId),
		)
		.leftJoin({ session: name('class_sessions') }, 'session.id', 'offered.class_session_id')
		.leftJoin({ class: name('group_classes') }, (join) =>
			join.on('class.id', 'session.group_class_id').andOnVal('class.is_active', true),
		)
		.where({ 'step.program_id': programId, 'step.is_active': true })
		.orderBy(['step.step_order', 'session.starts_at', 'session.id'])
		.select({
			step_id: 'step.id',
			step_option_id: 'offered.step_option_id',
			class_session_id: 'session.id',
			active_class_id: 'class.id',
			starts_at: 'session.starts_at',
		})) as Row[];
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
