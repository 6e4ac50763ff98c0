import type { BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, MINUTE, openShop, type Shop } from '../../../test/shop';
import { failure } from '../../../test/fake-stripe';
import type { CohortRow } from '../../db/course-cohorts';
import { table } from '../../db/database';
import type { Finding } from './findings';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
beforeEach(async () => {
	shop = await openShop();
});
afterEach(async () => {
	await expectLedgerToBalance(shop);
	await shop.close();
});

const opened = async (cohort?: BuiltCohort): Promise<string> =>
	shop.sidecar.checkOut(await shop.student(), cohort ?? (await shop.cohort()));

const enrolled = async (cohort?: BuiltCohort): Promise<{ sessionId: string; intentId: string }> => {
	const sessionId = await opened(cohort);
	const intentId = shop.stripe.pay(sessionId);
	await shop.sidecar.deliver(COMPLETED, sessionId);
	return { sessionId, intentId };
};

const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind }) => kind);

/** Looks, mends, and looks again: a dry run changes nothing, and nothing is left to mend. */
const reconcile = async (): Promise<string[]> => {
	const { reconciliation } = shop.sidecar;
	const dry = await reconciliation.reconcile({ apply: false });
	expect(await reconciliation.reconcile({ apply: false })).toEqual(dry);
	const { findings } = await reconciliation.reconcile({ apply: true });
	expect(findings.every(({ outcome }) => outcome === 'done')).toBe(true);
	expect((await reconciliation.reconcile({ apply: false })).findings).toEqual([]);
	return kinds(dry.findings);
};

test('when everything agrees nothing is found', async () => {
	await enrolled();
	await opened();
	expect(await reconcile()).toEqual([]);
});

test('case 44: a payment of which no webhook ever told is fulfilled', async () => {
	const sessionId = await opened();
	shop.stripe.pay(sessionId);
	expect(await reconcile()).toEqual(['paid_not_fulfilled']);
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
});

test('case 54: events that never arrived are fetched, stored and worked on', async () => {
	const sessionId = await opened();
	shop.stripe.pay(sessionId);
	const event = shop.stripe.happen(COMPLETED, sessionId);
	shop.clock.pass(5 * MINUTE);
	shop.stripe.happen('charge.refunded', 'ch_on_its_way');
	const { findings } = await shop.sidecar.reconciliation.reconcile({ apply: true });
	expect(findings).toMatchObject([{ kind: 'event_missed', subject: event.id, outcome: 'done' }]);
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
	expect(await shop.events()).toMatchObject([{ event_id: event.id, signed_with: null, status: 'done' }]);
	expect(await reconcile()).toEqual([]);
});

test('case 57: a session whose id could not be saved is found by its reference', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('unreachable'), 'done');
	await expect(shop.sidecar.click(student, cohort)).rejects.toMatchObject({ code: 'stripe_unavailable' });
	const [session] = shop.stripe.sessions();
	shop.stripe.pay(session?.id ?? '');
	expect(await reconcile()).toEqual(['paid_not_fulfilled']);
	expect(await shop.stateOf(session?.id ?? '')).toBe('enrolled');
});

test('case 62: after a backup was restored, what Stripe knows is brought back or given to a person', async () => {
	const known = await enrolled();
	const { id, reference } = await shop.checkout(known.sessionId);
	const lost = shop.stripe.addSession({
		clientReferenceId: '00000000-0000-4000-8000-000000000000',
		metadata: { app: 'cohort-enrollment', site: 'https://school.example' },
	});
	shop.stripe.pay(lost.id);
	// The rows of the enrollment as they were before it.
	await table<{ checkout_id: number }>(shop.db, 'student_packages').where('checkout_id', id).delete();
	await table<{ id: number; state: string; payment_intent_id: string | null }>(shop.db, 'checkouts')
		.where('id', id)
		.update({ state: 'open', payment_intent_id: null });
	await table<CohortRow>(shop.db, 'course_cohorts').update({ current_enrollment: 0 });
	await table<{ status: string }>(shop.db, 'student_course_step_progress').delete();
	await table<{ current_enrollment: number }>(shop.db, 'class_sessions').update({ current_enrollment: 0 });
	await table<{ checkout_id: number | null }>(shop.db, 'notifications').delete();
	const found = await reconcile();
	expect(found.sort()).toEqual(['orphan_payment', 'paid_not_fulfilled']);
	expect(await shop.stateOf(known.sessionId)).toBe('enrolled');
	expect(reference).toBe((await shop.checkout(known.sessionId)).reference);
	expect(await shop.sidecar.tasks.open()).toMatchObject([{ kind: 'orphan_payment', stripeId: lost.id }]);
	await expectLedgerToBalance(shop, new Set([lost.id]));
	shop.stripe.makeRefund(shop.stripe.session(lost.id).payment?.intentId ?? '');
});

