import { randomUUID } from 'node:crypto';
import { bookPlaces, cohortWith, progressOf, seatsTaken } from '../../../test/bookings';
import {
	buildCohort,
	buildCourse,
	buildPackage,
	type BuiltCohort,
	type BuiltPackage,
} from '../../../test/builders';
import { openShop, refusalOf, type Shop } from '../../../test/shop';
import { ACTOR, expectCountersToAgree, optionsOf, reschedule, shifted } from '../../../test/schedules';
import type { ClassSessionRow } from '../../db/class-sessions';
import { table } from '../../db/database';
import type { NotificationRow } from '../../db/notifications';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectCountersToAgree(shop.db));
afterAll(() => shop.close());

const schedules = () => shop.sidecar.schedules;
const mailsTo = async ({ studentId }: BuiltPackage) =>
	(await table<NotificationRow>(shop.db, 'notifications').where('student_id', studentId).orderBy('id')).map(
		({ kind, data }) => ({
			kind,
			data: JSON.parse(data ?? '{}') as Record<string, unknown> & {
				moved: unknown[];
				released: unknown[];
			},
		}),
	);
const sessionRow = (id: number | undefined) =>
	table<ClassSessionRow>(shop.db, 'class_sessions')
		.where('id', id ?? 0)
		.first();
const firstSession = async (cohort: BuiltCohort) => optionsOf(await schedules().read(cohort.id))[0]!.session!;

/** A cohort of one step with two classes, and students who chose the first. */
const withStudents = async (count: number, seats = 10) => {
	const cohort = await cohortWith(shop.db, [{ options: [{ maxStudents: seats }, {}] }]);
	const packages: BuiltPackage[] = [];
	for (let index = 0; index < count; index += 1) {
		const owned = await buildPackage(shop.db, cohort);
		await bookPlaces(shop.db, owned, [[0, 0]]);
		packages.push(owned);
	}
	return { cohort, packages };
};

