import { saveProgram } from '../src/db/course-programs';
import { findStepOptions, insertStepOptions, type StepOptionClass } from '../src/db/course-step-options';
import { saveSteps } from '../src/db/course-steps';
import { inTransaction, type Connection } from '../src/db/database';
import { insertGroupClass } from '../src/db/group-classes';
import type { DemoClass, DemoCourse } from './course';

/** A course as it is in the database. */
export interface SavedCourse {
	programId: number;
	/** In the order of the course. */
	steps: { stepId: number; options: StepOptionClass[] }[];
}

const insertOption = async (trx: Connection, stepId: number, demo: DemoClass, now: Date): Promise<void> => {
	const row = {
		name: demo.name,
		day_of_week: demo.dayOfWeek,
		start_time: demo.startTime,
		end_time: demo.endTime,
		timezone: demo.timezone,
		max_students: demo.maxStudents,
		instructor: demo.instructor,
		location: demo.location ?? null,
		meeting_url: demo.meetingUrl ?? null,
	};
	await insertStepOptions(trx, [{ stepId, groupClassId: await insertGroupClass(trx, row, now) }], now);
};

/** Creates the course, or what is missing of it. Every step has classes of its own, found again by their names. */
export const saveCourse = (
	db: Connection,
	course: DemoCourse,
	pageId: number | null,
	now: Date,
): Promise<SavedCourse> =>
	inTransaction(db, async (trx) => {
		const programId = await saveProgram(trx, { code: course.code, title: course.title, pageId }, now);
		const stepIds = await saveSteps(trx, programId, course.steps, now);
		const known = new Set(
			(await findStepOptions(trx, stepIds)).map(({ stepId, name }) => `${stepId} ${name}`),
		);
		for (const [index, stepId] of stepIds.entries()) {
			for (const demo of course.steps[index]?.classes ?? []) {
				if (!known.has(`${stepId} ${demo.name}`)) {
					await insertOption(trx, stepId, demo, now);
				}
			}
		}
		const options = await findStepOptions(trx, stepIds);
		return {
			programId,
			steps: stepIds.map((stepId) => ({
				stepId,
				options: options.filter((option) => option.stepId === stepId),
			})),
		};
	});
