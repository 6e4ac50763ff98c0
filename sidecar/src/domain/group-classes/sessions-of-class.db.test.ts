import type { GroupClass } from '../../../contract';
import { bookPlaces, cohortWith } from '../../../test/bookings';
import { buildCohort, buildPackage, type BuiltCohort } from '../../../test/builders';
import { ACTOR } from '../../../test/schedules';
import { openShop, refusalOf, type Shop } from '../../../test/shop';
import type { ClassSessionRow } from '../../db/class-sessions';
import { table } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';
import { createGroupClassesService, type GroupClassesService } from './group-classes.service';

let shop: Shop;
let classes: GroupClassesService;
beforeAll(async () => {
	shop = await openShop();
	classes = createGroupClassesService({ db: shop.db, clock: shop.clock });
});
afterAll(() => shop.close());

const classOf = ({ course }: BuiltCohort): Promise<GroupClass> =>
	classes.read(course.steps[0]!.options[0]!.groupClassId);

describe('new seats of a class', () => {
	const setSeats = async (cohort: BuiltCohort, maxStudents: number): Promise<void> => {
		const { id, version, steps, upcomingSessions, updatedAt, ...input } = await classOf(cohort);
		expect([steps.length, upcomingSessions, updatedAt]).toEqual([1, 2, expect.any(String)]);
		await classes.update({ id, version, actor: ACTOR }, { ...input, maxStudents });
	};
	const seatsOf = async (...cohorts: BuiltCohort[]): Promise<number[]> => {
		const ids = cohorts.map(({ sessions }) => sessions[0]!.classSessionId);
		const rows = await table<ClassSessionRow>(shop.db, 'class_sessions').whereIn('id', ids).orderBy('id');
		return rows.map(({ max_students: seats }) => seats);
	};
	/** Two cohorts in one class of twenty seats; the session of the second has other seats, and students. */
	const twoCohorts = async (own: number, taken = 0) => {
		const usual = await cohortWith(shop.db, [{ options: [{ maxStudents: 20 }] }]);
		const other = await buildCohort(shop.db, usual.course);
		await table<ClassSessionRow>(shop.db, 'class_sessions')
			.where('id', other.sessions[0]!.classSessionId)
			.update({ max_students: own, current_enrollment: taken });
		return { usual, other };
	};

	test('leave sessions that were given other seats as they are', async () => {
		const { usual, other } = await twoCohorts(12);
		await setSeats(usual, 22);
		expect(await seatsOf(usual, other)).toEqual([22, 12]);
	});

	test('are not refused because of a session that keeps its own', async () => {
		const { usual, other } = await twoCohorts(30, 25);
		await setSeats(usual, 22);
		expect(await seatsOf(usual, other)).toEqual([22, 30]);
	});

	test('are refused where a session that would get them has more students', async () => {
		const { usual, other } = await twoCohorts(20, 15);
		expect(await refusalOf(setSeats(usual, 14))).toBe('seats_below_sold');
		expect(await seatsOf(usual, other)).toEqual([20, 20]);
	});
});

describe('a class that no step is taken in any more', () => {
	/** Its only session is not offered any more, and a student has the step in it in this status. */
	const withdrawn = async (status: StepProgressRow['status']): Promise<GroupClass> => {
		const cohort = await cohortWith(shop.db, [{ options: 1 }]);
		const owned = await buildPackage(shop.db, cohort);
		await bookPlaces(shop.db, owned, []);
		await table<StepProgressRow>(shop.db, 'student_course_step_progress')
			.where('package_id', owned.id)
			.update({ status });
		await table<{ cohort_id: number }>(shop.db, 'course_cohort_sessions')
			.where('cohort_id', cohort.id)
			.delete();
		await table<{ step_id: number }>(shop.db, 'course_step_options')
			.where('step_id', cohort.course.steps[0]!.id)
			.delete();
		return classOf(cohort);
	};
	const remove = ({ id, version }: GroupClass) => classes.remove({ id, version, actor: ACTOR });

	test('is deleted although it has a session to come from which all have withdrawn, which stays as history', async () => {
		const groupClass = await withdrawn('CANCELLED');
		expect(groupClass.upcomingSessions).toBe(0);
		await remove(groupClass);
		expect(await refusalOf(classes.read(groupClass.id))).toBe('group_class_not_found');
		const kept = await table<ClassSessionRow>(shop.db, 'class_sessions').where(
			'group_class_id',
			groupClass.id,
		);
		expect(kept).toHaveLength(1);
	});

	test('stays while somebody is booked in a session to come', async () => {
		const groupClass = await withdrawn('BOOKED');
		expect(groupClass.upcomingSessions).toBe(1);
		await expect(remove(groupClass)).rejects.toMatchObject({
			code: 'in_use',
			data: { by: { steps: 0, sessions: 1 } },
		});
	});
});