describe('students come along to a new time', () => {
	test('with their seats, and are told from when to when; the old session is gone', async () => {
		const { cohort, packages } = await withStudents(3);
		const before = await firstSession(cohort);
		const saved = await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 2)], 'move');
		const after = optionsOf(saved)[0]!.session!;
		expect(after).toMatchObject({ booked: 3, enrolled: 3, startTime: before.startTime });
		expect(after.classSessionId).not.toBe(before.classSessionId);
		expect(await sessionRow(before.classSessionId)).toBeUndefined();
		for (const owned of packages) {
			const [row] = await progressOf(shop.db, owned.id);
			expect(row).toMatchObject({ status: 'BOOKED', class_session_id: after.classSessionId });
			const mails = await mailsTo(owned);
			expect(mails.map(({ kind }) => kind)).toEqual(['session_moved']);
			expect(mails[0]!.data).toEqual({
				courseCode: cohort.course.code,
				courseTitle: cohort.course.title,
				cohortName: cohort.name,
				amount: 49_000,
				currency: 'eur',
				packageId: owned.id,
				moved: [
					{
						stepLabel: 'Step 1',
						groupClassName: expect.stringMatching(/^Class/),
						timezone: 'Europe/Berlin',
						before: { startsAt: before.startsAt, endsAt: before.endsAt },
						after: { startsAt: after.startsAt, endsAt: after.endsAt },
					},
				],
				released: [],
				others: 0,
			});
		}
	});

	test('and are told once, however many of their sessions move, and again the next time', async () => {
		const cohort = await cohortWith(shop.db, [{ options: 2 }, { options: 2 }, { options: 1 }]);
		const owned = await buildPackage(shop.db, cohort);
		await bookPlaces(shop.db, owned, [
			[0, 0],
			[1, 1],
		]);
		await reschedule(schedules(), cohort, (all) => all.map((one) => shifted(one, 1)), 'move');
		const [mail, ...more] = await mailsTo(owned);
		expect(more).toEqual([]);
		expect(mail!.data.moved).toMatchObject([
			{ stepLabel: 'Step 1' },
			{ stepLabel: 'Step 2' },
			{ stepLabel: 'Step 3' },
		]);
		await reschedule(schedules(), cohort, (all) => all.map((one) => shifted(one, -1)), 'move');
		expect((await mailsTo(owned)).map(({ kind }) => kind)).toEqual(['session_moved', 'session_moved']);
	});

	test('and hear the name of the cohort where they are now, not of the one that they bought', async () => {
		const { cohort, packages } = await withStudents(1);
		await table<{ id: number; cohort_name: string }>(shop.db, 'checkouts')
			.where('id', packages[0]!.checkout.id)
			.update({ cohort_name: 'The one before' });
		await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 1)], 'move');
		expect((await mailsTo(packages[0]!))[0]!.data['cohortName']).toBe(cohort.name);
	});

	test('stay in the session that only ends at another time', async () => {
		const { cohort, packages } = await withStudents(1);
		const before = await firstSession(cohort);
		const endTime = before.endTime === '23:59' ? '23:58' : '23:59';
		await reschedule(schedules(), cohort, ([first]) => [{ ...shifted(first!, 0), endTime }], 'move');
		const after = await firstSession(cohort);
		expect(after).toMatchObject({ classSessionId: before.classSessionId, endTime, booked: 1 });
		expect((await mailsTo(packages[0]!)).map(({ kind }) => kind)).toEqual(['session_moved']);
	});

	test('of a full class that shifts by a week into its own next session', async () => {
		const course = await buildCourse(shop.db, { steps: [{}, {}] });
		// Both steps are taken in one class, a week apart.
		await table<{ id: number; group_class_id: number }>(shop.db, 'course_step_options')
			.where('id', course.steps[1]!.options[0]!.id)
			.update({ group_class_id: course.steps[0]!.options[0]!.groupClassId });
		course.steps[1]!.options[0]!.groupClassId = course.steps[0]!.options[0]!.groupClassId;
		const cohort = await buildCohort(shop.db, course, { maxEnrollment: null });
		for (let index = 0; index < 10; index += 1) {
			await bookPlaces(shop.db, await buildPackage(shop.db, cohort), []);
		}
		expect(await seatsTaken(shop.db, cohort)).toEqual([10, 10]);
		const saved = await reschedule(
			schedules(),
			cohort,
			(all) => all.map((one) => shifted(one, 7)),
			'move',
		);
		expect(optionsOf(saved).map(({ session }) => [session?.enrolled, session?.booked])).toEqual([
			[10, 10],
			[10, 10],
		]);
	});

	test('only where there is room: else nothing changes', async () => {
		const { cohort, packages } = await withStudents(3);
		const [first] = optionsOf(await schedules().read(cohort.id));
		const elsewhere = shifted(first!, 3);
		const rival = await buildCohort(shop.db, cohort.course, { maxEnrollment: null });
		await reschedule(schedules(), rival, () => [{ ...elsewhere, maxStudents: 2 }]);
		const version = (await schedules().read(cohort.id)).version;
		const move = schedules().save(
			{ id: cohort.id, version, actor: ACTOR },
			{ sessions: [elsewhere], students: 'move' },
		);
		await expect(move).rejects.toMatchObject({
			code: 'class_full',
			data: { stepOptionId: first!.stepOptionId, free: 2, needed: 3 },
		});
		expect(await seatsTaken(shop.db, cohort)).toEqual([3, 0]);
		expect((await schedules().read(cohort.id)).version).toBe(version);
		expect(await mailsTo(packages[0]!)).toEqual([]);
	});
});

