import type { BookSessionsResponse } from '../contract';
import type { ClassSessionRow } from '../src/db/class-sessions';
import { table, type Connection } from '../src/db/database';
import type { StepProgressRow } from '../src/db/student-course-step-progress';
import { createBookingService } from '../src/domain/booking/booking.service';
import { buildCohort, buildCourse, type BuiltCohort, type BuiltPackage } from './builders';

/** A step and one of its options by their places in the course, both from 0. */
export type Place = [step: number, option: number];

/** A cohort without a limit, of a course with these steps. */
export const cohortWith = async (
	db: Connection,
	steps: NonNullable<NonNullable<Parameters<typeof buildCourse>[1]>['steps']>,
): Promise<BuiltCohort> => buildCohort(db, await buildCourse(db, { steps }), { maxEnrollment: null });

export const selectionsOf = (cohort: BuiltCohort, places: readonly Place[]) =>
	places.map(([stepIndex, optionIndex]) => {
		const step = cohort.course.steps[stepIndex];
		return {
			courseStepId: step?.id ?? 0,
			courseStepOptionId: step?.options[optionIndex]?.id ?? 0,
		};
	});

/** Books as the owner of the package would. */
export const bookPlaces = (
	db: Connection,
	owned: BuiltPackage,
	places: readonly Place[],
	now = new Date(),
): Promise<BookSessionsResponse> =>
	createBookingService({ db, clock: { now: () => now } }).bookSessions({
		studentId: owned.studentId,
		packageId: owned.id,
		selections: selectionsOf(owned.cohort, places),
	});

/** The progress rows of a package, in the order of its steps. */
export const progressOf = (db: Connection, packageId: number) =>
	table<StepProgressRow>(db, 'student_course_step_progress')
		.where('package_id', packageId)
		.orderBy('step_id')
		.select('step_id', 'status', 'class_session_id', 'step_option_id', 'booked_at', 'updated_at');

export const statusesOf = async (db: Connection, packageId: number) =>
	(await progressOf(db, packageId)).map(({ status }) => status);

/** Seats taken in each session of the cohort, in the order of its options. */
export const seatsTaken = async (db: Connection, cohort: BuiltCohort): Promise<number[]> => {
	const rows = await table<ClassSessionRow>(db, 'class_sessions')
		.whereIn(
			'id',
			cohort.sessions.map(({ classSessionId }) => classSessionId),
		)
		.select('id', 'current_enrollment');
	const byId = new Map(rows.map((row) => [row.id, row.current_enrollment]));
	return cohort.sessions.map(({ classSessionId }) => byId.get(classSessionId) ?? -1);
};
