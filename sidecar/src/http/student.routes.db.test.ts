import { startTestApp, type Caller, type StartedApp } from '../../test/app';
import { buildCohort, buildCourse, buildPackage, buildPrice, type BuiltPackage } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

const PATH = '/students/me/course-packages';

/** A student with a course of two steps: one choice for the first, two for the second. */
const enrolled = async (
	overrides: Parameters<typeof buildPackage>[2] = {},
	maxStudents = 5,
): Promise<{ bought: BuiltPackage; call: Caller }> => {
	const course = await buildCourse(app.db, {
		title: 'Größenlehre 🎓',
		steps: [{ options: [{ maxStudents }] }, { options: [{ maxStudents }, { maxStudents }] }],
	});
	const cohort = await buildCohort(app.db, course);
	const studentId = await buildStudent(app.db);
	const bought = await buildPackage(app.db, cohort, { studentId, ...overrides });
	return { bought, call: app.as({ userId: studentId }) };
};

const selection = ({ cohort }: BuiltPackage, step: number, option = 0) => ({
	courseStepId: cohort.course.steps[step]?.id,
	courseStepOptionId: cohort.course.steps[step]?.options[option]?.id,
});

const expectRefusal = (answer: { status: number; body: unknown }, status: number, code: string): void => {
	expect({ status: answer.status, body: answer.body }).toEqual({
		status,
		body: { code, message: expect.any(String), data: expect.objectContaining({ status }) },
	});
};

test('from the course page to the dashboard, every route answers what its contract says', async () => {
	const { bought, call } = await enrolled();
	const dashboard = await call('GET', PATH);
	expect(dashboard.status).toBe(200);
	expect(dashboard.body).toMatchObject({
		packages: [
			{ id: bought.id, courseTitle: 'Größenlehre 🎓', status: 'ACTIVE', bookedSteps: 0, totalSteps: 2 },
		],
		nextSession: null,
	});

	const choices = await call('GET', `${PATH}/${bought.id}/unbooked-steps`);
	expect(choices.status).toBe(200);
	expect(choices.body).toMatchObject({
		packageId: bought.id,
		steps: [
			{ stepOrder: 1, options: [{ availableSeats: 5 }] },
			{ stepOrder: 2, options: [{}, {}] },
		],
		booked: [],
	});

	const booking = await call('POST', `${PATH}/${bought.id}/book-sessions`, {
		selections: [selection(bought, 1, 1)],
	});
	expect(booking.status).toBe(200);
	expect(booking.body).toMatchObject({
		autoBooked: [{ stepOrder: 1, status: 'BOOKED' }],
		manualSelections: [{ stepOrder: 2, status: 'BOOKED' }],
		conflicts: [],
		remaining: 0,
	});

	const after = await call('GET', PATH);
	expect(after.body).toMatchObject({
		packages: [{ bookedSteps: 2 }],
		nextSession: { packageId: bought.id, stepLabel: 'Step 1' },
	});
});

test('anybody may see the cohorts of a course with what they cost', async () => {
	const course = await buildCourse(app.db, { code: 'Öl & Farbe' });
	const cohort = await buildCohort(app.db, course, { maxEnrollment: 3, currentEnrollment: 1 });
	await buildPrice(app.db, cohort, { amount: 12_300 });
	for (const userId of [0, 7]) {
		const answer = await app.as({ userId })(
			'GET',
			`/course-programs/${encodeURIComponent(course.code)}/cohorts`,
		);
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({
			course: { code: 'Öl & Farbe' },
			cohorts: [
				{
					id: cohort.id,
					price: { amount: 12_300, currency: 'eur' },
					seatsLeft: 2,
					availability: 'open',
				},
			],
		});
	}
});

test('a course that is not there is 404, for visitors too', async () => {
	expectRefusal(
		await app.as({ userId: 0 })('GET', '/course-programs/NONE/cohorts'),
		404,
		'course_not_found',
	);
});