describe('students choose again', () => {
	test('find the step open, hear of it, and book the new time', async () => {
		const { cohort, packages } = await withStudents(2);
		const before = await firstSession(cohort);
		await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 2)], 'release');
		const [owned] = packages;
		const [row] = await progressOf(shop.db, owned!.id);
		expect(row).toMatchObject({
			status: 'UNBOOKED',
			class_session_id: null,
			step_option_id: null,
			booked_at: null,
		});
		const [mail] = await mailsTo(owned!);
		expect(mail).toMatchObject({
			kind: 'session_released',
			data: { moved: [], released: [{ before: { startsAt: before.startsAt } }] },
		});
		const choices = await shop.sidecar.booking.unbookedSteps({
			studentId: owned!.studentId,
			packageId: owned!.id,
		});
		expect(choices.steps[0]!.options.map(({ availableSeats }) => availableSeats)).toEqual([10, 10]);
		await bookPlaces(shop.db, owned!, [[0, 0]]);
		expect(await firstSession(cohort)).toMatchObject({ booked: 1, enrolled: 1 });
	});

	test('when a session is not offered any more, while those in others come along: in one mail', async () => {
		const cohort = await cohortWith(shop.db, [{ options: 2 }, { options: 2 }]);
		const owned = await buildPackage(shop.db, cohort);
		await bookPlaces(shop.db, owned, [
			[0, 0],
			[1, 0],
		]);
		await reschedule(
			schedules(),
			cohort,
			([first, , third]) => [{ stepOptionId: first!.stepOptionId, date: null }, shifted(third!, 1)],
			'move',
		);
		const mails = await mailsTo(owned);
		expect(mails).toMatchObject([
			{
				kind: 'session_released',
				data: { released: [{ stepLabel: 'Step 1' }], moved: [{ stepLabel: 'Step 2' }] },
			},
		]);
		expect((await progressOf(shop.db, owned.id)).map(({ status }) => status)).toEqual([
			'UNBOOKED',
			'BOOKED',
		]);
	});
});

describe('who is not affected', () => {
	test('keeps what was attended, in the session in which it was', async () => {
		const { cohort, packages } = await withStudents(2);
		const before = await firstSession(cohort);
		await table<{ package_id: number; status: string }>(shop.db, 'student_course_step_progress')
			.where('package_id', packages[0]!.id)
			.update({ status: 'COMPLETED' });
		await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 2)], 'move');
		const [attended] = await progressOf(shop.db, packages[0]!.id);
		expect(attended).toMatchObject({ status: 'COMPLETED', class_session_id: before.classSessionId });
		expect(await mailsTo(packages[0]!)).toEqual([]);
		expect(await sessionRow(before.classSessionId)).toMatchObject({ current_enrollment: 1 });
	});

	test('students of another cohort in the same session neither move nor hear of it', async () => {
		const { cohort, packages } = await withStudents(1);
		const other = await buildCohort(shop.db, cohort.course, {
			maxEnrollment: null,
			sharesSessionsWith: cohort,
		});
		const theirs = await buildPackage(shop.db, other);
		await bookPlaces(shop.db, theirs, [[0, 0]]);
		expect((await firstSession(cohort)).sharedWith).toEqual([other.name]);
		const before = await firstSession(other);
		await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 2)], 'move');
		expect(await firstSession(other)).toMatchObject({
			classSessionId: before.classSessionId,
			startsAt: before.startsAt,
			booked: 1,
			enrolled: 1,
			sharedWith: [],
		});
		expect(await firstSession(cohort)).toMatchObject({ booked: 1, enrolled: 1 });
		expect(await mailsTo(theirs)).toEqual([]);
		expect(await mailsTo(packages[0]!)).toHaveLength(1);
	});

	test('whose enrollment has ended keeps the history', async () => {
		const { cohort, packages } = await withStudents(1);
		const before = await firstSession(cohort);
		await table<{ id: number; status: string }>(shop.db, 'student_packages')
			.where('id', packages[0]!.id)
			.update({ status: 'CANCELLED' });
		await table<{ id: number; current_enrollment: number }>(shop.db, 'course_cohorts')
			.where('id', cohort.id)
			.update({ current_enrollment: 0 });
		const saved = await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 2)]);
		expect(optionsOf(saved)[0]!.session).toMatchObject({ booked: 0, enrolled: 0 });
		expect(await sessionRow(before.classSessionId)).toBeDefined();
		expect(await mailsTo(packages[0]!)).toEqual([]);
	});
});

