import type { Course, CourseInput, CourseListItem, CourseStepInput } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCheckout, buildCohort, buildCourse, buildPackage, buildPrice } from '../../../test/builders';
import { insert, suffix } from '../../../test/build-rows';
import {
	answerOf,
	expectGuarded,
	staffOf,
	type StaffCallers,
	activityOf as readActivity,
} from '../../../test/staff';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const PATH = '/admin/courses';

const step = (overrides: Partial<CourseStepInput> = {}): CourseStepInput => ({
	id: null,
	label: 'Week 1',
	title: 'Begin',
	isActive: true,
	groupClassIds: [],
	...overrides,
});

const input = (overrides: Partial<CourseInput> = {}): CourseInput => ({
	code: `NEW-${suffix()}`,
	title: 'Writing that works',
	isActive: true,
	pageId: null,
	steps: [step(), step({ label: 'Week 2', title: 'End' })],
	...overrides,
});

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

const create = async (overrides: Partial<CourseInput> = {}): Promise<Course> => {
	const answer = await staff.manager('POST', PATH, input(overrides));
	expect(answer.status).toBe(201);
	return answer.body as Course;
};
const read = async (id: number): Promise<Course> =>
	(await staff.viewer('GET', `${PATH}/${id}`)).body as Course;
const save = (course: Course, overrides: Partial<CourseInput> = {}) =>
	staff.manager('PUT', `${PATH}/${course.id}`, {
		...inputOf(course),
		...overrides,
		version: course.version,
	});
const remove = (course: Course) => staff.manager('DELETE', `${PATH}/${course.id}?version=${course.version}`);

const buildClass = (overrides: Record<string, unknown> = {}): Promise<number> =>
	insert(app.db, 'group_classes', {
		name: 'Monday',
		day_of_week: 1,
		start_time: '18:00:00',
		end_time: '19:00:00',
		timezone: 'Europe/Berlin',
		max_students: 10,
		...overrides,
	});

const activityOf = async (id: number) =>
	(await readActivity(app.db, 'course', id)).map(({ actor, action, data }) => ({
		actor,
		action,
		data: JSON.parse(data) as { before: Partial<CourseInput> | null; after: Partial<CourseInput> | null },
	}));

test('a course is created with its steps and classes, read, saved and deleted, and each change is told', async () => {
	const [monday, tuesday] = [await buildClass(), await buildClass()];
	const wanted = input({ steps: [step({ groupClassIds: [tuesday, monday] }), step({ label: 'Week 2' })] });
	const { body } = await staff.manager('POST', PATH, wanted);
	const created = body as Course;
	expect(created).toEqual({
		...wanted,
		id: expect.any(Number),
		version: 1,
		steps: [
			{
				...wanted.steps[0],
				id: expect.any(Number),
				groupClassIds: expect.arrayContaining([monday, tuesday]),
				stepOrder: 1,
				isInUse: false,
				usedGroupClassIds: [],
			},
			{
				...wanted.steps[1],
				id: expect.any(Number),
				stepOrder: 2,
				isInUse: false,
				usedGroupClassIds: [],
			},
		],
		price: null,
		cohorts: 0,
		students: 0,
		isSold: false,
		updatedAt: expect.stringMatching(/Z$/),
	});
	expect(await read(created.id)).toEqual(created);
	const saved = (await save(created, { title: 'Better' })).body as Course;
	expect(saved).toMatchObject({ title: 'Better', version: 2 });
	expect((await remove(saved)).status).toBe(204);
	expect(answerOf(await staff.manager('GET', `${PATH}/${created.id}`))).toEqual([404, 'course_not_found']);
	const told = await activityOf(created.id);
	expect(told.map(({ actor, action }) => [actor, action])).toEqual([
		[staff.managerActor, 'course.created'],
		[staff.managerActor, 'course.updated'],
		[staff.managerActor, 'course.deleted'],
	]);
	expect(told[0]?.data).toMatchObject({ before: null, after: { code: wanted.code, title: wanted.title } });
	expect(told[1]?.data).toEqual({ before: { title: wanted.title }, after: { title: 'Better' } });
	expect(told[2]?.data).toEqual({ before: { code: wanted.code, title: 'Better' }, after: null });
	expect(await table(app.db, 'course_programs').where('id', created.id)).toEqual([]);
	expect(await table(app.db, 'course_steps').where('program_id', created.id)).toEqual([]);
});

