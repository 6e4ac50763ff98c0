import { table, tableName, type Connection } from './database';

/** A class that teaches a step. */
export interface StepOptionRow {
	id: number;
	step_id: number;
	group_class_id: number;
	created_at: Date;
	updated_at: Date;
}

const stepOptions = (connection: Connection) => table<StepOptionRow>(connection, 'course_step_options');

/** A step option with what its class is called and when it takes place. */
export interface StepOptionClass {
	stepOptionId: number;
	stepId: number;
	groupClassId: number;
	name: string;
	/** See GroupClassRow. */
	dayOfWeek: number;
	startTime: string;
	endTime: string;
	timezone: string;
	maxStudents: number;
}

/** Lets classes teach steps. */
export const insertStepOptions = async (
	trx: Connection,
	options: readonly { stepId: number; groupClassId: number }[],
	now: Date,
): Promise<void> => {
	if (options.length > 0) {
		await stepOptions(trx).insert(
			options.map(({ stepId, groupClassId }) => ({
				step_id: stepId,
				group_class_id: groupClassId,
				created_at: now,
				updated_at: now,
			})),
		);
	}
};

/** Locks all options of a course, in id order, and returns their ids: until the end no cohort can offer one anew. */
export const lockStepOptions = async (trx: Connection, programId: number): Promise<number[]> => {
	const rows = await stepOptions(trx)
		.whereIn('step_id', (step) =>
			step.select('id').from(tableName(trx, 'course_steps')).where('program_id', programId),
		)
		.orderBy('id')
		.forUpdate()
		.select('id');
	return rows.map(({ id }) => id);
};

/** All options of the steps, by id. */
export const findStepOptions = async (
	connection: Connection,
	stepIds: readonly number[],
): Promise<StepOptionClass[]> =>
	connection({ option: tableName(connection, 'course_step_options') })
		.join({ class: tableName(connection, 'group_classes') }, 'class.id', 'option.group_class_id')
		.whereIn('option.step_id', [...stepIds])
		.orderBy('option.id')
		.select({
			stepOptionId: 'option.id',
			stepId: 'option.step_id',
			groupClassId: 'class.id',
			name: 'class.name',
			dayOfWeek: 'class.day_of_week',
			startTime: 'class.start_time',
			endTime: 'class.end_time',
			timezone: 'class.timezone',
			maxStudents: 'class.max_students',
		}) as unknown as Promise<StepOptionClass[]>;

/** Deletes options that no cohort offers. */
export const deleteStepOptions = async (trx: Connection, ids: readonly number[]): Promise<void> => {
	await stepOptions(trx)
		.whereIn('id', [...ids])
		.delete();
};
