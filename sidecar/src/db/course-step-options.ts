import { table, tableName, type Connection } from './database';

/** A class that teaches a step. */
export interface StepOptionRow {
	id: number;
	step_id: number;
	group_class_id: number;
	created_at: Date;
	updated_at: Date;
}

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

/** Lets a class teach a step. */
export const insertStepOption = async (
	trx: Connection,
	{ stepId, groupClassId }: { stepId: number; groupClassId: number },
	now: Date,
): Promise<void> => {
	await table<StepOptionRow>(trx, 'course_step_options').insert({
		step_id: stepId,
		group_class_id: groupClassId,
		created_at: now,
		updated_at: now,
	});
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
