import { startTestApp, type Caller, type StartedApp } from '../../test/app';
import { buildCohort, buildCourse, buildPackage, buildPrice, type BuiltCohort } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';

let app: StartedApp;
beforeAll(async () => {
	app = await startTestApp();
});
afterAll(() => app.close());

const fullCohort = async (): Promise<BuiltCohort> => {
	const course = await buildCourse(app.db, { code: `WAIT-${Math.random()}` });
	await buildPrice(app.db, course);
	const cohort = await buildCohort(app.db, course, { maxEnrollment: 1 });
	await buildPackage(app.db, cohort);
	return cohort;
};

const student = async (): Promise<Caller> => app.as({ userId: await buildStudent(app.db) });

const pathOf = ({ course, id }: BuiltCohort): string =>
	`/course-programs/${encodeURIComponent(course.code)}/cohorts/${id}/waiting-list`;

const answerOf = ({ status, body }: { status: number; body: unknown }) => [
	status,
	(body as { code?: string }).code ?? body,
];

test('a student joins a waiting list and leaves it again, and the cohort list knows', async () => {
	const cohort = await fullCohort();
	const call = await student();
	const listed = async () => {
		const { body } = await call('GET', `/course-programs/${cohort.course.code}/cohorts`);
		return (body as { cohorts: unknown[] }).cohorts[0];
	};
	const joined = await call('POST', pathOf(cohort), { returnPath: '/course/?a=b#cohort-1' });
	expect(answerOf(joined)).toEqual([200, { onWaitingList: true }]);
	expect(await listed()).toMatchObject({ availability: 'full', onWaitingList: true });
	expect(answerOf(await call('POST', pathOf(cohort)))).toEqual([200, { onWaitingList: true }]);
	expect(answerOf(await call('DELETE', pathOf(cohort)))).toEqual([200, { onWaitingList: false }]);
	expect(answerOf(await call('DELETE', pathOf(cohort)))).toEqual([200, { onWaitingList: false }]);
	expect(await listed()).toMatchObject({ onWaitingList: false });
});

test('refusals have stable codes', async () => {
	const cohort = await fullCohort();
	const open = await buildCohort(app.db, cohort.course, { maxEnrollment: 1 });
	const call = await student();
	expect(answerOf(await call('POST', pathOf(open)))).toEqual([409, 'cohort_not_full']);
	expect(answerOf(await call('POST', pathOf({ ...cohort, id: 999_999 })))).toEqual([
		404,
		'cohort_not_found',
	]);
	const elsewhere = { ...cohort, course: { ...cohort.course, code: 'NO-SUCH' } };
	expect(answerOf(await call('POST', pathOf(elsewhere)))).toEqual([404, 'course_not_found']);
});

test.each(['GET', 'PUT'])('there is nothing to %s at a waiting list', async (method) => {
	const call = await student();
	expect((await call(method, pathOf(await fullCohort()))).status).toBe(404);
});

test.each(['POST', 'DELETE'])('a visitor is asked to log in: %s', async (method) => {
	const call = app.as({ userId: 0 });
	expect(answerOf(await call(method, pathOf(await fullCohort())))).toEqual([401, 'login_required']);
});

test.each([
	['a path that is no text', { returnPath: 7 }],
	['another host', { returnPath: '//evil.example/' }],
	['a whole address', { returnPath: 'https://evil.example/' }],
	['a script', { returnPath: 'javascript:alert(1)' }],
	['line breaks for a header', { returnPath: '/a%0d%0aBcc:x' }],
	['a path without end', { returnPath: `/${'x'.repeat(1_001)}` }],
	['no object', []],
	['no JSON', '{'],
])('a body with %s is refused, and nobody waits', async (_, body) => {
	const cohort = await fullCohort();
	const call = await student();
	expect(answerOf(await call('POST', pathOf(cohort), body))).toEqual([400, 'invalid_request']);
	expect(answerOf(await call('POST', pathOf(cohort), {}))).toEqual([200, { onWaitingList: true }]);
});

test.each(['0', '-1', '01', '1e3', 'x', '%20', '99999999999999999999'])(
	'a cohort id that is none is refused: %s',
	async (id) => {
		const call = await student();
		const path = `/course-programs/DATA/cohorts/${id}/waiting-list`;
		for (const method of ['POST', 'DELETE']) {
			expect(answerOf(await call(method, path))).toEqual([400, 'invalid_request']);
		}
	},
);
