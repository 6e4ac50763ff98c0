import type { ScheduledSession } from '../../../contract';
import { bookPlaces, cohortWith } from '../../../test/bookings';
import { buildCohort, buildCourse, buildPackage, type BuiltCohort } from '../../../test/builders';
import { expectCountersToAgree, optionsOf, reschedule, shifted } from '../../../test/schedules';
import { openShop, type Shop } from '../../../test/shop';
import { table } from '../../db/database';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectCountersToAgree(shop.db));
afterAll(() => shop.close());

const schedules = () => shop.sidecar.schedules;
const firstSession = async (cohort: BuiltCohort): Promise<ScheduledSession> =>
	optionsOf(await schedules().read(cohort.id))[0]!.session!;

/** A cohort whose only session has other seats than its class, and students in it. */
const withOwnSeats = async ({
	own,
	ofClass,
	students = 0,
}: {
	own: number;
	ofClass: number;
	students?: number;
}): Promise<BuiltCohort> => {
	const cohort = await cohortWith(shop.db, [{ options: [{ maxStudents: ofClass }] }]);
	await reschedule(schedules(), cohort, ([one]) => [{ ...shifted(one!, 0), maxStudents: own }]);
	for (let index = 0; index < students; index += 1) {
		await bookPlaces(shop.db, await buildPackage(shop.db, cohort), []);
	}
	return cohort;
};

describe('a session that moves to another date keeps its own seats', () => {
	test.each([
		['fewer', 8, 20],
		['more', 30, 20],
	])('when they are %s than those of its class', async (_, own, ofClass) => {
		const cohort = await withOwnSeats({ own, ofClass });
		await reschedule(schedules(), cohort, ([one]) => [shifted(one!, 2)]);
		expect(await firstSession(cohort)).toMatchObject({ maxStudents: own });
	});

	test.each([
		['a small room', 3, 20, 2],
		['a large room', 5, 2, 5],
	])('when the students of %s come along', async (_, own, ofClass, students) => {
		const cohort = await withOwnSeats({ own, ofClass, students });
		await reschedule(schedules(), cohort, ([one]) => [shifted(one!, 2)], 'move');
		expect(await firstSession(cohort)).toMatchObject({
			maxStudents: own,
			enrolled: students,
			booked: students,
		});
	});

	test('when all steps of one class shift by a week into each other’s sessions', async () => {
		const course = await buildCourse(shop.db, { steps: [{ options: [{ maxStudents: 4 }] }, {}] });
		const groupClassId = course.steps[0]!.options[0]!.groupClassId;
		await table<{ id: number; group_class_id: number }>(shop.db, 'course_step_options')
			.where('id', course.steps[1]!.options[0]!.id)
			.update({ group_class_id: groupClassId });
		course.steps[1]!.options[0]!.groupClassId = groupClassId;
		const cohort = await buildCohort(shop.db, course, { maxEnrollment: null });
		const seats = [7, 5];
		await reschedule(schedules(), cohort, (all) =>
			all.map((one, index) => ({ ...shifted(one, 0), maxStudents: seats[index] })),
		);
		for (let index = 0; index < 5; index += 1) {
			await bookPlaces(shop.db, await buildPackage(shop.db, cohort), []);
		}
		const saved = await reschedule(
			schedules(),
			cohort,
			(all) => all.map((one) => shifted(one, 7)),
			'move',
		);
		expect(optionsOf(saved).map(({ session }) => [session?.maxStudents, session?.booked])).toEqual([
			[7, 5],
			[5, 5],
		]);
	});

	test('unless it is given others with the date', async () => {
		const cohort = await withOwnSeats({ own: 8, ofClass: 20 });
		await reschedule(schedules(), cohort, ([one]) => [{ ...shifted(one!, 2), maxStudents: 20 }]);
		expect(await firstSession(cohort)).toMatchObject({ maxStudents: 20 });
	});

	test('but not where others have a session then: theirs stays as it is', async () => {
		const cohort = await withOwnSeats({ own: 8, ofClass: 20 });
		const other = await buildCohort(shop.db, cohort.course, { maxEnrollment: null });
		const { date, startTime, endTime, classSessionId } = await firstSession(other);
		await reschedule(schedules(), cohort, ([one]) => [
			{ stepOptionId: one!.stepOptionId, date, startTime, endTime },
		]);
		expect(await firstSession(cohort)).toMatchObject({ classSessionId, maxStudents: 20 });
	});
});

test('a date that is offered for the first time has the seats of its class', async () => {
	const cohort = await withOwnSeats({ own: 8, ofClass: 20 });
	const { date } = await firstSession(cohort);
	await reschedule(schedules(), cohort, ([one]) => [{ stepOptionId: one!.stepOptionId, date: null }]);
	await reschedule(schedules(), cohort, ([one]) => [{ stepOptionId: one!.stepOptionId, date }]);
	expect(await firstSession(cohort)).toMatchObject({ maxStudents: 20 });
});
