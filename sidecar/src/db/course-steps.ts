import { table, type Connection } from './database';

/** One step of a course. */
export interface StepRow {
	id: number;
	program_id: number;
	/** From 1; unique within the course. */
	step_order: number;
	label: string;
	title: string;
	is_active: boolean;
	created_at: Date;
	updated_at: Date;
}

const steps = (connection: Connection) => table<StepRow>(connection, 'course_steps');

/** Creates the steps of a course or renames them, in the order of the list, and returns their ids in that order. */
export const saveSteps = async (
	trx: Connection,
	programId: number,
	list: readonly { label: string; title: string }[],
	now: Date,
): Promise<number[]> => {
	await steps(trx)
		.insert(
			list.map(({ label, title }, index) => ({
				program_id: programId,
				step_order: index + 1,
				label,
				title,
				created_at: now,
				updated_at: now,
			})),
		)
		.onConflict(['program_id', 'step_order'])
		.merge(['label', 'title', 'updated_at']);
	const rows = await steps(trx)
		.where('program_id', programId)
		.where('step_order', '<=', list.length)
		.orderBy('step_order')
		.select('id');
	return rows.map(({ id }) => id);
};