describe('the steps of a course', () => {
	const labels = ({ steps }: Course) => steps.map(({ label, stepOrder }) => `${stepOrder} ${label}`);

	test('are put in another order, added and taken away at once', async () => {
		const course = await create({ steps: ['A', 'B', 'C', 'D'].map((label) => step({ label })) });
		const [a, b, c, d] = inputOf(course).steps;
		const { body } = await save(course, {
			steps: [d!, step({ label: 'New' }), { ...b!, label: 'B2' }, a!],
		});
		expect(labels(body as Course)).toEqual(['1 D', '2 New', '3 B2', '4 A']);
		expect((body as Course).steps.map(({ id }) => id)).toEqual([d!.id, expect.any(Number), b!.id, a!.id]);
		expect(await table(app.db, 'course_steps').where('id', c!.id)).toEqual([]);
		const [, told] = await activityOf(course.id);
		expect(told?.data.before?.steps?.map(({ label }) => label)).toEqual(['A', 'B', 'C', 'D']);
		expect(told?.data.after?.steps?.map(({ label }) => label)).toEqual(['D', 'New', 'B2', 'A']);
	});

	test('can all be taken away, and a hundred are not too many', async () => {
		const many = Array.from({ length: 100 }, (_, index) => step({ label: `Week ${index}` }));
		const course = await create({ steps: many });
		expect(course.steps).toHaveLength(100);
		const turned = (await save(course, { steps: inputOf(course).steps.reverse() })).body as Course;
		expect(labels(turned)[0]).toBe('1 Week 99');
		expect(((await save(turned, { steps: [] })).body as Course).steps).toEqual([]);
	});

	test('of another course are not found', async () => {
		const [course, other] = [await create(), await create()];
		const answer = await save(course, { steps: inputOf(other).steps });
		expect(answerOf(answer)).toEqual([404, 'step_not_found']);
		expect(answer.body.data.stepId).toBe(other.steps[0]?.id);
		const created = await staff.manager('POST', PATH, input({ steps: inputOf(other).steps }));
		expect(answerOf(created)).toEqual([404, 'step_not_found']);
		expect(await read(other.id)).toEqual(other);
	});

	test('take only classes that are there', async () => {
		const deleted = await buildClass({ deleted_at: new Date() });
		for (const groupClassId of [deleted, 999_999_999]) {
			const answer = await staff.manager(
				'POST',
				PATH,
				input({ steps: [step({ groupClassIds: [groupClassId] })] }),
			);
			expect(answerOf(answer)).toEqual([404, 'group_class_not_found']);
			expect(answer.body.data.groupClassId).toBe(groupClassId);
		}
	});

	test('get and lose classes', async () => {
		const [monday, tuesday] = [await buildClass(), await buildClass()];
		const course = await create({ steps: [step({ groupClassIds: [monday] })] });
		const [only] = inputOf(course).steps;
		const changed = (await save(course, { steps: [{ ...only!, groupClassIds: [tuesday] }] }))
			.body as Course;
		expect(changed.steps[0]).toMatchObject({ id: only!.id, groupClassIds: [tuesday] });
	});

	test('that a cohort offers cannot be taken away, nor can their classes, and the form knows', async () => {
		const built = await buildCourse(app.db, { steps: [{ options: 2 }, {}] });
		const cohort = await buildCohort(app.db, built);
		await table(app.db, 'course_cohort_sessions')
			.where({ cohort_id: cohort.id, step_option_id: built.steps[0]!.options[1]!.id })
			.delete();
		const course = await read(built.id);
		const [first, second] = built.steps;
		const [used, free] = first!.options.map(({ groupClassId }) => groupClassId);
		expect(course.steps[0]).toMatchObject({ isInUse: true, usedGroupClassIds: [used] });

		const withoutStep = await save(course, { steps: inputOf(course).steps.slice(1) });
		expect(answerOf(withoutStep)).toEqual([409, 'in_use']);
		expect(withoutStep.body.data).toMatchObject({ by: { cohorts: 1, students: 0 }, stepId: first!.id });

		const [one, two] = inputOf(course).steps;
		const withoutClass = await save(course, { steps: [{ ...one!, groupClassIds: [free!] }, two!] });
		expect(answerOf(withoutClass)).toEqual([409, 'in_use']);
		expect(withoutClass.body.data).toMatchObject({
			by: { cohorts: 1 },
			stepId: first!.id,
			groupClassId: used,
		});

		const saved = await save(course, { steps: [{ ...one!, groupClassIds: [used!] }, two!] });
		expect((saved.body as Course).steps.map(({ id }) => id)).toEqual([first!.id, second!.id]);
		expect((await read(built.id)).version).toBe(2);
	});

	test('that only deleted cohorts offered can be taken away', async () => {
		const built = await buildCourse(app.db);
		await buildCohort(app.db, built, { deletedAt: new Date() });
		const course = await read(built.id);
		expect(course.steps[0]).toMatchObject({ isInUse: false, usedGroupClassIds: [] });
		expect(((await save(course, { steps: [] })).body as Course).steps).toEqual([]);
	});

	test('that a student has cannot be taken away, whatever became of the enrollment', async () => {
		const built = await buildCourse(app.db, { steps: [{ options: 0 }, { options: 0 }] });
		const cohort = await buildCohort(app.db, built);
		await buildPackage(app.db, cohort, { status: 'CANCELLED' });
		const course = await read(built.id);
		const answer = await save(course, { steps: inputOf(course).steps.slice(1) });
		expect(answerOf(answer)).toEqual([409, 'in_use']);
		expect(answer.body.data.by).toEqual({ cohorts: 0, students: 1 });
	});

	test('two of two tabs, one adding and one removing, do not both win', async () => {
		const course = await create();
		const answers = await Promise.all([
			save(course, { steps: [...inputOf(course).steps, step({ label: 'Third' })] }),
			save(course, { steps: [] }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		const { version, steps } = await read(course.id);
		expect([2, [0, 3]]).toEqual([version, expect.arrayContaining([steps.length])]);
	});
});

describe('the code of a course', () => {
	test('is taken, whatever the case, for a new course and for another', async () => {
		const first = await create();
		const other = await create();
		const code = first.code.toLowerCase();
		expect(answerOf(await staff.manager('POST', PATH, input({ code })))).toEqual([409, 'code_taken']);
		expect(answerOf(await save(other, { code }))).toEqual([409, 'code_taken']);
		expect(await read(other.id)).toEqual(other);
	});

	test('may change until somebody has bought the course', async () => {
		const built = await buildCourse(app.db);
		const course = await read(built.id);
		expect(course.isSold).toBe(false);
		const renamed = (await save(course, { code: `R-${suffix()}` })).body as Course;
		expect(renamed.version).toBe(2);
		await buildPackage(app.db, await buildCohort(app.db, built), { status: 'CANCELLED' });
		expect((await read(built.id)).isSold).toBe(true);
		expect(answerOf(await save(renamed, { code: `S-${suffix()}` }))).toEqual([409, 'code_fixed']);
		expect((await save(renamed, { title: 'Other' })).status).toBe(200);
	});

	test('is free again when the course is deleted, even if its row stays', async () => {
		const built = await buildCourse(app.db, { title: 'Old' });
		const cohort = await buildCohort(app.db, built, { deletedAt: new Date() });
		await buildPackage(app.db, cohort, { status: 'CANCELLED' });
		expect((await remove(await read(built.id))).status).toBe(204);
		const kept = await table<{ id: number; title: string; code: string; is_active: boolean }>(
			app.db,
			'course_programs',
		)
			.where('id', built.id)
			.first();
		expect(kept).toMatchObject({ title: 'Old', is_active: false });
		expect(kept?.code).not.toBe(built.code);
		expect((await create({ code: built.code })).code).toBe(built.code);
		const { body } = await staff.viewer('GET', `${PATH}?search=${built.code}`);
		expect((body as { items: CourseListItem[] }).items).toMatchObject([{ title: 'Writing that works' }]);
		// Nobody takes its steps any more, so their weekly classes are free.
		const options = await table(app.db, 'course_step_options').whereIn(
			'step_id',
			built.steps.map(({ id }) => id),
		);
		expect(options).toEqual([]);
	});
});

test('a course with a cohort or a student cannot be deleted, and the answer says who has it', async () => {
	const built = await buildCourse(app.db);
	const cohort = await buildCohort(app.db, built);
	await buildPackage(app.db, cohort);
	const answer = await remove(await read(built.id));
	expect(answerOf(answer)).toEqual([409, 'in_use']);
	expect(answer.body.data.by).toEqual({ cohorts: 1, students: 1 });
	expect(await read(built.id)).toMatchObject({ cohorts: 1, students: 1 });
});

test('a course that was only tried to be bought keeps its row, for whoever looks at that purchase', async () => {
	const built = await buildCourse(app.db);
	const cohort = await buildCohort(app.db, built);
	await buildCheckout(app.db, cohort, { state: 'expired' });
	await table(app.db, 'course_cohort_sessions').where('cohort_id', cohort.id).delete();
	await table(app.db, 'course_cohorts').where('id', cohort.id).delete();
	expect((await remove(await read(built.id))).status).toBe(204);
	expect(await table(app.db, 'course_programs').where('id', built.id)).toHaveLength(1);
});

test('whoever saves an older version hears what it is now, and changes nothing', async () => {
	const course = await create();
	await save(course, { title: 'First' });
	const late = await save(course, { title: 'Second' });
	expect(answerOf(late)).toEqual([409, 'version_conflict']);
	expect(late.body.data.current).toMatchObject({ title: 'First', version: 2, steps: course.steps });
	expect(answerOf(await remove(course))).toEqual([409, 'version_conflict']);
	expect(await read(course.id)).toMatchObject({ title: 'First', version: 2 });
});

test('saving what is there already changes nothing and is not told', async () => {
	const [monday, tuesday] = [await buildClass(), await buildClass()];
	const course = await create({ steps: [step({ groupClassIds: [monday, tuesday] })] });
	const [only] = inputOf(course).steps;
	const { body } = await save(course, {
		steps: [{ ...only!, groupClassIds: [...only!.groupClassIds].reverse() }],
	});
	expect(body).toEqual(course);
	expect(await activityOf(course.id)).toHaveLength(1);
});

test('a course that is not there is not found, to be read, saved or deleted', async () => {
	const course = { ...(await create()), id: 999_999_999 };
	expect(answerOf(await staff.viewer('GET', `${PATH}/${course.id}`))).toEqual([404, 'course_not_found']);
	expect(answerOf(await save(course))).toEqual([404, 'course_not_found']);
	expect(answerOf(await remove(course))).toEqual([404, 'course_not_found']);
});

describe('the list', () => {
	test('is searched in code and title, filtered, sorted and paged', async () => {
		const word = `Needle%_${suffix()}`;
		const first = await create({ title: `${word} b` });
		await create({ title: `${word} a`, isActive: false });
		const built = await buildCourse(app.db, { title: `${word} c` });
		await buildPackage(app.db, await buildCohort(app.db, built));
		const search = `search=${encodeURIComponent(word)}`;
		const titles = async (query: string) => {
			const { body } = await staff.viewer('GET', `${PATH}?${search}&${query}`);
			return (body as { items: CourseListItem[] }).items.map(({ title }) => title.slice(-1)).join('');
		};
		expect(await titles('')).toBe('abc');
		expect(await titles('order=desc')).toBe('cba');
		expect(await titles('orderBy=students&order=desc&perPage=1')).toBe('c');
		expect(await titles('orderBy=code')).toHaveLength(3);
		expect(await titles('isActive=false')).toBe('a');
		expect(await titles('perPage=2&page=2')).toBe('c');
		const { body } = await staff.viewer('GET', `${PATH}?search=${first.code}`);
		expect(body).toMatchObject({ total: 1, items: [{ id: first.id }] });
		expect((await staff.viewer('GET', `${PATH}?search=Needle____`)).body).toMatchObject({ total: 0 });
	});

	test('counts active steps, cohorts that are there and live packages, and shows the price of this mode', async () => {
		const built = await buildCourse(app.db, { steps: [{}, {}, { isActive: false }], pageId: 77 });
		const cohort = await buildCohort(app.db, built);
		await buildCohort(app.db, built, { deletedAt: new Date() });
		await buildPackage(app.db, cohort);
		await buildPackage(app.db, cohort, { status: 'COMPLETED' });
		await buildPackage(app.db, cohort, { status: 'CANCELLED' });
		await buildPrice(app.db, built, { amount: 12_000, currency: 'usd' });
		await buildPrice(app.db, built, { amount: 13_000, livemode: true });
		const { body } = await staff.viewer('GET', `${PATH}?search=${built.code}`);
		expect((body as { items: unknown[] }).items).toEqual([
			{
				id: built.id,
				version: 1,
				code: built.code,
				title: built.title,
				isActive: true,
				pageId: 77,
				price: { amount: 12_000, currency: 'usd' },
				steps: 2,
				cohorts: 1,
				students: 2,
				updatedAt: expect.stringMatching(/Z$/),
			},
		]);
		expect(await read(built.id)).toMatchObject({
			cohorts: 1,
			students: 2,
			price: { amount: 12_000, currency: 'usd', livemode: false },
		});
	});

	test.each(['page=0', 'perPage=101', 'orderBy=page_id', 'order=up', 'isActive=1', 'surprise=1'])(
		'with %s is refused',
		async (query) => {
			expect(answerOf(await staff.viewer('GET', `${PATH}?${query}`))).toEqual([400, 'invalid_request']);
		},
	);
});

test.each([
	['GET', PATH, 'view'],
	['GET', `${PATH}/1`, 'view'],
	['POST', PATH, 'manage'],
	['PUT', `${PATH}/1`, 'manage'],
	['DELETE', `${PATH}/1?version=1`, 'manage'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test.each<[string, unknown, string?]>([
	['code', ''],
	['code', 'two words'],
	['code', 'ÄRA'],
	['code', '~1~X'],
	['code', 'x'.repeat(65)],
	['title', ' '],
	['title', 'x'.repeat(201)],
	['title', 'a\nb'],
	['isActive', 1],
	['pageId', 0],
	['pageId', '7'],
	['steps', null],
	['steps', Array.from({ length: 101 }, () => step())],
	['steps', [step({ id: 5 }), step({ id: 5 })]],
	['steps', [step({ label: '' })], 'steps.0.label'],
	['steps', [step({ label: 'x'.repeat(65) })], 'steps.0.label'],
	['steps', [step(), step({ title: '' })], 'steps.1.title'],
	['steps', [step({ groupClassIds: [3, 3] })], 'steps.0.groupClassIds'],
	['steps', [step({ groupClassIds: [1.5] })], 'steps.0.groupClassIds.0'],
	['steps', [{ ...step(), surprise: 1 }], 'steps.0'],
	['surprise', true, ''],
])(
	'a course whose %s is %j is refused, and which field it was is told',
	async (field, value, path = field) => {
		const answer = await staff.manager('POST', PATH, { ...input(), [field]: value });
		expect(answerOf(answer)).toEqual([400, 'invalid_request']);
		expect(answer.body.data.issues).toMatchObject([{ path }]);
	},
);

test('a body that is no JSON is refused', async () => {
	expect(answerOf(await staff.manager('POST', PATH, '{'))).toEqual([400, 'invalid_request']);
});

test('what looks like a script is kept as the text that it is', async () => {
	const words = '<img src=x onerror=alert(1)>';
	const course = await create({ title: words, steps: [step({ label: words, title: words })] });
	expect(course).toMatchObject({ title: words, steps: [{ label: words, title: words }] });
	const { body } = await staff.viewer('GET', `${PATH}?search=${encodeURIComponent(words)}`);
	expect((body as { items: unknown[] }).items).toMatchObject([{ title: words }]);
});
