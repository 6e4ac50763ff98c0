import { startTestApp, type Caller, type StartedApp } from '../../../test/app';
import { buildCheckout, buildCohort, buildCourse, buildPackage } from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { buildStudent, deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

test.each([
	['GET', '/admin/students/1/personal-data'],
	['GET', '/admin/former-students?email=a@example.test'],
	['POST', '/admin/students/1/erase'],
] as const)('%s %s is for the privacy tools only, not for staff in a browser', async (method, path) => {
	await expectGuarded(staff, 'privacy', method, path);
});

test('whoever may export does not erase, and whoever may erase does not export; both look for people', async () => {
	const studentId = await buildStudent(app.db);
	const exporter = app.as({ userId: 7, caps: ['export_others_personal_data'] });
	const eraser = app.as({ userId: 7, caps: ['erase_others_personal_data'] });
	const path = `/admin/students/${studentId}`;
	const statuses = async (caller: Caller) => [
		(await caller('GET', '/admin/former-students?email=a@example.test')).status,
		(await caller('GET', `${path}/personal-data`)).status,
		(await caller('POST', `${path}/erase`)).status,
	];
	expect(await statuses(exporter)).toEqual([200, 200, 403]);
	expect(await statuses(eraser)).toEqual([200, 403, 200]);
});

test.each([
	['GET', '/admin/students/0/personal-data'],
	['GET', '/admin/students/x/personal-data'],
	['GET', '/admin/students/1/personal-data?page=0'],
	['GET', '/admin/students/1/personal-data?page=1.5'],
	['GET', '/admin/students/1/personal-data?surprise=1'],
	['GET', '/admin/former-students'],
	['GET', '/admin/former-students?email='],
	['GET', `/admin/former-students?email=${'x'.repeat(321)}`],
	['GET', '/admin/former-students?email=a&email=b'],
	['POST', '/admin/students/99999999999999999/erase'],
])('%s %s makes no sense and is refused', async (method, path) => {
	expect(answerOf(await staff.operator(method, path))).toEqual([400, 'invalid_request']);
});

test('the operator at the server exports and erases, and the activity says so', async () => {
	const studentId = await buildStudent(app.db);
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	const { id } = await buildPackage(app.db, cohort, { studentId, status: 'CANCELLED' });
	const path = `/admin/students/${studentId}`;
	const { body } = await staff.operator('GET', `${path}/personal-data`);
	expect(body).toMatchObject({
		groups: [
			{ group: 'packages', items: [{ id: String(id), fields: { status: 'CANCELLED' } }] },
			{ group: 'bookings' },
			{ group: 'checkouts', items: [{ fields: { amount: 49_000, currency: 'eur', email: null } }] },
		],
		done: true,
	});
	expect((await staff.operator('POST', `${path}/erase`)).body).toEqual({ removed: 1, retained: 1 });
	expect(
		await table<{ entity_id: number; actor: string; action: string }>(app.db, 'activity')
			.where({ entity_id: studentId, action: 'student.erased' })
			.select('actor'),
	).toEqual([{ actor: 'operator' }]);
});

test('whoever bought with an address and has no account any more is found by it, whatever its case', async () => {
	const studentId = await buildStudent(app.db);
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	const { id } = await buildCheckout(app.db, cohort, { studentId, state: 'expired' });
	await table<{ id: number; stripe_params: string }>(app.db, 'checkouts')
		.where({ id })
		.update({ stripe_params: JSON.stringify({ customerEmail: 'Gone@example.test' }) });
	await deleteStudent(app.db, studentId);
	const answer = await staff.operator('GET', '/admin/former-students?email=gone%40example.test');
	expect(answerOf(answer)).toEqual([200, { studentIds: [studentId] }]);
});

test('whoever still holds a seat is not erased, and the answer says what holds it', async () => {
	const studentId = await buildStudent(app.db);
	const course = await buildCourse(app.db);
	await buildPackage(app.db, await buildCohort(app.db, course), { studentId });
	await buildCheckout(app.db, await buildCohort(app.db, course), { studentId });
	const answer = await staff.operator('POST', `/admin/students/${studentId}/erase`);
	expect(answerOf(answer)).toEqual([409, 'enrollment_is_live']);
	expect(answer.body.data).toMatchObject({ packages: 1, checkouts: 1 });
});

test('the address that is looked for is in no line of the log', async () => {
	const { body } = await staff.operator('GET', '/admin/former-students?email=ada%40example.test');
	expect(body).toEqual({ studentIds: [] });
	const lines = app.log.lines.filter((line) => line.includes('/admin/former-students'));
	expect(lines.length).toBeGreaterThan(0);
	expect(app.log.lines.join('')).not.toContain('ada');
});
