import { startTestApp, type Caller, type StartedApp } from '../../test/app';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';
import { table } from '../db/database';

let app: StartedApp;
let call: Caller;
let cohort: BuiltCohort;
beforeAll(async () => {
	app = await startTestApp();
	call = app.as({ userId: await buildStudent(app.db) });
	cohort = await buildCohort(app.db, await buildCourse(app.db));
	await buildPrice(app.db, cohort);
});
afterAll(() => app.close());

/** Nothing was held, and Stripe was not asked: it has no answer here. */
afterEach(async () => {
	expect(await table(app.db, 'checkouts')).toEqual([]);
});

const pathOf = (sold: BuiltCohort): string =>
	`/course-programs/${sold.course.code}/cohorts/${sold.id}/enroll`;

const expectRefusal = (answer: { status: number; body: unknown }, status: number, code: string): void => {
	expect({ status: answer.status, body: answer.body }).toEqual({
		status,
		body: { code, message: expect.any(String), data: expect.objectContaining({ status }) },
	});
};

describe('what is not a request to enroll is refused', () => {
	test.each([
		'0',
		'-1',
		'1e3',
		'1.5',
		'007',
		'99999999999999999999',
		'9007199254740992',
		'%00',
		'1%00',
		'1%2F2',
		'%31%20',
		'%E0%A5%A7',
	])('when the cohort is %j', async (id) => {
		const answer = await call('POST', `/course-programs/A/cohorts/${id}/enroll`);
		expectRefusal(answer, 400, 'invalid_request');
		expect(answer.body.data.issues).toMatchObject([{ path: 'cohortId' }]);
	});

	test.each(['x'.repeat(65), '%E0%A4%A', '%'])('when the course is %j', async (code) => {
		expectRefusal(
			await call('POST', `/course-programs/${code}/cohorts/1/enroll`),
			400,
			'invalid_request',
		);
	});

	test.each(['A%2FB', 'A%00B', '%F0%9F%8E%93', "'%20OR%201=1--%20", '..%2F..'])(
		'when no course is called %j',
		async (code) => {
			expectRefusal(
				await call('POST', `/course-programs/${code}/cohorts/1/enroll`),
				404,
				'course_not_found',
			);
		},
	);

	test.each<[string, unknown]>([
		['no JSON', '{"successPath":'],
		['words', 'successPath=/x'],
		['null', null],
		['a list', []],
		['a number', 7],
		['a path that is a number', { successPath: 7 }],
		['a path that is null', { cancelPath: null }],
		['a path that is a list', { cancelPath: ['/'] }],
		['a path that is too long', { successPath: `/${'x'.repeat(1000)}` }],
		['an empty path', { successPath: '' }],
	])('when the body is %s', async (_, body) => {
		const sent = typeof body === 'string' ? body : JSON.stringify(body);
		expectRefusal(await call('POST', pathOf(cohort), sent), 400, 'invalid_request');
	});

	const outside = [
		'//evil.test',
		'///evil.test',
		'/\\evil.test',
		'\\\\evil.test',
		'/\t/evil.test',
		'/\n/evil.test',
		'/ /evil.test\u0000',
		'https://evil.test/',
		'https:evil.test',
		'javascript:alert(1)',
		'relative',
		'/%0d%0aX',
		'/%0D%0ASet-Cookie:x',
		'/a\r\nX: y',
		'/a\tb',
		'/a%00',
		'/a\u0085b',
		'/a\u2028b',
		'/a b',
		'/a\\b',
	];
	test.each(
		outside.flatMap((path) => [
			['successPath', path],
			['cancelPath', path],
		]),
	)('when %s is %j', async (field, path) => {
		const answer = await call('POST', pathOf(cohort), { [field]: path });
		expectRefusal(answer, 400, 'invalid_request');
		expect(answer.body.data.issues).toMatchObject([{ path: field }]);
	});
});
