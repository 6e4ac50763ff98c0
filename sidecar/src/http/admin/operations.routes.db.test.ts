import type { ReconciliationResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

test('the books are compared; while Stripe cannot be asked that is what was found', async () => {
	const answer = await staff.manager('POST', '/admin/reconciliation', { apply: false });
	expect(answer.status).toBe(200);
	const { isFinished, findings } = answer.body as ReconciliationResponse;
	expect(isFinished).toBe(true);
	expect(findings).toContainEqual(expect.objectContaining({ kind: 'not_compared', mended: false }));
});

test('an event that nobody knows is not found', async () => {
	expect((await staff.manager('POST', '/admin/events/evt_1/replay', {})).body).toEqual({
		events: [{ eventId: 'evt_1', status: 'not_found' }],
	});
});

test('without dead events none is replayed', async () => {
	expect((await staff.operator('POST', '/admin/events/replay-dead', {})).body).toEqual({ events: [] });
});

test.each([
	['POST', '/admin/reconciliation', 'manage'],
	['POST', '/admin/events/evt_1/replay', 'manage'],
	['POST', '/admin/events/replay-dead', 'manage'],
] as const)('%s %s is for managers only', async (method, path, needs) => {
	await expectGuarded(staff, needs, method, path);
});

test.each([
	['/admin/reconciliation', {}],
	['/admin/reconciliation', { apply: 'yes' }],
	['/admin/reconciliation', { apply: true, days: 3 }],
	['/admin/events/cs_1/replay', {}],
	['/admin/events/evt_%20/replay', {}],
])('%s with %j is refused', async (path, body) => {
	expect(answerOf(await staff.manager('POST', path, body))).toEqual([400, 'invalid_request']);
});
