import type { Course, CourseStep } from '../../../contract';
import type { Connection } from '../../db/database';
import {
	findCourseDetail,
	stepsOfCourse,
	type CourseDetail,
	type StepDetail,
} from '../../db/views/course-detail';
import { AppError } from '../../errors';
import { toCataloguePrice } from '../prices/catalogue-price';

const toStep = (step: StepDetail): CourseStep => ({
	id: step.id,
	stepOrder: step.step_order,
	label: step.label,
	title: step.title,
	isActive: step.is_active,
	groupClassIds: step.options.map(({ groupClassId }) => groupClassId),
	isInUse: step.has_students === 1 || step.options.some(({ cohorts }) => cohorts > 0),
	usedGroupClassIds: step.options
		.filter(({ cohorts }) => cohorts > 0)
		.map(({ groupClassId }) => groupClassId),
});

const toCourse = (row: CourseDetail, steps: readonly StepDetail[], livemode: boolean): Course => ({
	id: row.id,
	version: row.version,
	code: row.code,
	title: row.title,
	isActive: row.is_active,
	pageId: row.page_id,
	steps: steps.map(toStep),
	price: toCataloguePrice(row, livemode),
	cohorts: row.cohorts,
	students: row.students,
	isSold: row.is_sold === 1,
	updatedAt: row.updated_at.toISOString(),
});

export const courseNotFound = (): AppError => new AppError('course_not_found', 'There is no such course.');

/**
 * A course as staff sees it, with its price in one mode of Stripe. Raises `course_not_found`, also for one that was
 * deleted.
 */
export const readCourse = async (
	connection: Connection,
	{ id, livemode }: { id: number; livemode: boolean },
): Promise<Course> => {
	const row = await findCourseDetail(connection, { id, livemode });
	if (!row) {
		throw courseNotFound();
	}
	return toCourse(row, await stepsOfCourse(connection, id), livemode);
};
