import { setTimeout as sleep } from 'node:timers/promises';
import type { Course, CourseInput, CourseStepInput, StepStatus } from '../../../contract';
import { buildCohort, buildCourse, buildPackage, type BuiltCohort } from '../../../test/builders';
import { DAY, MINUTE, openShop, refusalOf, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import type { StepProgressRow } from '../../db/student-course-step-progress';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const ACTOR = 'staff:3';
const NEW_STEP: CourseStepInput = {
	id: null,
	label: 'Extra',
	title: 'One more',
	isActive: true,
	groupClassIds: [],
};

const read = (id: number): Promise<Course> => shop.sidecar.courses.read(id);
const inputOf = ({ code, title, isActive, pageId, steps }: Course): CourseInput => ({
	code,
	title,
	isActive,
	pageId,
	steps: steps.map(({ id, label, title: words, isActive: active, groupClassIds }) => ({
		id,
		label,
		title: words,
		isActive: active,
		groupClassIds,
	})),
});
const change = async (id: number, edit: (input: CourseInput) => Partial<CourseInput>): Promise<Course> => {
	const course = await read(id);
	const input = inputOf(course);
	return shop.sidecar.courses.update(
		{ id, version: course.version, actor: ACTOR },
		{ ...input, ...edit(input) },
	);
};
const addStep = (id: number, overrides: Partial<CourseStepInput> = {}) =>
	change(id, ({ steps }) => ({ steps: [...steps, { ...NEW_STEP, ...overrides }] }));
const switchStep = (id: number, index: number, isActive: boolean) =>
	change(id, ({ steps }) => ({
		steps: steps.map((step, place) => (place === index ? { ...step, isActive } : step)),
	}));

/** Statuses of a package's steps by the id of the step. */
const progressOf = async (packageId: number): Promise<Map<number, StepStatus>> => {
	const rows = await table<StepProgressRow>(shop.db, 'student_course_step_progress').where(
		'package_id',
		packageId,
	);
	return new Map(rows.map(({ step_id: stepId, status }) => [stepId, status]));
};

/** Enrolls a student as one does who pays. Returns the package. */
const enroll = async (cohort: BuiltCohort): Promise<{ studentId: number; packageId: number }> => {
	const studentId = await shop.student();
	const sessionId = await shop.sidecar.checkOut(studentId, cohort);
	shop.stripe.pay(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	const [bought] = await shop.packagesOf(studentId);
	return { studentId, packageId: bought?.id ?? 0 };
};

const stepsToBook = async (student: { studentId: number; packageId: number }) =>
	(await shop.sidecar.booking.unbookedSteps(student)).steps.map(({ stepLabel, options }) => [
		stepLabel,
		options.length,
	]);

describe('a new step of a sold course', () => {
	test('is there for every student to book, and can be once their cohort offers it', async () => {
		const cohort = await shop.cohort();
		const student = await enroll(cohort);
		const course = await addStep(cohort.course.id);
		expect(await stepsToBook(student)).toEqual([['Extra', 0]]);

		const extra = course.steps.at(-1)!;
		const later = await buildCohort(shop.db, {
			...cohort.course,
			steps: [{ id: extra.id, order: 3, isActive: true, options: cohort.course.steps[0]!.options }],
		});
		await table<{ cohort_id: number; step_option_id: number }>(shop.db, 'course_cohort_sessions')
			.where('cohort_id', later.id)
			.update({ cohort_id: cohort.id, step_option_id: await chooseClass(course) });
		expect(await stepsToBook(student)).toEqual([['Extra', 1]]);
		const { autoBooked } = await shop.sidecar.booking.bookSessions({ ...student, selections: [] });
		expect(autoBooked.map(({ stepLabel }) => stepLabel)).toEqual(['Extra']);
	});

	/** Lets the last step be taken in the first step's class; returns the option. */
	const chooseClass = async ({ id, steps }: Course): Promise<number> => {
		const groupClassIds = steps[0]!.groupClassIds;
		await change(id, (input) => ({
			steps: [...input.steps.slice(0, -1), { ...input.steps.at(-1)!, groupClassIds }],
		}));
		const option = await table<{ id: number; step_id: number }>(shop.db, 'course_step_options')
			.where('step_id', steps.at(-1)!.id)
			.first();
		return option!.id;
	};

	test('is given to those who are in, not to those who are through with the course or out of it', async () => {
		const course = await buildCourse(shop.db);
		const today = shop.clock.now().getTime();
		const day = (days: number) => new Date(today + days * DAY).toISOString().slice(0, 10);
		const running = await buildCohort(shop.db, course, { startDate: day(-9), endDate: day(1) });
		const over = await buildCohort(shop.db, course, { startDate: day(-9), endDate: day(-2) });
		const packages = {
			active: await buildPackage(shop.db, running),
			suspended: await buildPackage(shop.db, running, { status: 'SUSPENDED' }),
			completed: await buildPackage(shop.db, running, { status: 'COMPLETED' }),
			cancelled: await buildPackage(shop.db, running, { status: 'CANCELLED' }),
			over: await buildPackage(shop.db, over),
		};
		const extra = (await addStep(course.id)).steps.at(-1)!;
		const has = await Promise.all(
			Object.entries(packages).map(async ([name, { id }]) => [
				name,
				(await progressOf(id)).get(extra.id) ?? null,
			]),
		);
		expect(Object.fromEntries(has)).toEqual({
			active: 'UNBOOKED',
			suspended: 'UNBOOKED',
			completed: null,
			cancelled: null,
			over: null,
		});
	});

	test('that is not active is given to nobody until it is', async () => {
		const cohort = await shop.cohort();
		const { packageId } = await enroll(cohort);
		const extra = (await addStep(cohort.course.id, { isActive: false })).steps.at(-1)!;
		expect((await progressOf(packageId)).has(extra.id)).toBe(false);
		await switchStep(cohort.course.id, 2, true);
		expect((await progressOf(packageId)).get(extra.id)).toBe('UNBOOKED');
	});

	test('reaches a student who enrolled in the very moment in which it was added', async () => {
		const cohort = await shop.cohort();
		const { packageId } = await enroll(cohort);
		const extra = (await addStep(cohort.course.id)).steps.at(-1)!;
		// What an enrollment that read the steps before leaves behind.
		await table(shop.db, 'student_course_step_progress')
			.where({ package_id: packageId, step_id: extra.id })
			.delete();
		expect(await shop.sidecar.courses.completeProgress()).toBe(1);
		expect((await progressOf(packageId)).get(extra.id)).toBe('UNBOOKED');
		expect(await shop.sidecar.courses.completeProgress()).toBe(0);
	});

	test('is added once, however many sidecars look for students without it', async () => {
		const cohort = await shop.cohort();
		const packages = [await enroll(cohort), await enroll(cohort), await enroll(cohort)];
		const extra = (await addStep(cohort.course.id)).steps.at(-1)!;
		await table(shop.db, 'student_course_step_progress').where('step_id', extra.id).delete();
		const sidecars = [shop.openSidecar(), shop.openSidecar(), shop.openSidecar()];
		await Promise.all(sidecars.map(({ courses }) => courses.completeProgress()));
		expect(await table(shop.db, 'student_course_step_progress').where('step_id', extra.id)).toHaveLength(
			packages.length,
		);
	});

	test('is not looked for when it was added long ago', async () => {
		const cohort = await shop.cohort();
		const { packageId } = await enroll(cohort);
		const extra = (await addStep(cohort.course.id)).steps.at(-1)!;
		await table(shop.db, 'student_course_step_progress')
			.where({ package_id: packageId, step_id: extra.id })
			.delete();
		shop.clock.pass(11 * MINUTE);
		expect(await shop.sidecar.courses.completeProgress()).toBe(0);
	});
});

describe('a step that is deactivated', () => {
	test('stays with whoever has booked it and is gone for all others', async () => {
		const course = await buildCourse(shop.db, { steps: [{}, { options: 2 }] });
		const cohort = await shop.cohort({}, course);
		const [booked, open] = [await enroll(cohort), await enroll(cohort)];
		const [, second] = course.steps;
		const selections = [{ courseStepId: second!.id, courseStepOptionId: second!.options[0]!.id }];
		await shop.sidecar.booking.bookSessions({ ...booked, selections });
		await switchStep(course.id, 1, false);

		const shown = async ({ studentId }: { studentId: number }) =>
			(await shop.sidecar.booking.coursePackages({ studentId })).packages[0]?.steps.map(
				({ stepId, status }) => [stepId, status],
			);
		const [first] = course.steps;
		expect(await shown(booked)).toEqual([
			[first!.id, 'BOOKED'],
			[second!.id, 'BOOKED'],
		]);
		expect(await shown(open)).toEqual([[first!.id, 'BOOKED']]);
		expect(await stepsToBook(open)).toEqual([]);
		expect(await refusalOf(shop.sidecar.booking.bookSessions({ ...open, selections }))).toBe(
			'nothing_booked',
		);
		const { packageId } = await enroll(cohort);
		expect([...(await progressOf(packageId)).keys()]).toEqual([first!.id]);
	});

	test('can be booked again when it is back', async () => {
		const course = await buildCourse(shop.db, { steps: [{}, { options: 2 }] });
		const cohort = await shop.cohort({}, course);
		const student = await enroll(cohort);
		await switchStep(course.id, 1, false);
		await switchStep(course.id, 1, true);
		expect((await stepsToBook(student)).map(([, options]) => options)).toEqual([2]);
	});
});

test('a course that is taken off sale ends its open checkouts as soon as the sidecar hears of it', async () => {
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.clock.pass(MINUTE);
	const before = shop.sidecar.offersClosed;
	await change(cohort.course.id, ({ title }) => ({ title: `${title}!` }));
	expect(shop.sidecar.offersClosed).toBe(before);
	await change(cohort.course.id, () => ({ isActive: false }));
	expect(shop.sidecar.offersClosed).toBe(before + 1);
	await shop.sidecar.lapsedCheckouts.endClosed();
	expect(await shop.stateOf(sessionId)).toBe('expired');
	expect(await refusalOf(shop.sidecar.click(await shop.student(), cohort))).toBe('course_not_found');
});

test('a class that a cohort begins to offer in the very moment in which it is taken away stays', async () => {
	const course = await buildCourse(shop.db, { steps: [{ options: 2 }] });
	const cohort = await buildCohort(shop.db, course);
	const [, option] = course.steps[0]!.options;
	const offers = () =>
		table(shop.db, 'course_cohort_sessions').where({ cohort_id: cohort.id, step_option_id: option!.id });
	await offers().delete();
	const session = cohort.sessions[1]!;
	const schedule = await shop.connect().transaction();
	await table(schedule, 'course_cohort_sessions').insert({
		cohort_id: cohort.id,
		step_id: session.stepId,
		step_option_id: option!.id,
		class_session_id: session.classSessionId,
		created_at: shop.clock.now(),
		updated_at: shop.clock.now(),
	});
	const removal = refusalOf(
		change(course.id, ({ steps }) => ({
			steps: [{ ...steps[0]!, groupClassIds: [steps[0]!.groupClassIds[0]!] }],
		})),
	);
	// It waits for the schedule; whether it has come that far by now changes nothing.
	await sleep(50);
	await schedule.commit();
	expect(await removal).toBe('in_use');
	expect(await offers()).toHaveLength(1);
});
