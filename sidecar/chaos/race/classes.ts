import type { CoursePackagesResponse } from '../../contract';
import type { ClassSessionRow } from '../../src/db/class-sessions';
import { table } from '../../src/db/database';
import { createDraws } from '../../stripe-emulator/src/draws';
import { buildCohort, buildCourse, buildPrice } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';
import { atOnce } from '../at-once';
import type { Fleet } from '../fleet';

const CLASSES = 3;

/** Students of a free course book classes at the same moment; each has far fewer seats than students who want it. */
export const raceForClasses = async (
	fleet: Fleet,
	{ students, seats }: { students: number; seats: number },
	seed: number,
): Promise<{ problems: string[]; counts: Record<string, number> }> => {
	const { db } = fleet;
	const options = Array.from({ length: CLASSES }, () => ({ maxStudents: seats }));
	const course = await buildCourse(db, { steps: [{ options }] });
	const cohort = await buildCohort(db, course, { maxEnrollment: null });
	await buildPrice(db, cohort, { amount: 0 });
	const path = `/course-programs/${course.code}/cohorts/${cohort.id}/enroll`;
	const owners = await atOnce(Array.from({ length: students }), students, async () => {
		const call = fleet.as(await buildStudent(db));
		await call('POST', path, {});
		const { body } = await call('GET', '/students/me/course-packages');
		return { call, packageId: (body as unknown as CoursePackagesResponse).packages[0]?.id };
	});
	const draws = createDraws(`classes ${seed}`);
	const [step] = course.steps;
	const wishes = owners.map((owner) => ({
		...owner,
		option: step?.options[Math.floor(draws() * CLASSES)]?.id,
	}));
	const answers = await atOnce(wishes, students, ({ call, packageId, option }) =>
		call('POST', `/students/me/course-packages/${packageId}/book-sessions`, {
			selections: [{ courseStepId: step?.id, courseStepOptionId: option }],
		}),
	);
	const booked = answers.filter(({ status }) => status === 200).length;
	const sessions = await table<ClassSessionRow>(db, 'class_sessions').whereIn(
		'id',
		cohort.sessions.map(({ classSessionId }) => classSessionId),
	);
	return {
		problems: [
			...answers
				.filter(({ status, body }) => status !== 200 && body['code'] !== 'nothing_booked')
				.map(({ status, body }) => `a booking was answered ${status} ${String(body['code'])}`),
			...sessions
				.filter(({ current_enrollment: taken }) => taken !== seats)
				.map(
					({ id, current_enrollment: taken }) => `class session ${id}: ${taken} of ${seats} seats`,
				),
			...(booked === CLASSES * seats ? [] : [`${booked} students were told that they have a seat`]),
			...(await fleet.judge()),
		],
		counts: { bookings: answers.length },
	};
};
