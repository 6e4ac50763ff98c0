import { table, tableName, type Connection } from '../database';
import type { GroupClassRow } from '../group-classes';
import { readPage, searchIn, type Page, type PageOf } from '../page';
import { areUpcoming } from '../sessions-of-class';

/** A weekly class with how many of its dated sessions are to come: see {@link areUpcoming}. */
export type ListedClass = GroupClassRow & { upcoming_sessions: number };

export type ClassColumn = 'name' | 'dayOfWeek' | 'maxStudents' | 'updatedAt';

/** A step that can be taken in a class. */
export interface StepOfClass {
	groupClassId: number;
	courseId: number;
	courseTitle: string;
	stepId: number;
	stepLabel: string;
}

const COLUMN_OF = {
	name: 'class.name',
	dayOfWeek: 'class.day_of_week',
	maxStudents: 'class.max_students',
	updatedAt: 'class.updated_at',
} as const satisfies Record<ClassColumn, string>;

const notDeleted = (connection: Connection) =>
	connection({ class: tableName(connection, 'group_classes') }).whereNull('class.deleted_at');

const columns = (connection: Connection, now: Date) => ({
	...Object.fromEntries(
		[
			'id',
			'name',
			'day_of_week',
			'start_time',
			'end_time',
			'timezone',
			'max_students',
			'instructor',
			'location',
			'meeting_url',
			'is_active',
			'version',
			'updated_at',
		].map((name) => [name, `class.${name}`]),
	),
	upcoming_sessions: table(connection, 'class_sessions')
		.where('group_class_id', connection.ref('class.id'))
		.modify(areUpcoming(connection, now))
		.count(),
});

/** Weekly classes that are not deleted, one page. */
export const groupClassList = (
	connection: Connection,
	page: Page<ClassColumn> & { isActive?: boolean | undefined },
	now: Date,
): Promise<PageOf<ListedClass>> => {
	const query = notDeleted(connection);
	searchIn(query, page.search, ['class.name', 'class.instructor', 'class.location']);
	if (page.isActive !== undefined) {
		query.where('class.is_active', page.isActive);
	}
	return readPage(query, page, {
		columns: columns(connection, now),
		columnOf: COLUMN_OF,
		tieBreaker: 'class.id',
	});
};

/** One of them. */
export const findListedClass = async (
	connection: Connection,
	id: number,
	now: Date,
): Promise<ListedClass | undefined> =>
	(await notDeleted(connection).where('class.id', id).first(columns(connection, now))) as
		ListedClass | undefined;

/** The steps of courses, not deleted, that can be taken in these classes; by course and order. */
export const stepsOfClasses = async (
	connection: Connection,
	classIds: readonly number[],
): Promise<StepOfClass[]> =>
	connection({ option: tableName(connection, 'course_step_options') })
		.join({ step: tableName(connection, 'course_steps') }, 'step.id', 'option.step_id')
		.join({ course: tableName(connection, 'course_programs') }, 'course.id', 'step.program_id')
		.whereIn('option.group_class_id', [...classIds])
		.whereNull('course.deleted_at')
		.orderBy(['course.title', 'step.step_order'])
		.select({
			groupClassId: 'option.group_class_id',
			courseId: 'course.id',
			courseTitle: 'course.title',
			stepId: 'step.id',
			stepLabel: 'step.label',
		}) as unknown as Promise<StepOfClass[]>;
