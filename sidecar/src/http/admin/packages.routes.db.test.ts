import nock from 'nock';
import type { StaffPackage } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { selectionsOf } from '../../../test/bookings';
import { buildCohort, buildCourse, buildPackage, type BuiltPackage } from '../../../test/builders';
import {
	answerOf,
	expectGuarded,
	staffOf,
	type StaffCallers,
	activityOf as readActivity,
} from '../../../test/staff';
import { paidIntent } from '../../../test/stripe-objects';
import { STRIPE } from '../../../test/stripe-replies';
import { buildStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
beforeEach(() => {
	nock(STRIPE)
		.persist()
		.get(/^\/v1\/payment_intents\/pi_/)
		.query(true)
		.reply((uri) => [200, { ...paidIntent(/pi_\w+/.exec(uri)?.[0]), livemode: false, metadata: {} }]);
});
afterEach(() => nock.cleanAll());
afterAll(() => app.close());

const REASON = 'asked for on the phone';

/** A student with a course of two steps: one choice for the first, two for the second. */
const enrolled = async (overrides: Parameters<typeof buildPackage>[2] = {}): Promise<BuiltPackage> => {
	const course = await buildCourse(app.db, { steps: [{ options: 1 }, { options: 2 }] });
	const cohort = await buildCohort(app.db, course);
	const studentId = await buildStudent(app.db, { name: 'Ada Okafor', email: 'ada@example.test' });
	return buildPackage(app.db, cohort, { studentId, ...overrides });
};

const path = ({ id }: Pick<BuiltPackage, 'id'>, act = ''): string => `/admin/packages/${id}${act}`;

const read = async (owned: BuiltPackage): Promise<StaffPackage> =>
	(await staff.viewer('GET', path(owned))).body as StaffPackage;

const activityOf = async ({ id }: BuiltPackage) =>
	(await readActivity(app.db, 'package', id)).map(({ actor, action }) => [actor, action]);

test('staff sees a package with its student, what was paid, what is left of it, and what can be done', async () => {
	const owned = await enrolled();
	const target = await buildCohort(app.db, owned.cohort.course, { maxEnrollment: 3, currentEnrollment: 1 });
	await buildCohort(app.db, owned.cohort.course, { maxEnrollment: 1, currentEnrollment: 1 });
	await buildCohort(app.db, owned.cohort.course, { deletedAt: new Date() });
	await buildCohort(app.db, owned.cohort.course, { startDate: '2020-01-01', endDate: '2020-02-01' });
	expect(await read(owned)).toEqual({
		id: owned.id,
		version: 1,
		packageName: `${owned.cohort.course.code} - ${owned.cohort.name}`,
		status: 'ACTIVE',
		paymentState: 'enrolled',
		reason: null,
		purchasedAt: expect.stringMatching(/Z$/),
		courseId: owned.cohort.course.id,
		courseCode: owned.cohort.course.code,
		courseTitle: owned.cohort.course.title,
		cohortId: owned.cohort.id,
		cohortName: owned.cohort.name,
		startDate: expect.any(String),
		endDate: expect.any(String),
		cohortTimezone: 'Europe/Berlin',
		studentId: owned.studentId,
		studentName: 'Ada Okafor',
		studentEmail: 'ada@example.test',
		amount: 49_000,
		currency: 'eur',
		livemode: false,
		paymentIntentId: owned.checkout.paymentIntentId,
		stripeUrl: `https://dashboard.stripe.com/test/payments/${owned.checkout.paymentIntentId}`,
		refundable: 49_000,
		bookedSteps: 0,
		totalSteps: 2,
		steps: [
			expect.objectContaining({ stepOrder: 1, status: 'UNBOOKED', session: null }),
			expect.objectContaining({ stepOrder: 2, status: 'UNBOOKED', session: null }),
		],
		unbooked: [
			expect.objectContaining({ stepOrder: 1, options: [expect.anything()] }),
			expect.objectContaining({ stepOrder: 2, options: [expect.anything(), expect.anything()] }),
		],
		moveTargets: [
			{ cohortId: target.id, name: target.name, startDate: expect.any(String), seatsLeft: 2 },
		],
	});
});

test('a package whose account is deleted, and one that is over, can still be looked at', async () => {
	const gone = await enrolled({ studentId: 987_654_321 });
	expect(await read(gone)).toMatchObject({ studentName: '', studentEmail: '', status: 'ACTIVE' });
	const over = await enrolled({ status: 'REFUNDED', checkoutState: 'refunded' });
	expect(await read(over)).toMatchObject({ status: 'REFUNDED', unbooked: [], moveTargets: [] });
});

test('what Stripe does not tell is not known, and keeps nobody from looking', async () => {
	nock.cleanAll();
	nock(STRIPE)
		.get(/payment_intents/)
		.query(true)
		.times(3)
		.reply(500, { error: { message: 'No.' } });
	expect(await read(await enrolled())).toMatchObject({ refundable: null, amount: 49_000 });
});

test('a booking for a student is answered as to the student, counted as a change, and told with who made it', async () => {
	const owned = await enrolled();
	const selections = selectionsOf(owned.cohort, [[1, 1]]);
	const booked = await staff.manager('POST', path(owned, '/book-sessions'), { selections });
	expect(booked.status).toBe(200);
	expect(booked.body).toMatchObject({
		autoBooked: [{ stepOrder: 1, status: 'BOOKED' }],
		manualSelections: [{ stepOrder: 2, status: 'BOOKED' }],
		conflicts: [],
		remaining: 0,
	});
	expect(await read(owned)).toMatchObject({ version: 2, bookedSteps: 2, unbooked: [] });
	expect(await activityOf(owned)).toEqual([[staff.managerActor, 'package.booked']]);
	// The same again books nothing, so that there is nothing to tell.
	expect((await staff.manager('POST', path(owned, '/book-sessions'), { selections })).status).toBe(200);
	expect(await read(owned)).toMatchObject({ version: 2 });
});

test('what staff cannot book is refused as to the student', async () => {
	const owned = await enrolled();
	const full = selectionsOf(owned.cohort, [[1, 0]]);
	await table<{ id: number; max_students: number }>(app.db, 'class_sessions').update({ max_students: 0 });
	const answer = await staff.manager('POST', path(owned, '/book-sessions'), { selections: full });
	expect(answerOf(answer)).toEqual([409, 'nothing_booked']);
	expect(answer.body.data.conflicts).toMatchObject([{ reason: 'class_full' }]);
	await table<{ id: number; max_students: number }>(app.db, 'class_sessions').update({ max_students: 10 });
	const ended = await enrolled({ status: 'CANCELLED', checkoutState: 'cancelled' });
	const late = await staff.manager('POST', path(ended, '/book-sessions'), { selections: [] });
	expect(answerOf(late)).toEqual([409, 'package_not_active']);
});

test('one booking is given back, of a session that is over as well, and can be made anew', async () => {
	const owned = await enrolled();
	const [, step] = owned.cohort.course.steps;
	const selections = selectionsOf(owned.cohort, [[1, 0]]);
	await staff.manager('POST', path(owned, '/book-sessions'), { selections });
	const [, session] = owned.cohort.sessions;
	await table<{ id: number; starts_at: Date; ends_at: Date }>(app.db, 'class_sessions')
		.where('id', session?.classSessionId ?? 0)
		.update({ starts_at: new Date('2026-01-05T18:00:00Z'), ends_at: new Date('2026-01-05T19:00:00Z') });
	const given = await staff.manager('DELETE', path(owned, `/steps/${step?.id}/booking?version=2`));
	expect(given.status).toBe(200);
	expect(given.body).toMatchObject({ version: 3, bookedSteps: 1, unbooked: [{ stepId: step?.id }] });
	const seats = await table<{ id: number; current_enrollment: number }>(app.db, 'class_sessions')
		.where('id', session?.classSessionId ?? 0)
		.first('current_enrollment');
	expect(seats?.current_enrollment).toBe(0);
	expect((await activityOf(owned)).at(-1)).toEqual([staff.managerActor, 'package.booking_given_back']);
	const again = { selections: selectionsOf(owned.cohort, [[1, 1]]) };
	expect((await staff.manager('POST', path(owned, '/book-sessions'), again)).body).toMatchObject({
		remaining: 0,
	});
});

test('a step without a booking, of another course, or of an enrollment that is over gives nothing back', async () => {
	const owned = await enrolled();
	const [step] = owned.cohort.course.steps;
	const giveBack = async (of: BuiltPackage, stepId: number | undefined) =>
		answerOf(await staff.manager('DELETE', path(of, `/steps/${stepId}/booking?version=1`)));
	expect(await giveBack(owned, step?.id)).toEqual([409, 'nothing_booked']);
	const other = await enrolled();
	expect(await giveBack(owned, other.cohort.course.steps[0]?.id)).toEqual([404, 'step_not_found']);
	const ended = await enrolled({ status: 'REFUNDED', checkoutState: 'refunded' });
	expect(await giveBack(ended, ended.cohort.course.steps[0]?.id)).toEqual([409, 'package_not_active']);
});

test('a package is moved, and the answer shows it where it is now', async () => {
	const owned = await enrolled();
	const to = await buildCohort(app.db, owned.cohort.course);
	const body = { version: 1, cohortId: to.id, reason: REASON };
	const moved = await staff.manager('POST', path(owned, '/move'), body);
	expect(moved.status).toBe(200);
	expect(moved.body).toMatchObject({ id: owned.id, cohortId: to.id, version: 2 });
	expect(await activityOf(owned)).toEqual([[staff.managerActor, 'package.moved']]);
	const back = { version: 2, cohortId: owned.cohort.id, reason: REASON };
	expect((await staff.operator('POST', path(owned, '/move'), back)).status).toBe(200);
	expect((await activityOf(owned)).at(-1)).toEqual(['operator', 'package.moved']);
});

test('a package is ended with a refund, and the answer says so', async () => {
	const owned = await enrolled();
	const body = { version: 1, reason: REASON, refund: { amount: 1_000 } };
	const ended = await staff.manager('POST', path(owned, '/cancel'), body);
	expect(ended.status).toBe(200);
	expect(ended.body).toMatchObject({
		status: 'CANCELLED',
		paymentState: 'refund_pending',
		reason: 'refunded_in_part',
		version: 2,
	});
	const again = await staff.manager('POST', path(owned, '/cancel'), { ...body, version: 2 });
	expect(answerOf(again)).toEqual([409, 'package_not_active']);
});

test('a refund of too much is refused with what is left', async () => {
	const owned = await enrolled();
	const body = { version: 1, reason: REASON, refund: { amount: 49_001 } };
	const answer = await staff.manager('POST', path(owned, '/cancel'), body);
	expect(answerOf(answer)).toEqual([409, 'refund_too_large']);
	expect(answer.body.data).toMatchObject({ refundable: 49_000 });
});

test('whoever works with an older version hears how the package is now, and changes nothing', async () => {
	const owned = await enrolled();
	const to = await buildCohort(app.db, owned.cohort.course);
	await staff.manager('POST', path(owned, '/move'), { version: 1, cohortId: to.id, reason: REASON });
	const [step] = owned.cohort.course.steps;
	const late = [
		['POST', '/move', { version: 1, cohortId: owned.cohort.id, reason: REASON }],
		['POST', '/cancel', { version: 1, reason: REASON, refund: 'none' }],
		['POST', '/cancel', { version: 1, reason: REASON, refund: 'full' }],
		['DELETE', `/steps/${step?.id}/booking?version=1`, undefined],
	] as const;
	for (const [method, act, body] of late) {
		const answer = await staff.manager(method, path(owned, act), body);
		expect(answerOf(answer)).toEqual([409, 'version_conflict']);
		expect(answer.body.data.current).toEqual(await read(owned));
		expect(answer.body.data.current).toMatchObject({ version: 2, cohortId: to.id, status: 'ACTIVE' });
	}
});

const ROUTES = [
	['GET', '', 'view'],
	['POST', '/move', 'manage'],
	['POST', '/cancel', 'manage'],
	['POST', '/book-sessions', 'manage'],
	['DELETE', '/steps/1/booking?version=1', 'manage'],
] as const;

test.each(ROUTES)('%s of a package%s is for staff only', async (method, act, needs) => {
	await expectGuarded(staff, needs, method, path(await enrolled(), act));
});

const BODIES: Record<string, object> = {
	'/move': { version: 1, cohortId: 1, reason: REASON },
	'/cancel': { version: 1, reason: REASON, refund: 'full' },
	'/book-sessions': { selections: [] },
};

test.each(ROUTES)('%s of a package that is not there%s says so', async (method, act) => {
	const answer = await staff.manager(method, path({ id: 999_999_999 }, act), BODIES[act]);
	expect(answerOf(answer)).toEqual([404, 'package_not_found']);
});

test.each<[string, unknown]>([
	['/move', {}],
	['/move', { version: 1, cohortId: 1 }],
	['/move', { version: 1, cohortId: 1, reason: ' ' }],
	['/move', { version: 1, cohortId: 1, reason: 'x'.repeat(501) }],
	['/move', { version: 1, cohortId: '1', reason: REASON }],
	['/move', { version: 0, cohortId: 1, reason: REASON }],
	['/move', { version: 1, cohortId: 1, reason: REASON, surprise: true }],
	['/cancel', { version: 1, reason: REASON }],
	['/cancel', { version: 1, reason: REASON, refund: 'half' }],
	['/cancel', { version: 1, reason: REASON, refund: 100 }],
	['/cancel', { version: 1, reason: REASON, refund: { amount: 0 } }],
	['/cancel', { version: 1, reason: REASON, refund: { amount: -1 } }],
	['/cancel', { version: 1, reason: REASON, refund: { amount: 1.5 } }],
	['/cancel', { version: 1, reason: REASON, refund: { amount: 1, currency: 'eur' } }],
	['/cancel', { version: 1, reason: REASON, refund: { amount: 1e20 } }],
	['/cancel', { reason: REASON, refund: 'none' }],
	['/cancel', '[]'],
	['/cancel', 'no json'],
	['/book-sessions', { selections: [{ courseStepId: 1 }] }],
	['/book-sessions', { selections: 'all' }],
])('%s with %j is refused before anything is looked up', async (act, body) => {
	const answer = await staff.manager('POST', path({ id: 999_999_999 }, act), body);
	expect(answerOf(answer)).toEqual([400, 'invalid_request']);
});

test.each([
	'/admin/packages/0',
	'/admin/packages/x',
	'/admin/packages/1e3',
	'/admin/packages/99999999999999999',
])('%s names no package', async (wrong) => {
	expect(answerOf(await staff.viewer('GET', wrong))).toEqual([400, 'invalid_request']);
});

test.each(['', '?version=0', '?version=x', '?version=1.5'])(
	'giving a booking back with %j is refused',
	async (query) => {
		const answer = await staff.manager('DELETE', `/admin/packages/1/steps/1/booking${query}`);
		expect(answerOf(answer)).toEqual([400, 'invalid_request']);
	},
);
