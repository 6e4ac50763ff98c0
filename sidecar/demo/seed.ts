import { DateTime } from 'luxon';
import type { Connection } from '../src/db/database';
import type { DemoCohort, DemoCourse } from './course';
import { choir } from './courses/choir';
import { data } from './courses/data';
import { writing } from './courses/writing';
import { enroll, EnrollmentRefused, type Enrollment } from './enroll';
import type { DemoEnvironment } from './environment';
import { saveCohort } from './save-cohort';
import { saveCourse, type SavedCourse } from './save-course';
import { savePrice, type PriceMaker } from './save-price';

export const COURSES: readonly DemoCourse[] = [writing, data, choir];

export interface Demo extends DemoEnvironment {
	db: Connection;
	stripe: PriceMaker;
	now: Date;
	/** Told, in a sentence, what could not be made. */
	warn: (sentence: string) => void;
}

/** Those who are in a cohort from the start enrolled some days ago, and before the cohort began. */
const enrolledAt = (now: Date, { startsInDays, deadlineInDays }: DemoCohort): Date => {
	const days = Math.min(-3, startsInDays - 3, (deadlineInDays ?? 0) - 1);
	return DateTime.fromJSDate(now, { zone: 'utc' }).plus({ days }).toJSDate();
};

const enrollOrWarn = async ({ db, now, warn }: Demo, enrollment: Enrollment): Promise<void> => {
	try {
		await enroll(db, enrollment, now);
	} catch (error) {
		if (!(error instanceof EnrollmentRefused)) {
			throw error;
		}
		warn(error.message);
	}
};

const seedCohort = async (
	demo: Demo,
	course: DemoCourse,
	saved: SavedCourse,
	wanted: DemoCohort,
): Promise<void> => {
	const { db, stripe, students, now } = demo;
	const roster = wanted.enrollments.flatMap(({ login, chosen }) => {
		const studentId = students.get(login);
		return studentId === undefined ? [] : [{ studentId, chosen }];
	});
	const cohort = await saveCohort(db, saved, wanted, roster.length, now);
	if (wanted.price) {
		const priced = { entityType: 'cohort', entityId: cohort.id, price: wanted.price } as const;
		await savePrice(db, stripe, { ...priced, name: `${course.title}: ${wanted.name}` }, now);
	}
	for (const [preference, student] of roster.entries()) {
		const enrollment = {
			...student,
			course,
			programId: saved.programId,
			cohort,
			price: course.price,
			livemode: stripe.livemode,
			preference,
			at: enrolledAt(now, wanted),
		};
		await enrollOrWarn(demo, enrollment);
	}
};

const seedCourse = async (demo: Demo, course: DemoCourse): Promise<void> => {
	const { db, stripe, pages, now } = demo;
	const saved = await saveCourse(db, course, pages.get(course.code) ?? null, now);
	const priced = { entityType: 'program', entityId: saved.programId, price: course.price } as const;
	await savePrice(db, stripe, { ...priced, name: course.title }, now);
	for (const cohort of course.cohorts) {
		await seedCohort(demo, course, saved, cohort);
	}
};

/**
 * Makes the demo's courses, cohorts, prices and students, or what is missing of them; what somebody did with them
 * since is left alone. Returns the courses.
 */
export const seed = async (demo: Demo): Promise<{ courses: { code: string; title: string }[] }> => {
	for (const course of COURSES) {
		await seedCourse(demo, course);
	}
	return { courses: COURSES.map(({ code, title }) => ({ code, title })) };
};
