import { failure } from '../../../test/fake-stripe';
import { COMPLETED, createInbox } from '../../../test/inbox';
import { expectLedgerToBalance } from '../../../test/ledger';
import { HOUR, MINUTE, openShop, refusalOf, type Shop, type Sidecar } from '../../../test/shop';
import { createDatabase, table } from '../../db/database';
import { insertStripeEvent, type StripeEventRow } from '../../db/stripe-events';

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

const { paid, eventsOf, asksFor, tasksOfKind } = createInbox(() => shop);

describe('a delivery', () => {
	test('is stored as it was signed, and worked on at once', async () => {
		const sessionId = await paid();
		await shop.sidecar.deliver(COMPLETED, sessionId, { id: 'evt_stored' });
		const [event] = await eventsOf(sessionId);
		expect(event).toMatchObject({
			event_id: 'evt_stored',
			type: COMPLETED,
			livemode: false,
			status: 'done',
			attempts: 1,
			claimed_until: null,
			last_error: null,
			processed_at: shop.clock.now(),
		});
		expect(JSON.parse(event?.payload ?? '')).toMatchObject({ id: 'evt_stored', objectId: sessionId });
	});

	test('case 1: that comes twice, one after the other, has one row and one effect', async () => {
		const sessionId = await paid();
		await shop.sidecar.deliver(COMPLETED, sessionId, { id: 'evt_twice' });
		await second.deliver(COMPLETED, sessionId, { id: 'evt_twice' });
		expect(await eventsOf(sessionId)).toHaveLength(1);
		expect(asksFor(sessionId)).toBe(1);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 1: that comes ten times at once, at two sidecars, has one row and one effect', async () => {
		const sessionId = await paid();
		await Promise.all(
			Array.from({ length: 10 }, (_, index) =>
				(index % 2 === 0 ? shop.sidecar : second).deliver(COMPLETED, sessionId, {
					id: 'evt_ten_times',
				}),
			),
		);
		expect(await eventsOf(sessionId)).toHaveLength(1);
		expect(asksFor(sessionId)).toBe(1);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 47: that is not signed is refused and not stored', async () => {
		const before = (await shop.events()).length;
		const body = Buffer.from(JSON.stringify({ id: 'evt_forged', objectId: await paid() }));
		expect(await refusalOf(shop.sidecar.webhooks.receive(body, 'forged'))).toBe('invalid_signature');
		expect(await shop.events()).toHaveLength(before);
		await shop.sidecar.deliver(COMPLETED, shop.stripe.sessions().at(-1)?.id ?? '');
	});

	test('case 15: of the other mode is answered and not stored, and a person hears of it once', async () => {
		const sessionId = await paid();
		for (const id of ['evt_live_1', 'evt_live_2']) {
			await shop.sidecar.deliver(COMPLETED, sessionId, { livemode: true, id });
		}
		expect(await eventsOf(sessionId)).toEqual([]);
		expect(await shop.stateOf(sessionId)).toBe('open');
		expect(await tasksOfKind('other_mode')).toMatchObject([
			{ stripe_id: 'evt_live_1', livemode: true, status: 'open' },
		]);
		expect(shop.logged.slice(-2)).toMatchObject([{ level: 40 }, { level: 40 }]);
		await shop.sidecar.deliver(COMPLETED, sessionId);
	});

	test('case 16: of a connected account is answered and not stored, and is no question for a person', async () => {
		const sessionId = await paid();
		await shop.sidecar.deliver(COMPLETED, sessionId, { account: 'acct_connected' });
		await shop.sidecar.deliver(COMPLETED, sessionId, { account: 'acct_connected', livemode: true });
		expect(await eventsOf(sessionId)).toEqual([]);
		expect(await shop.stateOf(sessionId)).toBe('open');
		expect(await tasksOfKind('other_mode')).toHaveLength(1);
		await shop.sidecar.deliver(COMPLETED, sessionId);
	});

	test('case 52: of a type that we do not use is kept and ignored, without a question to Stripe', async () => {
		await shop.sidecar.deliver('customer.created', 'cus_1');
		expect(await eventsOf('cus_1')).toMatchObject([{ status: 'ignored' }]);
	});

	test('case 44: that cannot be stored is not answered as received, so that Stripe sends it again', async () => {
		const { host, port, user, password, database } = shop.db.client.config.connection as {
			host: string;
			port: number;
			user: string;
			password: string;
			database: string;
		};
		const prefix = 'elsewhere_';
		const broken = createDatabase({ host, port, user, password, database, prefix, poolSize: 1 });
		const sessionId = await paid();
		const sidecar = shop.openSidecar(shop.stripe, broken);
		await expect(sidecar.deliver(COMPLETED, sessionId, { id: 'evt_again' })).rejects.toThrow();
		await broken.destroy();
		await shop.sidecar.deliver(COMPLETED, sessionId, { id: 'evt_again' });
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});
});

