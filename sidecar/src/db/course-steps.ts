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

/** What staff types of a step, at its place. */
export type StepColumns = Pick<StepRow, 'step_order' | 'label' | 'title' | 'is_active'>;

/** All steps of a course, in order. */
export const findSteps = (connection: Connection, programId: number): Promise<StepRow[]> =>
	steps(connection).where('program_id', programId).orderBy('step_order');

/** No course has so many steps. */
const OUT_OF_THE_WAY = 1_000_000;

/** Moves all steps of a course behind any place that it can have: until each has its new one, two might share one. */
export const clearStepOrder = async (trx: Connection, programId: number): Promise<void> => {
	await steps(trx)
		.where('program_id', programId)
		.update({ step_order: trx.raw('step_order + ?', [OUT_OF_THE_WAY]) });
};

/** Changes one step. */
export const updateStep = async (
	trx: Connection,
	id: number,
	change: Partial<StepColumns>,
	now: Date,
): Promise<void> => {
	await steps(trx)
		.where({ id })
		.update({ ...change, updated_at: now });
};

/** Writes a new step and returns its id. */
export const insertStep = async (
	trx: Connection,
	programId: number,
	row: StepColumns,
	now: Date,
): Promise<number> => {
	const [id] = await steps(trx).insert({ ...row, program_id: programId, created_at: now, updated_at: now });
	return id as number;
};

/** Deletes steps to which nothing refers, their options neither. */
export const deleteSteps = async (trx: Connection, ids: readonly number[]): Promise<void> => {
	await steps(trx)
		.whereIn('id', [...ids])
		.delete();
};

/** Courses of which an active step is new or was changed since then. */
export const programsOfStepsChangedSince = async (connection: Connection, since: Date): Promise<number[]> =>
	(
		await steps(connection)
			.where('is_active', true)
			.where('updated_at', '>=', since)
			.distinct('program_id')
			.orderBy('program_id')
	).map(({ program_id: id }) => id);
