import { buildStudentId } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import type { StripeEventRow } from '../../db/stripe-events';
import { createOperationsService, type OperationsService } from './operations.service';

const STAFF = 'staff:3';
const NO_PATIENCE = 1;

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(async () => {
	await table(shop.db, 'stripe_events').delete();
	shop.stripe.happened.length = 0;
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const operations = (patience?: number): OperationsService =>
	createOperationsService({
		db: shop.db,
		reconciliation: shop.sidecar.reconciliation,
		webhooks: shop.sidecar.webhooks,
		...(patience === undefined ? {} : { patience }),
	});

/** An event that Stripe has and we have not. */
const miss = async (): Promise<string> => {
	const sessionId = await shop.sidecar.checkOut(await shop.student(), await shop.cohort());
	shop.stripe.pay(sessionId);
	shop.stripe.happen('checkout.session.completed', sessionId);
	shop.clock.pass(10 * MINUTE);
	return sessionId;
};

/** An event that was given up. */
const giveUp = async (): Promise<{ eventId: string; sessionId: string }> => {
	const sessionId = await shop.sidecar.checkOut(await shop.student(), await shop.cohort());
	shop.stripe.pay(sessionId);
	shop.stripe.failNext('retrieveSession', failure('unreachable'));
	const eventId = `evt_${buildStudentId()}`;
	await shop.sidecar.deliver('checkout.session.completed', sessionId, { id: eventId });
	await table<StripeEventRow>(shop.db, 'stripe_events')
		.where('event_id', eventId)
		.update({ status: 'dead', attempts: 20 });
	return { eventId, sessionId };
};

test('a comparison tells what it would do, and then does it', async () => {
	const sessionId = await miss();
	const dry = await operations().reconcile({ apply: false }, STAFF);
	expect(dry).toMatchObject({ isFinished: true });
	expect(dry.findings).toContainEqual({
		kind: 'event_missed',
		subject: expect.stringMatching(/^evt_/),
		detail: 'checkout.session.completed was never delivered.',
		action: 'Store it and work on it.',
		mended: false,
	});
	expect(await shop.stateOf(sessionId)).toBe('open');
	const applied = await operations().reconcile({ apply: true }, STAFF);
	expect(applied.findings).toContainEqual(expect.objectContaining({ kind: 'event_missed', mended: true }));
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
});

test('one that takes long goes on, and whoever asks again gets what it found, not another run', async () => {
	await miss();
	const impatient = operations(NO_PATIENCE);
	const before = shop.stripe.callsOf('events').length;
	const held = shop.stripe.holdNext('events');
	expect(await impatient.reconcile({ apply: true }, STAFF)).toEqual({ isFinished: false, findings: [] });
	await held.arrived;
	expect(await impatient.reconcile({ apply: true }, STAFF)).toMatchObject({ isFinished: false });
	held.release();
	let answer = await impatient.reconcile({ apply: true }, STAFF);
	while (!answer.isFinished) {
		answer = await impatient.reconcile({ apply: true }, STAFF);
	}
	expect(answer.findings).toContainEqual(expect.objectContaining({ kind: 'event_missed', mended: true }));
	expect(shop.stripe.callsOf('events')).toHaveLength(before + 1);
});

test('what Stripe cannot be asked for is told as a finding', async () => {
	shop.stripe.failNext('events', failure('unreachable'));
	const { findings } = await operations().reconcile({ apply: false }, STAFF);
	expect(findings).toContainEqual(
		expect.objectContaining({ kind: 'not_compared', subject: 'events', mended: false }),
	);
});

test('a stored event is worked on again, and one that nobody knows is not found', async () => {
	const { eventId, sessionId } = await giveUp();
	expect(await operations().replayEvent(eventId, STAFF)).toEqual({ events: [{ eventId, status: 'done' }] });
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
	expect(await operations().replayEvent('evt_unknown', STAFF)).toEqual({
		events: [{ eventId: 'evt_unknown', status: 'not_found' }],
	});
});

test('one that takes long is told as due, and is done all the same', async () => {
	const { eventId, sessionId } = await giveUp();
	const held = shop.stripe.holdNext('retrieveSession');
	expect(await operations(NO_PATIENCE).replayEvent(eventId, STAFF)).toEqual({
		events: [{ eventId, status: 'due' }],
	});
	await held.arrived;
	held.release();
	while ((await shop.stateOf(sessionId)) !== 'enrolled') {
		await new Promise(setImmediate);
	}
});

test('dead events are worked on again, the oldest first; those that fail again are due', async () => {
	const events = [await giveUp(), await giveUp()];
	shop.stripe.failNext('retrieveSession', failure('unreachable'));
	const { events: told } = await operations().replayDead(STAFF);
	expect(told.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
	expect(told.map(({ status }) => status).sort()).toEqual(['done', 'due']);
	const lines = await table<{ action: string; actor: string }>(shop.db, 'activity').where({
		action: 'event.replayed',
		actor: STAFF,
	});
	expect(lines.length).toBeGreaterThanOrEqual(2);
	shop.clock.pass(MINUTE);
	await shop.sidecar.work();
	const states = await Promise.all(events.map(({ sessionId }) => shop.stateOf(sessionId)));
	expect(states).toEqual(['enrolled', 'enrolled']);
});

test('without a dead event there is nothing to replay', async () => {
	expect(await operations().replayDead(STAFF)).toEqual({ events: [] });
});