/** So many students in the only session of a cohort. */
const crowd = async (count: number): Promise<BuiltCohort> => {
	const cohort = await cohortWith(shop.db, [{ options: [{ maxStudents: 400 }] }]);
	const [session] = cohort.sessions;
	const stamps = { created_at: new Date(), updated_at: new Date() };
	const rows = (name: string, row: (index: number) => Record<string, unknown>) =>
		table<Record<string, unknown>>(shop.db, name).insert(
			Array.from({ length: count }, (_, index) => ({ ...row(index), ...stamps })),
		);
	const [first] = await rows('checkouts', (index) => ({
		reference: randomUUID(),
		student_id: cohort.id * 1_000_000 + index,
		program_id: cohort.course.id,
		cohort_id: cohort.id,
		state: 'enrolled',
		program_code: cohort.course.code,
		program_title: cohort.course.title,
		cohort_name: cohort.name,
		amount: 0,
		currency: '',
		livemode: false,
	}));
	await rows('student_packages', (index) => ({
		student_id: cohort.id * 1_000_000 + index,
		program_id: cohort.course.id,
		cohort_id: cohort.id,
		checkout_id: Number(first) + index,
		package_name: 'Crowd',
		status: 'ACTIVE',
		purchased_at: stamps.created_at,
	}));
	const packages = await table<{ id: number; cohort_id: number }>(shop.db, 'student_packages')
		.where('cohort_id', cohort.id)
		.select('id');
	await rows('student_course_step_progress', (index) => ({
		package_id: packages[index]!.id,
		step_id: session!.stepId,
		cohort_id: cohort.id,
		status: 'BOOKED',
		step_option_id: session!.stepOptionId,
		class_session_id: session!.classSessionId,
		booked_at: stamps.created_at,
	}));
	await table<ClassSessionRow>(shop.db, 'class_sessions')
		.where('id', session!.classSessionId)
		.update({ current_enrollment: count });
	await shop.edit(cohort, { current_enrollment: count });
	return cohort;
};

test('three hundred students move in as many statements as three, and each is told', async () => {
	const statementsFor = async (count: number): Promise<number> => {
		const cohort = await crowd(count);
		let statements = 0;
		const counting = () => {
			statements += 1;
		};
		shop.db.on('query', counting);
		await reschedule(schedules(), cohort, ([first]) => [shifted(first!, 2)], 'move');
		shop.db.off('query', counting);
		const told = await table<NotificationRow>(shop.db, 'notifications')
			.where('kind', 'session_moved')
			.whereBetween('student_id', [cohort.id * 1_000_000, (cohort.id + 1) * 1_000_000 - 1])
			.distinct('student_id');
		expect(told).toHaveLength(count);
		expect(await firstSession(cohort)).toMatchObject({ booked: count, enrolled: count });
		return statements;
	};
	// Mails are queued two hundred at a time.
	expect(await statementsFor(300)).toBe((await statementsFor(3)) + 1);
});

test('each save is told with times before and after, and how many students moved or were asked to choose again', async () => {
	const { cohort } = await withStudents(2);
	const before = await firstSession(cohort);
	await reschedule(schedules(), cohort, ([first]) => [{ ...shifted(first!, 2), maxStudents: 12 }], 'move');
	const after = await firstSession(cohort);
	const [line] = await table<{ id: number; entity_type: string; entity_id: number; data: string }>(
		shop.db,
		'activity',
	).where({ entity_type: 'cohort', entity_id: cohort.id, action: 'cohort.rescheduled' } as never);
	const words = (session: typeof before, seats: number) =>
		`${session.startsAt.slice(0, 16)}Z/${session.endsAt.slice(0, 16)}Z ×${seats}`;
	const option = cohort.sessions[0]!.stepOptionId;
	expect(line).toMatchObject({ actor: ACTOR });
	expect(JSON.parse(line!.data)).toEqual({
		before: { [option]: words(before, 10) },
		after: { [option]: words(after, 12) },
		moved: 2,
		released: 0,
	});
});

test('a course that lost an option or a step meanwhile refuses what was planned for it', async () => {
	const { cohort } = await withStudents(0);
	expect(
		await refusalOf(
			reschedule(schedules(), cohort, () => [{ stepOptionId: 999_999, date: '2031-01-01' }]),
		),
	).toBe('step_not_found');
});
