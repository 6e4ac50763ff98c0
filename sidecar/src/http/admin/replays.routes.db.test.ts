import nock from 'nock';
import { startTestApp, type StartedApp } from '../../../test/app';
import { buildCheckout, buildCohort, buildCourse } from '../../../test/builders';
import { insert } from '../../../test/build-rows';
import { activityOf, answerOf, staffOf, type StaffCallers } from '../../../test/staff';
import { stripeEvent } from '../../../test/stripe-event';
import { stripeSession } from '../../../test/stripe-objects';
import { stripeCall } from '../../../test/stripe-replies';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterEach(() => {
	expect(nock.pendingMocks()).toEqual([]);
	nock.cleanAll();
});
afterAll(() => app.close());

interface DeadEvent {
	/** Of its row. */
	id: number;
	eventId: string;
	checkoutId: number;
}

/** An event that was given up, of a session that has ended. Stripe will say so when it is asked once. */
const giveUp = async (): Promise<DeadEvent> => {
	const cohort = await buildCohort(app.db, await buildCourse(app.db));
	const { id: checkoutId, sessionId, reference } = await buildCheckout(app.db, cohort);
	const session = stripeSession({ id: sessionId, status: 'expired', client_reference_id: reference });
	stripeCall('GET', new RegExp(`/checkout/sessions/${sessionId}`)).reply(200, session);
	const event = stripeEvent('checkout.session.expired', session);
	const eventId = event['id'] as string;
	const id = await insert(app.db, 'stripe_events', {
		event_id: eventId,
		type: 'checkout.session.expired',
		livemode: false,
		object_id: sessionId,
		payload: JSON.stringify(event),
		signed_with: 1,
		status: 'dead',
		attempts: 240,
		next_attempt_at: app.clock.now(),
	});
	return { id, eventId, checkoutId };
};

const expectWorkedOn = async ({ id, checkoutId }: DeadEvent): Promise<void> => {
	const checkout = await table<{ id: number; state: string }>(app.db, 'checkouts')
		.where('id', checkoutId)
		.first();
	expect(checkout?.state).toBe('expired');
	expect(await activityOf(app.db, 'event', id)).toContainEqual(
		expect.objectContaining({ action: 'event.replayed', actor: staff.managerActor }),
	);
};

test('an event that was given up is worked on again, and the answer says what became of it', async () => {
	const dead = await giveUp();
	const answer = await staff.manager('POST', `/admin/events/${dead.eventId}/replay`, {});
	expect(answerOf(answer)).toEqual([200, { events: [{ eventId: dead.eventId, status: 'done' }] }]);
	await expectWorkedOn(dead);
});

test('all events that were given up are worked on again at once', async () => {
	const dead = [await giveUp(), await giveUp()];
	const answer = await staff.manager('POST', '/admin/events/replay-dead', {});
	expect(answerOf(answer)).toEqual([
		200,
		{ events: dead.map(({ eventId }) => ({ eventId, status: 'done' })) },
	]);
	for (const event of dead) {
		await expectWorkedOn(event);
	}
});

test('the task about an event works on it again, and is resolved by it', async () => {
	const dead = await giveUp();
	const id = await insert(app.db, 'tasks', {
		kind: 'event_dead',
		subject: `event:${dead.eventId}`,
		stripe_id: dead.eventId,
		livemode: false,
		status: 'open',
	});
	const answer = await staff.manager('POST', `/admin/tasks/${id}/replay`, {});
	expect([answer.status, answer.body]).toMatchObject([200, { id, status: 'resolved', replay: null }]);
	await expectWorkedOn(dead);
});
