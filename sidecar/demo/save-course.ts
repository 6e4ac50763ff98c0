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

/** By what a weekly class of the demo is known again: the same one teaches several steps. */
const keyOf = ({
	name,
	dayOfWeek,
	maxStudents,
}: Pick<DemoClass, 'name' | 'dayOfWeek' | 'maxStudents'>): string => `${name} ${dayOfWeek} ${maxStudents}`;

const insertClass = (trx: Connection, demo: DemoClass, now: Date): Promise<number> => {
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
	return insertGroupClass(trx, row, now);
};

/** Lets the classes of the demo teach the steps, and creates those that are missing. */
const offerClasses = async (
	trx: Connection,
	{ steps }: DemoCourse,
	stepIds: readonly number[],
	now: Date,
): Promise<void> => {
	const options = await findStepOptions(trx, stepIds);
	const classes = new Map(options.map((option) => [keyOf(option), option.groupClassId]));
	const known = new Set(options.map((option) => `${option.stepId} ${keyOf(option)}`));
	for (const [index, stepId] of stepIds.entries()) {
		for (const demo of steps[index]?.classes ?? []) {
			const key = keyOf(demo);
			if (!known.has(`${stepId} ${key}`)) {
				const groupClassId = classes.get(key) ?? (await insertClass(trx, demo, now));
				classes.set(key, groupClassId);
				await insertStepOptions(trx, [{ stepId, groupClassId }], now);
			}
		}
	}
};

/** Creates the course, or what is missing of it. Its weekly classes teach several steps each. */
export const saveCourse = (
	db: Connection,
	course: DemoCourse,
	pageId: number | null,
	now: Date,
): Promise<SavedCourse> =>
	inTransaction(db, async (trx) => {
		const programId = await saveProgram(trx, { code: course.code, title: course.title, pageId }, now);
		const stepIds = await saveSteps(trx, programId, course.steps, now);
		await offerClasses(trx, course, stepIds, now);
		const options = await findStepOptions(trx, stepIds);
		return {
			programId,
			steps: stepIds.map((stepId) => ({
				stepId,
				options: options.filter((option) => option.stepId === stepId),
			})),
		};
	});
