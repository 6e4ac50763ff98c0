import { quotedTable, selectRows, tableName, type Connection } from '../database';
import type { ProgramRow } from '../course-programs';
import type { ProductMapRow } from '../stripe-product-map';
import { cohortsOfCourse, liveStudents } from './course-list';

/** A course that is not deleted, with what it costs and who has it. */
export type CourseDetail = Pick<
	ProgramRow,
	'id' | 'code' | 'title' | 'is_active' | 'page_id' | 'version' | 'updated_at'
> &
	// Null without a price.
	{ [Column in 'amount' | 'currency']: ProductMapRow[Column] | null } & Pick<
		ProductMapRow,
		'stripe_price_id' | 'stripe_product_id'
	> & {
		cohorts: number;
		students: number;
		/** Somebody has or had it. */
		is_sold: 0 | 1;
	};

/** A step of a course, with what refers to it. */
export interface StepDetail {
	id: number;
	step_order: number;
	label: string;
	title: string;
	is_active: boolean;
	/** A student has it, whatever became of it. */
	has_students: 0 | 1;
	options: OptionUse[];
}

/** A class in which a step can be taken, with how many cohorts offer it; deleted ones do not count. */
export interface OptionUse {
	id: number;
	groupClassId: number;
	cohorts: number;
}

/** Undefined when there is no such course. */
export const findCourseDetail = async (
	connection: Connection,
	{ id, livemode }: { id: number; livemode: boolean },
): Promise<CourseDetail | undefined> =>
	(await connection({ program: tableName(connection, 'course_programs') })
		.leftJoin({ price: tableName(connection, 'stripe_product_map') }, (join) =>
			join
				.on('price.entity_id', 'program.id')
				.andOnVal('price.entity_type', 'program')
				.andOnVal('price.livemode', livemode),
		)
		.where('program.id', id)
		.whereNull('program.deleted_at')
		.first({
			id: 'program.id',
			code: 'program.code',
			title: 'program.title',
			is_active: 'program.is_active',
			page_id: 'program.page_id',
			version: 'program.version',
			updated_at: 'program.updated_at',
			amount: 'price.amount',
			currency: 'price.currency',
			stripe_price_id: 'price.stripe_price_id',
			stripe_product_id: 'price.stripe_product_id',
			cohorts: cohortsOfCourse(connection),
			students: liveStudents(connection),
			is_sold: connection.raw(
				`EXISTS (SELECT 1 FROM ${quotedTable(connection, 'course_cohorts')} AS cohort
					JOIN ${quotedTable(connection, 'student_packages')} AS package ON package.cohort_id = cohort.id
					WHERE cohort.program_id = program.id)`,
			),
		})) as CourseDetail | undefined;

interface StepOptionRow extends Omit<StepDetail, 'options'> {
	option_id: number | null;
	group_class_id: number;
	cohorts: number;
}

/** The steps of a course, in order, each with its options by id. */
export const stepsOfCourse = async (connection: Connection, programId: number): Promise<StepDetail[]> => {
	const name = (table: string) => quotedTable(connection, table);
	const rows = await selectRows<StepOptionRow>(
		connection,
		`SELECT step.id, step.step_order, step.label, step.title, step.is_active,
				EXISTS (SELECT 1 FROM ${name('course_cohorts')} AS cohort
					JOIN ${name('student_packages')} AS package ON package.cohort_id = cohort.id
					JOIN ${name('student_course_step_progress')} AS progress
						ON progress.package_id = package.id AND progress.step_id = step.id
					WHERE cohort.program_id = step.program_id) AS has_students,
				\`option\`.id AS option_id, \`option\`.group_class_id,
				(SELECT COUNT(*) FROM ${name('course_cohort_sessions')} AS offered
					JOIN ${name('course_cohorts')} AS cohort ON cohort.id = offered.cohort_id AND cohort.deleted_at IS NULL
					WHERE offered.step_option_id = \`option\`.id) AS cohorts
			FROM ${name('course_steps')} AS step
			LEFT JOIN ${name('course_step_options')} AS \`option\` ON \`option\`.step_id = step.id
			WHERE step.program_id = ?
			ORDER BY step.step_order, \`option\`.id`,
		[programId],
	);
	const steps = new Map<number, StepDetail>();
	for (const { option_id, group_class_id, cohorts, ...row } of rows) {
		const step = steps.get(row.id) ?? { ...row, options: [] };
		steps.set(row.id, step);
		if (option_id !== null) {
			step.options.push({ id: option_id, groupClassId: group_class_id, cohorts });
		}
	}
	return [...steps.values()];
};

/** How many cohorts, not deleted, offer a step, and how many students have it, whatever became of it. */
export const readStepUse = async (
	connection: Connection,
	{ programId, stepId }: { programId: number; stepId: number },
): Promise<{ cohorts: number; students: number }> => {
	const name = (table: string) => quotedTable(connection, table);
	const [row] = await selectRows<{ cohorts: number; students: number }>(
		connection,
		`SELECT
			(SELECT COUNT(DISTINCT cohort.id) FROM ${name('course_cohorts')} AS cohort
				JOIN ${name('course_cohort_sessions')} AS offered
					ON offered.cohort_id = cohort.id AND offered.step_id = ?
				WHERE cohort.program_id = ? AND cohort.deleted_at IS NULL) AS cohorts,
			(SELECT COUNT(*) FROM ${name('course_cohorts')} AS cohort
				JOIN ${name('student_packages')} AS package ON package.cohort_id = cohort.id
				JOIN ${name('student_course_step_progress')} AS progress
					ON progress.package_id = package.id AND progress.step_id = ?
				WHERE cohort.program_id = ?) AS students`,
		[stepId, programId, stepId, programId],
	);
	return { cohorts: row?.cohorts ?? 0, students: row?.students ?? 0 };
};
