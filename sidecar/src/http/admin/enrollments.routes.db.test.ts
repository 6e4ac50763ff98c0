import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCohort, buildCourse } from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { buildStudent } from '../../../test/wordpress';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const REASON = 'won a place';

const enrollIn = (cohortId: number, body: unknown) =>
	staff.manager('POST', `/admin/cohorts/${cohortId}/enrollments`, body);

const newCohort = async (maxEnrollment = 1) =>
	buildCohort(app.db, await buildCourse(app.db), { maxEnrollment });

test('a student is enrolled by hand, and has the course', async () => {
	const { id } = await newCohort();
	const studentId = await buildStudent(app.db);
	const answer = await enrollIn(id, { studentId, reason: REASON });
	expect(answer.status).toBe(201);
	expect(answer.body).toEqual({ packageId: expect.any(Number) });
	const owned = await app.as({ userId: studentId })('GET', '/students/me/course-packages');
	expect(owned.body).toMatchObject({
		packages: [{ id: answer.body.packageId as number, status: 'ACTIVE', bookedSteps: 2 }],
	});
	const seen = await staff.viewer('GET', `/admin/packages/${answer.body.packageId as number}`);
	expect(seen.body).toMatchObject({
		amount: 0,
		currency: '',
		paymentIntentId: null,
		stripeUrl: null,
		refundable: 0,
	});
});

test('each refusal has its code', async () => {
	const { id } = await newCohort();
	const studentId = await buildStudent(app.db);
	expect(answerOf(await enrollIn(999_999_999, { studentId, reason: REASON }))).toEqual([
		404,
		'cohort_not_found',
	]);
	expect(answerOf(await enrollIn(id, { studentId: 999_999_999, reason: REASON }))).toEqual([
		404,
		'student_not_found',
	]);
	await enrollIn(id, { studentId, reason: REASON });
	expect(answerOf(await enrollIn(id, { studentId, reason: REASON }))).toEqual([409, 'already_enrolled']);
	const late = await buildStudent(app.db);
	expect(answerOf(await enrollIn(id, { studentId: late, reason: REASON }))).toEqual([409, 'cohort_full']);
});

test('enrolling by hand is for managers only', async () => {
	await expectGuarded(staff, 'manage', 'POST', '/admin/cohorts/1/enrollments');
});

test.each<[string, unknown]>([
	['nothing', {}],
	['no reason', { studentId: 1 }],
	['an empty reason', { studentId: 1, reason: '  ' }],
	['too long a reason', { studentId: 1, reason: 'x'.repeat(501) }],
	['no student', { reason: REASON }],
	['user 0', { studentId: 0, reason: REASON }],
	['a name', { studentId: 'Ada', reason: REASON }],
	['more than is known', { studentId: 1, reason: REASON, price: 0 }],
])('%s is refused', async (_what, body) => {
	const { id } = await newCohort();
	expect(answerOf(await enrollIn(id, body))).toEqual([400, 'invalid_request']);
});

test('a cohort that is no number is refused', async () => {
	const answer = await staff.manager('POST', '/admin/cohorts/x/enrollments', {
		studentId: 1,
		reason: REASON,
	});
	expect(answerOf(answer)).toEqual([400, 'invalid_request']);
});
