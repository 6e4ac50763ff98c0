import { tableName, type Connection } from '../database';

/** A cohort whose students are shown, with the steps that they can have. */
export interface RosterCohortRow {
	id: number;
	name: string;
	courseId: number;
	courseTitle: string;
	timezone: string;
	/** In order: active ones, and those that a student of the cohort has all the same. */
	steps: { stepId: number; stepLabel: string; isActive: boolean }[];
}

interface Row extends Omit<RosterCohortRow, 'steps'> {
	stepId: number | null;
	stepLabel: string;
	isActive: boolean;
}

/** A cohort that is not deleted, with its course and steps: one query. */
export const findRosterCohort = async (
	connection: Connection,
	cohortId: number,
): Promise<RosterCohortRow | undefined> => {
	const name = (table: string) => tableName(connection, table);
	const taken = connection({ progress: name('student_course_step_progress') })
		.where('progress.cohort_id', cohortId)
		.whereIn('progress.status', ['BOOKED', 'COMPLETED', 'CANCELLED'])
		.where('progress.step_id', connection.ref('step.id'))
		.select('progress.id');
	const rows = (await connection({ cohort: name('course_cohorts') })
		.join({ program: name('course_programs') }, 'program.id', 'cohort.program_id')
		.leftJoin({ step: name('course_steps') }, (join) =>
			join
				.on('step.program_id', 'program.id')
				.andOn(connection.raw('(step.is_active = 1 OR EXISTS ?)', [taken])),
		)
		.where('cohort.id', cohortId)
		.whereNull('cohort.deleted_at')
		.orderBy('step.step_order')
		.select({
			id: 'cohort.id',
			name: 'cohort.name',
			timezone: 'cohort.timezone',
			courseId: 'program.id',
			courseTitle: 'program.title',
			stepId: 'step.id',
			stepLabel: 'step.label',
			isActive: 'step.is_active',
		})) as Row[];
	const [first] = rows;
	if (!first) {
		return undefined;
	}
	const { id, name: cohortName, timezone, courseId, courseTitle } = first;
	const steps = rows.flatMap(({ stepId, stepLabel, isActive }) =>
		stepId === null ? [] : [{ stepId, stepLabel, isActive }],
	);
	return { id, name: cohortName, courseId, courseTitle, timezone, steps };
};
