import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, SITE_URL, type Shop } from '../../../test/shop';
import { table } from '../../db/database';

const COMPLETED = 'checkout.session.completed';

let shop: Shop;
/** Sessions whose money is not ours to decide about. */
const tolerated = new Set<string>();
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	shop.logged.length = 0;
});
afterEach(() => expectLedgerToBalance(shop, tolerated));
afterAll(() => shop.close());

const lastEvent = async () => (await shop.events()).at(-1);

describe('a session that is not in our books', () => {
	const ours = { app: 'cohort-enrollment', site: SITE_URL };

	/** Delivers the completion of a paid session that this sidecar did not open. */
	const deliverForeign = async (overrides: Parameters<typeof shop.stripe.addSession>[0]) => {
		const { id } = shop.stripe.addSession(overrides);
		const intentId = shop.stripe.pay(id);
		tolerated.add(id);
		await shop.sidecar.deliver(COMPLETED, id);
		await shop.sidecar.work();
		expect(shop.stripe.refundsOf(intentId)).toEqual([]);
		return (await lastEvent())?.status;
	};

	test('case 12: and belongs to another product on the account is ignored', async () => {
		expect(await deliverForeign({ metadata: { app: 'shop' }, clientReferenceId: 'order-1' })).toBe(
			'ignored',
		);
	});

	test('case 13: and belongs to another site on the account is ignored', async () => {
		expect(await deliverForeign({ metadata: { ...ours, site: 'https://staging.example' } })).toBe(
			'ignored',
		);
	});

	test('case 15: and belongs to the other mode is ignored', async () => {
		expect(await deliverForeign({ metadata: ours, livemode: true })).toBe('ignored');
	});

	test('case 13: but is of this site is left to a person, once, and never refunded by itself', async () => {
		const session = shop.stripe.addSession({ metadata: ours });
		const intentId = shop.stripe.pay(session.id);
		tolerated.add(session.id);
		for (let delivery = 0; delivery < 2; delivery += 1) {
			await shop.sidecar.deliver(COMPLETED, session.id);
			expect((await lastEvent())?.status).toBe('done');
			expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('person') });
		}
		await shop.sidecar.work();
		expect(shop.stripe.refundsOf(intentId)).toEqual([]);
		const tasks = (await shop.sidecar.tasks.open()).filter(({ stripeId }) => stripeId === session.id);
		expect(tasks).toMatchObject([{ kind: 'orphan_payment', checkoutId: null }]);
		const mails = await table<{ kind: string; subject: string; student_id: number | null }>(
			shop.db,
			'notifications',
		).where({ kind: 'task', subject: `task:${tasks[0]?.id}` });
		expect(mails).toMatchObject([{ student_id: null }]);
	});

	test('and was never paid calls nobody', async () => {
		const { id } = shop.stripe.addSession({ metadata: ours });
		await shop.stripe.expireSession(id);
		const lines = shop.logged.length;
		await shop.sidecar.deliver('checkout.session.expired', id);
		expect(shop.logged.length).toBe(lines);
	});

	test('case 57: because saving it failed is found by its reference', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		shop.stripe.failNext('createSession', failure('unreachable'), 'done');
		await expect(shop.sidecar.click(student, cohort)).rejects.toThrow();
		const [lost] = await shop.checkoutsOf(student);
		const session = shop.stripe.sessions().find((made) => made.clientReferenceId === lost?.reference);
		const sessionId = session?.id ?? '';
		shop.stripe.pay(sessionId);
		const second = shop.openSidecar();
		const lines = shop.logged.length;
		await Promise.all([shop.sidecar.deliver(COMPLETED, sessionId), second.deliver(COMPLETED, sessionId)]);
		expect(await shop.checkout(sessionId)).toMatchObject({ id: lost?.id, state: 'enrolled' });
		expect(shop.logged.length).toBe(lines);
	});

	test('case 57: because saving it failed is found even after its hold was given up', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		shop.stripe.failNext('createSession', failure('unreachable'), 'done');
		await expect(shop.sidecar.click(student, cohort)).rejects.toThrow();
		const [lost] = await shop.checkoutsOf(student);
		const session = shop.stripe.sessions().find((made) => made.clientReferenceId === lost?.reference);
		shop.stripe.pay(session?.id ?? '');
		shop.clock.pass(34 * MINUTE);
		await shop.sidecar.lapsedCheckouts.settleLapsed();
		await shop.sidecar.deliver(COMPLETED, session?.id ?? '');
		expect(await shop.checkout(session?.id ?? '')).toMatchObject({ id: lost?.id, state: 'enrolled' });
	});
});