test('case 62: events of which a restored backup knows nothing are worked on again, and each payment counts once', async () => {
	const [kept, forgotten] = [await enrolled(), await opened()];
	shop.stripe.pay(forgotten);
	const events = [
		shop.stripe.happen(COMPLETED, kept.sessionId),
		shop.stripe.happen(COMPLETED, forgotten),
		shop.stripe.happen('checkout.session.async_payment_succeeded', forgotten),
	];
	await table<{ id: number }>(shop.db, 'stripe_events').delete();
	shop.clock.pass(5 * MINUTE);
	const { findings } = await shop.sidecar.reconciliation.reconcile({ apply: true });
	expect(findings.map(({ kind, subject }) => `${kind} ${subject}`).sort()).toEqual(
		events.map(({ id }) => `event_missed ${id}`).sort(),
	);
	expect(findings.every(({ outcome }) => outcome === 'done')).toBe(true);
	expect([await shop.stateOf(kept.sessionId), await shop.stateOf(forgotten)]).toEqual([
		'enrolled',
		'enrolled',
	]);
	expect(await reconcile()).toEqual([]);
	expect(await shop.events()).toHaveLength(events.length);
});

test('an open checkout whose session has ended is settled', async () => {
	const sessionId = await opened();
	shop.clock.pass(HOUR);
	expect(await reconcile()).toEqual(['open_past_expiry']);
	expect(await shop.stateOf(sessionId)).toBe('expired');
});

test('a session that can be paid although its checkout has ended is expired', async () => {
	const sessionId = await opened();
	await table<{ session_id: string; state: string }>(shop.db, 'checkouts')
		.where('session_id', sessionId)
		.update({ state: 'expired' });
	expect(await reconcile()).toEqual(['payable_but_ended']);
	expect(shop.stripe.session(sessionId).status).toBe('expired');
});

test('case 39: what Stripe refunded but is live here ends', async () => {
	const { sessionId, intentId } = await enrolled();
	shop.stripe.makeRefund(intentId);
	expect(await reconcile()).toEqual(['refund_not_followed']);
	expect(await shop.stateOf(sessionId)).toBe('refunded');
});

test('a refund of a part, and one that failed, are seen too', async () => {
	const [part, failed] = [await enrolled(), await enrolled()];
	shop.stripe.makeRefund(part.intentId, 500);
	const { id } = shop.stripe.makeRefund(failed.intentId);
	await shop.sidecar.deliver('refund.created', id);
	shop.stripe.changeRefund(id, 'failed');
	expect(await reconcile()).toEqual(['refund_not_followed', 'refund_not_followed']);
	expect(await shop.stateOf(part.sessionId)).toBe('enrolled');
	expect(await shop.stateOf(failed.sessionId)).toBe('refund_failed');
});

test('disputes of which we never heard are followed, opened and closed ones', async () => {
	const [open, won, lost, asked] = [await enrolled(), await enrolled(), await enrolled(), await enrolled()];
	shop.stripe.dispute(open.sessionId);
	shop.stripe.dispute(won.sessionId, 'won');
	shop.stripe.dispute(lost.sessionId, 'lost');
	shop.stripe.dispute(asked.sessionId, 'warning_needs_response');
	expect(await reconcile()).toEqual(['dispute_not_followed', 'dispute_not_followed']);
	expect(await shop.stateOf(open.sessionId)).toBe('disputed');
	expect(await shop.stateOf(lost.sessionId)).toBe('cancelled');
});

test('case 31: refunds that nobody sent are sent', async () => {
	const cohort = await shop.cohort();
	const sessionId = await opened(cohort);
	shop.stripe.pay(sessionId);
	await shop.edit(cohort, { is_active: false });
	await shop.sidecar.deliver(COMPLETED, sessionId);
	shop.clock.pass(10 * MINUTE);
	expect(await reconcile()).toEqual(['refund_overdue']);
	expect(await shop.stateOf(sessionId)).toBe('refunded');
});

test('counters that differ from their rows are counted again, and too many students are told to a person', async () => {
	const [wrong, small] = [await shop.cohort(), await shop.cohort({ maxEnrollment: 2 })];
	await enrolled(wrong);
	await enrolled(small);
	await enrolled(small);
	await shop.edit(wrong, { current_enrollment: 7 });
	await shop.edit(small, { max_enrollment: 1 });
	await table<{ current_enrollment: number }>(shop.db, 'class_sessions')
		.where('current_enrollment', '>', 0)
		.limit(1)
		.update({ current_enrollment: 9 });
	expect(await reconcile()).toEqual(['counter_differs', 'oversold', 'counter_differs']);
	expect(await shop.seatsTaken(wrong)).toBe(1);
	expect(await shop.sidecar.tasks.open()).toMatchObject([
		{ kind: 'books_differ', subject: `cohort:${small.id}` },
	]);
	await shop.edit(small, { max_enrollment: 2 });
});