test('a visitor must log in for everything of a student', async () => {
	const { bought } = await enrolled();
	const visitor = app.as({ userId: 0 });
	expectRefusal(await visitor('GET', PATH), 401, 'login_required');
	expectRefusal(await visitor('GET', `${PATH}/${bought.id}/unbooked-steps`), 401, 'login_required');
	expectRefusal(
		await visitor('POST', `${PATH}/${bought.id}/book-sessions`, { selections: [] }),
		401,
		'login_required',
	);
});

test("another student's package does not exist, exactly like one that nobody has", async () => {
	const { bought } = await enrolled();
	const stranger = app.as({ userId: await buildStudent(app.db) });
	const body = { selections: [selection(bought, 1)] };
	for (const id of [bought.id, 9_007_199_254_740_991]) {
		expectRefusal(await stranger('GET', `${PATH}/${id}/unbooked-steps`), 404, 'package_not_found');
		expectRefusal(await stranger('POST', `${PATH}/${id}/book-sessions`, body), 404, 'package_not_found');
	}
	expect((await stranger('GET', PATH)).body).toEqual({ packages: [], nextSession: null });
});

test('a package that was refunded is shown but not booked', async () => {
	const { bought, call } = await enrolled({ status: 'REFUNDED', checkoutState: 'refunded' });
	expect((await call('GET', PATH)).body.packages).toMatchObject([{ status: 'REFUNDED' }]);
	expectRefusal(await call('GET', `${PATH}/${bought.id}/unbooked-steps`), 409, 'package_not_active');
	expectRefusal(
		await call('POST', `${PATH}/${bought.id}/book-sessions`, { selections: [selection(bought, 1)] }),
		409,
		'package_not_active',
	);
});

test('when every chosen class is full the answer is 409 with what is left', async () => {
	const { bought, call } = await enrolled({}, 0);
	const answer = await call('POST', `${PATH}/${bought.id}/book-sessions`, {
		selections: [selection(bought, 1)],
	});
	expectRefusal(answer, 409, 'nothing_booked');
	expect(answer.body.data.conflicts).toMatchObject([{ reason: 'class_full', alternatives: [] }]);
});

test("an option of another course is a conflict, never somebody else's seat", async () => {
	const [{ bought, call }, other] = [await enrolled(), await enrolled()];
	const answer = await call('POST', `${PATH}/${bought.id}/book-sessions`, {
		selections: [
			{ ...selection(bought, 1), courseStepOptionId: selection(other.bought, 1).courseStepOptionId },
		],
	});
	expect(answer.body.conflicts ?? answer.body.data.conflicts).toMatchObject([
		{ reason: 'option_not_available' },
	]);
});

test.each(['0', '-1', '1e3', '1.5', '01', '99999999999999999999', '%00', '1%2F2', '%20', 'me'])(
	'a package called %j is refused',
	async (id) => {
		const call = app.as({ userId: 7 });
		expectRefusal(await call('GET', `${PATH}/${id}/unbooked-steps`), 400, 'invalid_request');
		expectRefusal(
			await call('POST', `${PATH}/${id}/book-sessions`, { selections: [] }),
			400,
			'invalid_request',
		);
	},
);

test.each<[string, string | Buffer]>([
	['no JSON', '{"selections":['],
	['half a character', Buffer.from([0x7b, 0xc3])],
	['null', 'null'],
	['a list', '[]'],
	['nothing', ''],
	['nested deeper than anybody needs', '['.repeat(30_000)],
	['an inherited field', '{"__proto__":{"selections":[]}}'],
	['a huge number', '{"selections":[{"courseStepId":1e400,"courseStepOptionId":1}]}'],
])('a booking that is %s is refused', async (_, body) => {
	const answer = await app.as({ userId: 7 })('POST', `${PATH}/1/book-sessions`, body);
	expectRefusal(answer, 400, 'invalid_request');
});
