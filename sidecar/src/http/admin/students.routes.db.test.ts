import type { StudentsResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import {
	buildCheckout,
	buildCohort,
	buildCourse,
	buildPackage,
	type BuiltCohort,
} from '../../../test/builders';
import { insert } from '../../../test/build-rows';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { buildStudent, createNetworkTables, deleteStudent, giveRole } from '../../../test/wordpress';

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
	const byName = await buildStudent(app.db, { login: 'zoe', name: `b ${words}`, email: 'z@example.test' });
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
		{ id: byName, login: 'zoe', name: `b ${words}`, email: 'z@example.test', packages: 1 },
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
	beforeAll(() => createNetworkTables(app.db));

	/** One account for each way in which a site knows it, and one that only another site knows. */
	const buildAccounts = async (name: string) => {
		const build = (number: number) => buildStudent(app.db, { name: `${name} ${number}` });
		const [member, student, buyer, waiting, stranger] = [
			await build(1),
			await build(2),
			await build(3),
			await build(4),
			await build(5),
		];
		await giveRole(app.db, member);
		await buildPackage(app.db, cohort, { studentId: student, status: 'CANCELLED' });
		await buildCheckout(app.db, cohort, { studentId: buyer, state: 'expired' });
		await insert(app.db, 'waiting_list', {
			cohort_id: cohort.id,
			program_id: cohort.course.id,
			student_id: waiting,
		});
		await giveRole(app.db, stranger, 'wp_2_');
		return { own: [member, student, buyer, waiting], student, stranger };
	};

	test('only those are found who have a role on this site, bought here, or wait here', async () => {
		const name = `Network ${Date.now()}`;
		const { own } = await buildAccounts(name);
		const { items } = await list(`search=${encodeURIComponent(name)}`);
		expect(items.map(({ id }) => id)).toEqual(own);
	});

	test('the same are read; an account of another site is not told to exist', async () => {
		const { own, stranger } = await buildAccounts('Ada');
		for (const id of own) {
			const { body } = await staff.viewer('GET', `${PATH}/${id}`);
			expect(body).toMatchObject({ id, account: { email: `student-${id}@example.test` } });
		}
		expect(answerOf(await staff.viewer('GET', `${PATH}/${stranger}`))).toEqual([
			404,
			'student_not_found',
		]);
	});

	test('what a deleted account had on this site is read', async () => {
		const { student } = await buildAccounts('Ada');
		await deleteStudent(app.db, student);
		const { body } = await staff.viewer('GET', `${PATH}/${student}`);
		expect(body).toMatchObject({ id: student, account: null, packages: [{ cohortId: cohort.id }] });
	});

	test('the same are enrolled by hand; an account of another site is not', async () => {
		const { own, stranger } = await buildAccounts('Ada');
		const { id } = await buildCohort(app.db, await buildCourse(app.db));
		const enroll = (studentId: number) =>
			staff.manager('POST', `/admin/cohorts/${id}/enrollments`, { studentId, reason: 'won a place' });
		for (const studentId of own) {
			expect((await enroll(studentId)).status).toBe(201);
		}
		expect(answerOf(await enroll(stranger))).toEqual([404, 'student_not_found']);
	});
});
