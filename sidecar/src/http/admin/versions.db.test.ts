import { startTestApp, type StartedApp } from '../../../test/app';
import { answerOf, staffOf, type StaffCallers } from '../../../test/staff';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const GROUP_CLASS = {
	name: 'Monday',
	dayOfWeek: 1,
	startTime: '18:00',
	endTime: '19:00',
	timezone: 'Europe/Berlin',
	maxStudents: 10,
	instructor: null,
	location: null,
	meetingUrl: null,
	isActive: true,
};
const COURSE = { code: 'VERSIONS', title: 'Versions', isActive: true, pageId: null, steps: [] };
const COHORT = {
	courseId: 1,
	name: 'Fall',
	startDate: '2027-01-01',
	endDate: '2027-02-01',
	timezone: 'Europe/Berlin',
	maxEnrollment: null,
	enrollmentDeadlineLocal: null,
	isActive: true,
};
const MOVE = { cohortId: 1, reason: 'asked for it' };
const CANCEL = { refund: 'none', reason: 'asked for it' };

/** Every route that changes a row as its editor last saw it, with a body that lacks the version alone. */
const VERSIONED = [
	['PUT', '/admin/group-classes/999', GROUP_CLASS],
	['DELETE', '/admin/group-classes/999', null],
	['PUT', '/admin/courses/999', COURSE],
	['DELETE', '/admin/courses/999', null],
	['PUT', '/admin/courses/999/price', { kind: 'free' }],
	['DELETE', '/admin/courses/999/price', null],
	['PUT', '/admin/cohorts/999', COHORT],
	['DELETE', '/admin/cohorts/999', null],
	['PUT', '/admin/cohorts/999/price', { kind: 'free' }],
	['DELETE', '/admin/cohorts/999/price', null],
	['PUT', '/admin/cohorts/999/schedule', { sessions: [] }],
	['POST', '/admin/packages/999/move', MOVE],
	['POST', '/admin/packages/999/cancel', CANCEL],
	['DELETE', '/admin/packages/999/steps/1/booking', null],
] as const;

describe.each(VERSIONED)('%s %s', (method, path, body) => {
	/** Deletions carry the version in the query, all others in the body. */
	const callWith = (version?: string | number) =>
		body === null
			? staff.manager(method, version === undefined ? path : `${path}?version=${version}`)
			: staff.manager(method, path, { ...body, version });

	test('asks for nothing else than a version', async () => {
		expect((await callWith(1)).status).toBe(404);
	});

	test.each([undefined, 'x', 0, -1, 1.5])('takes no version %p', async (version) => {
		const answer = await callWith(version);
		expect(answerOf(answer)).toEqual([400, 'invalid_request']);
		expect((answer.body.data.issues as { path: string }[]).map((issue) => issue.path)).toEqual([
			'version',
		]);
	});
});