test('sessions of other products and other sites are nobody’s business', async () => {
	for (const metadata of [{}, { app: 'cohort-enrollment', site: 'https://other.example' }]) {
		const { id } = shop.stripe.addSession({ metadata });
		shop.stripe.pay(id);
	}
	expect(await reconcile()).toEqual([]);
	for (const session of shop.stripe.sessions()) {
		shop.stripe.makeRefund(session.payment?.intentId ?? '');
	}
});

test('what cannot be mended now is said, and tried again next time', async () => {
	const sessionId = await opened();
	shop.stripe.pay(sessionId);
	shop.stripe.failNext('retrieveSession', failure('unreachable'));
	const { findings } = await shop.sidecar.reconciliation.reconcile({ apply: true });
	expect(findings).toMatchObject([{ kind: 'paid_not_fulfilled', outcome: 'failed' }]);
	expect(await reconcile()).toEqual(['paid_not_fulfilled']);
});

describe('by timer', () => {
	test('one of several sidecars does it, from the last time on, and again after ten minutes', async () => {
		const second = shop.openSidecar();
		const sessionId = await opened();
		shop.stripe.pay(sessionId);
		await Promise.all([shop.sidecar.reconciliation.runDue(), second.reconciliation.runDue()]);
		expect(shop.stripe.callsOf('sessions')).toHaveLength(1);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
		await second.reconciliation.runDue();
		expect(shop.stripe.callsOf('sessions')).toHaveLength(1);
		shop.clock.pass(11 * MINUTE);
		await second.reconciliation.runDue();
		expect(shop.stripe.callsOf('sessions')).toHaveLength(2);
	});

	test('one that was killed in the middle leaves it to another, half an hour later', async () => {
		const second = shop.openSidecar();
		const { arrived } = shop.stripe.holdNext('events');
		const killed = shop.sidecar.reconciliation.runDue();
		await arrived;
		shop.clock.pass(11 * MINUTE);
		await second.reconciliation.runDue();
		expect(shop.stripe.callsOf('sessions')).toHaveLength(0);
		shop.clock.pass(31 * MINUTE);
		await second.reconciliation.runDue();
		expect(shop.stripe.callsOf('sessions')).toHaveLength(1);
		void killed;
	});

	test('while Stripe cannot be asked for all of it, the rest is done, and it is tried again ten minutes later', async () => {
		const sessionId = await opened();
		shop.stripe.pay(sessionId);
		shop.stripe.failNext('events', failure('unreachable'));
		await shop.sidecar.reconciliation.runDue();
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
		await shop.sidecar.reconciliation.runDue();
		expect(shop.stripe.callsOf('events')).toHaveLength(1);
		shop.clock.pass(11 * MINUTE);
		await shop.sidecar.reconciliation.runDue();
		expect(shop.stripe.callsOf('events')).toHaveLength(2);
	});
});

describe('case 22: a cohort that is switched off', () => {
	test('ends its open sessions, so that nobody pays for nothing, and leaves the others alone', async () => {
		const [closed, open] = [await shop.cohort(), await shop.cohort()];
		const [ended, kept] = [await opened(closed), await opened(open)];
		await shop.edit(closed, { is_active: false });
		shop.clock.pass(MINUTE);
		expect(await shop.sidecar.lapsedCheckouts.endClosed()).toBe(1);
		expect(shop.stripe.session(ended).status).toBe('expired');
		expect(await shop.stateOf(ended)).toBe('expired');
		expect(shop.stripe.session(kept).status).toBe('open');
		expect(await shop.sidecar.lapsedCheckouts.endClosed()).toBe(0);
	});

	test('case 59: and whose session was paid just before is treated as paid', async () => {
		const cohort = await shop.cohort();
		const sessionId = await opened(cohort);
		await shop.edit(cohort, { is_active: false });
		shop.stripe.pay(sessionId);
		shop.clock.pass(MINUTE);
		await shop.sidecar.lapsedCheckouts.endClosed();
		expect(await shop.checkout(sessionId)).toMatchObject({
			state: 'refund_due',
			reason: 'cohort_inactive',
		});
		await shop.sidecar.work();
	});

	test('honors the payment when the operator chose so', async () => {
		const cohort = await shop.cohort();
		const sessionId = await opened(cohort);
		await shop.edit(cohort, { is_active: false });
		shop.stripe.pay(sessionId);
		await shop
			.openSidecar(shop.stripe, shop.db, { honorClosedCohorts: true })
			.deliver(COMPLETED, sessionId);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
		shop.clock.pass(DAY);
	});
});