describe('an event that cannot be worked on', () => {
	test('case 55: because Stripe is away waits longer each time, and is finished by a worker', async () => {
		const sessionId = await paid();
		shop.stripe.failAlways('retrieveSession', failure('unreachable'));
		await shop.sidecar.deliver(COMPLETED, sessionId);
		for (const attempts of [1, 2, 3]) {
			const [event] = await eventsOf(sessionId);
			expect(event).toMatchObject({ status: 'due', attempts, claimed_until: null });
			expect(event?.last_error).toContain('unreachable');
			const wait = (event?.next_attempt_at.getTime() ?? 0) - shop.clock.now().getTime();
			expect(wait).toBeGreaterThanOrEqual(2 ** attempts * 500);
			expect(wait).toBeLessThanOrEqual(2 ** attempts * 1000);
			expect(await shop.sidecar.webhooks.replayDue()).toBe(0);
			shop.clock.pass(wait);
			expect(await shop.sidecar.webhooks.replayDue()).toBe(1);
		}
		shop.stripe.failAlways('retrieveSession', null);
		shop.clock.pass(MINUTE);
		await second.work();
		expect(await eventsOf(sessionId)).toMatchObject([{ status: 'done', attempts: 5, last_error: null }]);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test.each(['unreachable', 'unauthorized', 'server_error', 'rate_limited'] as const)(
		'case 55: because Stripe is %s is not given up for days',
		async (kind) => {
			const sessionId = await paid();
			shop.stripe.failAlways('retrieveSession', failure(kind));
			await shop.sidecar.deliver(COMPLETED, sessionId);
			for (let attempt = 2; attempt <= 30; attempt += 1) {
				shop.clock.pass(HOUR);
				await shop.sidecar.webhooks.replayDue();
			}
			expect(await eventsOf(sessionId)).toMatchObject([{ status: 'due', attempts: 30 }]);
			shop.stripe.failAlways('retrieveSession', null);
			shop.clock.pass(HOUR);
			await shop.sidecar.work();
			expect(await shop.stateOf(sessionId)).toBe('enrolled');
		},
	);

	test('case 61: because the key was revoked is stored and answered, and finished with the next key', async () => {
		const sessionId = await paid();
		shop.stripe.failAlways('retrieveSession', failure('unauthorized'));
		await shop.sidecar.deliver(COMPLETED, sessionId);
		expect(await eventsOf(sessionId)).toMatchObject([{ status: 'due' }]);
		shop.stripe.failAlways('retrieveSession', null);
		shop.clock.pass(HOUR);
		await shop.sidecar.work();
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('because Stripe was away for weeks is kept for a person', async () => {
		const sessionId = await paid();
		shop.stripe.failAlways('retrieveSession', failure('unreachable'));
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await table<StripeEventRow>(shop.db, 'stripe_events')
			.where('object_id', sessionId)
			.update({ attempts: 239 });
		shop.clock.pass(HOUR);
		await shop.sidecar.webhooks.replayDue();
		expect(await eventsOf(sessionId)).toMatchObject([{ status: 'dead', attempts: 240 }]);
		shop.stripe.failAlways('retrieveSession', null);
		expect(await shop.sidecar.webhooks.replayDead()).toEqual({ replayed: 1, failed: 0 });
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 45: whatever we try is dead after twenty attempts and waits for a person; others flow', async () => {
		const poison = await paid();
		shop.stripe.changeSession(poison, { paymentStatus: 'half_paid' });
		await shop.sidecar.deliver(COMPLETED, poison);
		for (let attempt = 2; attempt <= 20; attempt += 1) {
			expect(await eventsOf(poison)).toMatchObject([{ status: 'due', attempts: attempt - 1 }]);
			const other = await paid();
			shop.clock.pass(HOUR);
			await Promise.all([shop.sidecar.webhooks.replayDue(), second.deliver(COMPLETED, other)]);
			expect(await shop.stateOf(other)).toBe('enrolled');
		}
		expect(await eventsOf(poison)).toMatchObject([{ status: 'dead', attempts: 20 }]);
		expect(shop.logged.findLast(({ level }) => level === 50)).toMatchObject({ status: 'dead' });
		shop.clock.pass(HOUR);
		expect(await shop.sidecar.webhooks.replayDue()).toBe(0);
		const [{ event_id } = { event_id: '' }] = await eventsOf(poison);
		const about = { stripe_id: event_id, subject: `event:${event_id}`, status: 'open' };
		expect((await tasksOfKind('event_dead')).filter(({ status }) => status === 'open')).toMatchObject([
			about,
		]);

		// Somebody mends what was wrong and replays it.
		shop.stripe.changeSession(poison, { paymentStatus: 'paid' });
		expect(await second.webhooks.replay(event_id)).toBe('done');
		expect(await shop.stateOf(poison)).toBe('enrolled');
		expect((await tasksOfKind('event_dead')).at(-1)).toMatchObject({
			...about,
			status: 'resolved',
			resolved_by: 'sidecar',
		});
	});

	test('case 11: for a payment state that we do not know is told to a person at the first attempt, and once', async () => {
		const sessionId = await paid();
		shop.stripe.changeSession(sessionId, { paymentStatus: 'half_paid' });
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const mine = async () =>
			(await tasksOfKind('unknown_payment')).filter(({ stripe_id }) => stripe_id === sessionId);
		expect(await mine()).toMatchObject([
			{ status: 'open', detail: expect.stringContaining('half_paid') },
		]);
		shop.stripe.changeSession(sessionId, { paymentStatus: 'paid' });
		shop.clock.pass(HOUR);
		await shop.sidecar.work();
		expect(await mine()).toMatchObject([{ status: 'resolved' }]);
	});

	test('because a table is gone for a moment is stored, answered, and finished later', async () => {
		const sessionId = await paid();
		await shop.db.schema.renameTable('wp_ce_student_packages', 'wp_ce_student_packages_away');
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.db.schema.renameTable('wp_ce_student_packages_away', 'wp_ce_student_packages');
		expect(await eventsOf(sessionId)).toMatchObject([{ status: 'due' }]);
		shop.clock.pass(MINUTE);
		await shop.sidecar.work();
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('case 45: because it ends the process each time is given up too', async () => {
		const sessionId = await paid();
		await shop.sidecar.deliver(COMPLETED, sessionId);
		const claims = { status: 'due' as const, attempts: 240, claimed_until: shop.clock.now() };
		await table<StripeEventRow>(shop.db, 'stripe_events').where('object_id', sessionId).update(claims);
		const asked = asksFor(sessionId);
		expect(await shop.sidecar.webhooks.replayDue()).toBe(1);
		expect(await eventsOf(sessionId)).toMatchObject([{ status: 'dead', attempts: 241 }]);
		expect(asksFor(sessionId)).toBe(asked);
	});

	test('case 43: because its rows stay locked by others is answered, and finished by a worker', async () => {
		const sessionId = await paid();
		// Every try of the transaction is the victim of a deadlock.
		await shop.db.raw(
			`CREATE TRIGGER deadlock BEFORE INSERT ON wp_ce_student_packages FOR EACH ROW
				SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found'`,
		);
		await shop.sidecar.deliver(COMPLETED, sessionId);
		await shop.db.raw('DROP TRIGGER deadlock');
		expect(await eventsOf(sessionId)).toMatchObject([{ status: 'due', attempts: 1 }]);
		expect(await shop.stateOf(sessionId)).toBe('open');
		shop.clock.pass(MINUTE);
		await second.work();
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});

	test('because its worker was killed is taken over when the claim has lapsed', async () => {
		const sessionId = await paid();
		const now = shop.clock.now();
		const event = {
			event_id: 'evt_orphaned',
			type: COMPLETED,
			livemode: false,
			object_id: sessionId,
			payload: '{}',
			signed_with: null,
		};
		await insertStripeEvent(shop.db, event, new Date(now.getTime() + 2 * MINUTE), now);
		expect(await shop.sidecar.webhooks.replayDue()).toBe(0);
		shop.clock.pass(2 * MINUTE);
		expect(await shop.sidecar.webhooks.replayDue()).toBe(1);
		expect(await shop.stateOf(sessionId)).toBe('enrolled');
	});
});
