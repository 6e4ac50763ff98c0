import { tableName, type Connection } from '../database';
import { readPage, searchIn, type Page, type PageOf } from '../page';

export type CourseColumn = 'code' | 'title' | 'students' | 'updatedAt';

/** A course as staff lists it. */
export interface ListedCourse {
	id: number;
	code: string;
	title: string;
	is_active: boolean;
	page_id: number | null;
	version: number;
	updated_at: Date;
	/** In the mode that was asked for; null without a price. */
	amount: number | null;
	currency: string | null;
	/** Active ones. */
	steps: number;
	/** Not deleted. */
	cohorts: number;
	/** Live packages. */
	students: number;
}

const COLUMN_OF = {
	code: 'program.code',
	title: 'program.title',
	students: 'students',
	updatedAt: 'program.updated_at',
} as const satisfies Record<CourseColumn, string>;

/** Live packages of a course. By cohort, for which there is an index. */
export const liveStudents = (connection: Connection) =>
	connection({ cohort: tableName(connection, 'course_cohorts') })
		.join({ package: tableName(connection, 'student_packages') }, (join) =>
			join.on('package.cohort_id', 'cohort.id').andOnVal('package.live', 1),
		)
		.where('cohort.program_id', connection.ref('program.id'))
		.count();

/** Cohorts of a course that are not deleted. */
export const cohortsOfCourse = (connection: Connection) =>
	connection({ cohort: tableName(connection, 'course_cohorts') })
		.where('cohort.program_id', connection.ref('program.id'))
		.whereNull('cohort.deleted_at')
		.count();

const activeSteps = (connection: Connection) =>
	connection({ step: tableName(connection, 'course_steps') })
		.where({ 'step.program_id': connection.ref('program.id'), 'step.is_active': true })
		.count();

/** Courses that are not deleted, one page. */
export const courseList = (
	connection: Connection,
	page: Page<CourseColumn> & { isActive?: boolean | undefined; livemode: boolean },
): Promise<PageOf<ListedCourse>> => {
	const query = connection({ program: tableName(connection, 'course_programs') })
		.leftJoin({ price: tableName(connection, 'stripe_product_map') }, (join) =>
			join
				.on('price.entity_id', 'program.id')
				.andOnVal('price.entity_type', 'program')
				.andOnVal('price.livemode', page.livemode),
		)
		.whereNull('program.deleted_at');
	searchIn(query, page.search, ['program.code', 'program.title']);
	if (page.isActive !== undefined) {
		query.where('program.is_active', page.isActive);
	}
	return readPage(query, page, {
		columns: {
			id: 'program.id',
			code: 'program.code',
			title: 'program.title',
			is_active: 'program.is_active',
			page_id: 'program.page_id',
			version: 'program.version',
			updated_at: 'program.updated_at',
			amount: 'price.amount',
			currency: 'price.currency',
			steps: activeSteps(connection),
			cohorts: cohortsOfCourse(connection),
			students: liveStudents(connection),
		},
		columnOf: COLUMN_OF,
		tieBreaker: 'program.id',
	});
};
