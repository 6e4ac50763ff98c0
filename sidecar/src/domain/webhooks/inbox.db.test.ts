import { failure } from '../../../test/fake-stripe';
import { COMPLETED, createInbox } from '../../../test/inbox';
import { expectLedgerToBalance } from '../../../test/ledger';
import { DAY, HOUR, openShop, type Shop, type Sidecar } from '../../../test/shop';
import { table } from '../../db/database';
import type { StripeEventRow } from '../../db/stripe-events';

let shop: Shop;
let second: Sidecar;
beforeAll(async () => {
	shop = await openShop();
	second = shop.openSidecar();
});
afterEach(async () => {
	shop.stripe.failAlways('retrieveSession', null);
	await expectLedgerToBalance(shop);
});
afterAll(() => shop.close());

const { paid, eventsOf, asksFor } = createInbox(() => shop);

describe('the worker', () => {
	/** Stores events that are due, as if Stripe had been away when they came. */
	const dueEvents = async (count: number): Promise<string[]> => {
		const sessions: string[] = [];
		shop.stripe.failAlways('retrieveSession', failure('unreachable'));
		for (let index = 0; index < count; index += 1) {
			const sessionId = await paid();
			await shop.sidecar.deliver(COMPLETED, sessionId);
			sessions.push(sessionId);
		}
		shop.stripe.failAlways('retrieveSession', null);
		shop.clock.pass(HOUR);
		return sessions;
	};

	test('case 65: of several sidecars at once works on each event once', async () => {
		const sessions = await dueEvents(30);
		const third = shop.openSidecar();
		await Promise.all([shop.sidecar, second, third, second].map((sidecar) => sidecar.work()));
		for (const sessionId of sessions) {
			expect(asksFor(sessionId)).toBe(2);
			expect(await eventsOf(sessionId)).toMatchObject([{ status: 'done', attempts: 2 }]);
		}
	});

	test('is not held up by one event that takes long', async () => {
		const sessions = await dueEvents(4);
		const held = shop.stripe.holdNext('retrieveSession');
		const working = shop.sidecar.webhooks.replayDue();
		await held.arrived;
		const states = async () => (await Promise.all(sessions.map(shop.stateOf))).sort();
		const allButOne = ['enrolled', 'enrolled', 'enrolled', 'open'];
		while ((await states()).join() !== allButOne.join());
		held.release();
		await working;
		expect(new Set(await states())).toEqual(new Set(['enrolled']));
	});

	test('goes on when what became of one event cannot be written', async () => {
		const [stuck, ...others] = await dueEvents(3);
		const events = table<StripeEventRow>(shop.db, 'stripe_events');
		const row = await events.where('object_id', stuck!).first();
		await shop.db.raw(
			`CREATE TRIGGER stuck BEFORE UPDATE ON wp_ce_stripe_events FOR EACH ROW
				IF OLD.id = ${row?.id} AND NEW.claimed_until IS NULL THEN
					SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this row cannot be written';
				END IF`,
		);
		expect(await shop.sidecar.webhooks.replayDue()).toBe(3);
		await shop.db.raw('DROP TRIGGER stuck');
		expect(await Promise.all(others.map(shop.stateOf))).toEqual(['enrolled', 'enrolled']);
		expect(await eventsOf(stuck!)).toMatchObject([{ status: 'due' }]);
		shop.clock.pass(HOUR);
		await shop.sidecar.work();
		expect(await eventsOf(stuck!)).toMatchObject([{ status: 'done' }]);
	});
});

describe('a replay', () => {
	test('of an event that was worked on before changes nothing', async () => {
		const sessionId = await paid();
		await shop.sidecar.deliver(COMPLETED, sessionId, { id: 'evt_again_by_hand' });
		expect(await shop.sidecar.webhooks.replay('evt_again_by_hand')).toBe('done');
		expect(await shop.packagesOf((await shop.checkout(sessionId)).student_id)).toHaveLength(1);
	});

	test('of an event that nobody sent is refused', async () => {
		expect(await shop.sidecar.webhooks.replay('evt_never_sent')).toBe('unknown');
	});

	test('by two people at once is done by one of them, and so beside a worker', async () => {
		const sessionId = await paid();
		await shop.sidecar.deliver(COMPLETED, sessionId, { id: 'evt_two_people' });
		const held = shop.stripe.holdNext('retrieveSession');
		const first = shop.sidecar.webhooks.replay('evt_two_people');
		await held.arrived;
		expect(await second.webhooks.replay('evt_two_people')).toBe('busy');
		expect(await second.webhooks.replayDue()).toBe(0);
		held.release();
		expect(await first).toBe('done');
	});
});

describe('old events', () => {
	const add = (status: StripeEventRow['status'], days: number) => {
		const then = new Date(shop.clock.now().getTime() - days * DAY);
		return table<StripeEventRow>(shop.db, 'stripe_events').insert({
			event_id: `evt_${status}_${days}`,
			type: 'customer.created',
			livemode: false,
			object_id: 'cus_old',
			payload: '{}',
			status,
			attempts: 1,
			next_attempt_at: new Date(shop.clock.now().getTime() + DAY),
			processed_at: ['done', 'ignored'].includes(status) ? then : null,
			created_at: then,
			updated_at: then,
		});
	};

	test('are deleted 90 days after they were worked on, unless they wait for somebody', async () => {
		for (const status of ['done', 'ignored', 'due', 'dead'] as const) {
			await add(status, 89);
			await add(status, 91);
		}
		expect(await shop.sidecar.webhooks.prune()).toBe(2);
		expect(await shop.sidecar.webhooks.prune()).toBe(0);
		expect((await eventsOf('cus_old')).map(({ event_id }) => event_id).sort()).toEqual([
			'evt_dead_89',
			'evt_dead_91',
			'evt_done_89',
			'evt_due_89',
			'evt_due_91',
			'evt_ignored_89',
		]);
	});
});
