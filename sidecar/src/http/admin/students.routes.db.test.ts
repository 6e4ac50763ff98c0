import type { StudentsResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCohort, buildCourse, buildPackage, type BuiltCohort } from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { buildStudent } from '../../../test/wordpress';

let app: StartedApp;
let staff: StaffCallers;
let cohort: BuiltCohort;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
	cohort = await buildCohort(app.db, await buildCourse(app.db));
});
afterAll(() => app.close());

const PATH = '/admin/students';

const list = async (query: string): Promise<StudentsResponse> => {
	const answer = await staff.viewer('GET', `${PATH}?${query}`);
	expect(answerOf(answer)).toEqual([200, answer.body]);
	return answer.body as StudentsResponse;
};

test('accounts are found by name, login or email, sorted and paged, with how many live packages they have', async () => {
	const words = `Find%_${Date.now()}`;
	const byName = await buildStudent(app.db, { name: `b ${words}`, email: 'z@example.test' });
	const byLogin = await buildStudent(app.db, { login: `x${words}`, name: 'a', email: 'y@example.test' });
	const byEmail = await buildStudent(app.db, { email: `${words}@example.test`, name: 'c' });
	await buildPackage(app.db, cohort, { studentId: byName });
	await buildPackage(app.db, cohort, { studentId: byName, status: 'REFUNDED', checkoutState: 'refunded' });
	const search = `search=${encodeURIComponent(words)}`;
	const ids = async (query: string) => (await list(`${search}&${query}`)).items.map(({ id }) => id);

	expect(await ids('')).toEqual([byLogin, byName, byEmail]);
	expect(await ids('order=desc')).toEqual([byEmail, byName, byLogin]);
	expect(await ids('orderBy=email')).toEqual([byEmail, byLogin, byName]);
	expect(await ids('perPage=1&page=2')).toEqual([byName]);
	expect((await list(`${search}&perPage=2`)).total).toBe(3);
	expect((await list(`${search}&enrolled=true`)).items).toEqual([
		{ id: byName, name: `b ${words}`, email: 'z@example.test', packages: 1 },
	]);
});

test('whoever once had a package is a student still', async () => {
	const name = `Former ${Date.now()}`;
	const id = await buildStudent(app.db, { name });
	await buildPackage(app.db, cohort, { studentId: id, status: 'CANCELLED', checkoutState: 'cancelled' });
	const { items } = await list(`enrolled=true&search=${encodeURIComponent(name)}`);
	expect(items).toEqual([expect.objectContaining({ id, packages: 0 })]);
});

test.each([
	['GET', PATH, 'view'],
	['GET', `${PATH}/1`, 'view'],
] as const)('%s %s is for staff only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test.each(['page=0', 'perPage=101', 'orderBy=id', 'enrolled=1', 'surprise=1'])(
	'a list with %s is refused',
	async (query) => {
		expect(answerOf(await staff.viewer('GET', `${PATH}?${query}`))).toEqual([400, 'invalid_request']);
	},
);

test('one student is read with account, packages and timeline', async () => {
	const id = await buildStudent(app.db, { name: 'Sam' });
	const { id: packageId } = await buildPackage(app.db, cohort, { studentId: id });
	const { body } = await staff.viewer('GET', `${PATH}/${id}`);
	expect(body).toMatchObject({
		id,
		account: { name: 'Sam', email: `student-${id}@example.test` },
		packages: [{ packageId, cohortId: cohort.id, courseTitle: cohort.course.title }],
		timeline: [{ id: `package:${packageId}:created`, kind: 'package' }],
		isCut: false,
	});
});

test.each([
	['2000000001', 404, 'student_not_found'],
	['0', 400, 'invalid_request'],
	['me', 400, 'invalid_request'],
])('student %s is refused', async (id, status, code) => {
	expect(answerOf(await staff.viewer('GET', `${PATH}/${id}`))).toEqual([status, code]);
});

describe('on a network of sites', () => {
	beforeAll(async () => {
		await app.db.schema.createTable('wp_blogs', (table) => {
			table.bigIncrements('blog_id');
		});
		await app.db.schema.createTable('wp_usermeta', (table) => {
			table.bigIncrements('umeta_id');
			table.bigInteger('user_id').unsigned().notNullable();
			table.string('meta_key', 255).nullable();
			table.text('meta_value', 'longtext').nullable();
		});
	});

	test('only those who have a role or a package on this site are found', async () => {
		const name = `Network ${Date.now()}`;
		const [member, student, stranger] = await Promise.all(
			[1, 2, 3].map((number) => buildStudent(app.db, { name: `${name} ${number}` })),
		);
		await app.db('wp_usermeta').insert([
			{ user_id: member, meta_key: 'wp_capabilities', meta_value: 'a:0:{}' },
			{ user_id: stranger, meta_key: 'wp_2_capabilities', meta_value: 'a:0:{}' },
		]);
		await buildPackage(app.db, cohort, { studentId: student! });
		const { items } = await list(`search=${encodeURIComponent(name)}`);
		expect(items.map(({ id }) => id)).toEqual([member, student]);
	});
});
