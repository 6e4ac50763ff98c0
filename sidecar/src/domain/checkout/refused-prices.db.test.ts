import type { BuiltCohort } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import type { NotificationRow } from '../../db/notifications';
import type { TaskRow } from '../../db/tasks';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	shop.logged.length = 0;
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const SOLD = { amount: 49_000, currency: 'eur' };

const priceOf = async (cohort: BuiltCohort): Promise<string> => {
	const price = await table<{ entity_type: string; entity_id: number; stripe_price_id: string }>(
		shop.db,
		'stripe_product_map',
	)
		.where({ entity_type: 'cohort', entity_id: cohort.id })
		.first();
	return price?.stripe_price_id ?? '';
};

const tasksAbout = (priceId: string): Promise<TaskRow[]> =>
	table<TaskRow>(shop.db, 'tasks').where({ kind: 'price_unavailable', stripe_id: priceId });

/** Two students click; both hear that it is not available, and nobody's seat stays held. */
const expectUnavailable = async (cohort: BuiltCohort): Promise<void> => {
	for (const student of await shop.students(2)) {
		expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('price_unavailable');
		expect(await shop.statesOf(student)).toEqual(['failed']);
	}
	expect(shop.logged.at(-1)).toMatchObject({ level: 50, msg: expect.stringContaining('price') });
};

/** One task, and one mail that tells staff of it, however many students clicked. */
const expectPersonCalled = async (priceId: string): Promise<void> => {
	const [task, ...others] = await tasksAbout(priceId);
	expect(others).toEqual([]);
	expect(task).toMatchObject({ status: 'open', subject: `price:${priceId}`, livemode: false });
	const mails = await table<NotificationRow>(shop.db, 'notifications').where({
		kind: 'task',
		subject: `task:${task?.id}`,
	});
	expect(mails).toMatchObject([{ student_id: null, status: 'due' }]);
	expect(JSON.parse(mails[0]?.data ?? '{}')).toMatchObject({
		task: 'price_unavailable',
		stripeId: priceId,
		purchase: { amount: 49_000, currency: 'eur' },
	});
};

test('case 60: a price that was archived, or is missing, makes the cohort unavailable, frees the seat and calls a person', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const priceId = await priceOf(cohort);
	shop.stripe.archivePrice(priceId);
	await expectUnavailable(cohort);
	await expectPersonCalled(priceId);
	expect(shop.logged.at(-1)).toMatchObject({ code: 'resource_missing' });

	shop.stripe.addPrice(priceId, SOLD);
	expect(await shop.sidecar.checkOut(await shop.student(), cohort)).toMatch(/^cs_test_/);
});

test('case 60: a recurring price is refused in the same way: a course is bought once', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const priceId = await priceOf(cohort);
	shop.stripe.addPrice(priceId, { ...SOLD, recurring: true });
	await expectUnavailable(cohort);
	await expectPersonCalled(priceId);
});

test('case 60: a price that has become too small for Stripe, as rates move, calls a person, too', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const tooSmall = failure('refused', 'amount_too_small');
	shop.stripe.failNext('createSession', tooSmall);
	shop.stripe.failNext('createSession', tooSmall);
	await expectUnavailable(cohort);
	await expectPersonCalled(await priceOf(cohort));
});

test.each([
	['in another currency', { amount: 49_000, currency: 'usd' }],
	['of another amount', { amount: 39_000, currency: 'eur' }],
])(
	'case 60: a price %s than the page shows is sold to nobody, and its session is ended',
	async (_, price) => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const priceId = await priceOf(cohort);
		shop.stripe.addPrice(priceId, price);
		const before = shop.stripe.sessions().length;
		await expectUnavailable(cohort);
		await expectPersonCalled(priceId);
		const [task] = await tasksAbout(priceId);
		expect(task?.detail).toContain(`${price.amount} ${price.currency}`);
		const made = shop.stripe.sessions().slice(before);
		expect(made.map(({ status }) => status)).toEqual(['expired', 'expired']);
	},
);

test('case 60: a session on other terms that cannot be ended at once is ended by the reconciler', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	shop.stripe.addPrice(await priceOf(cohort), { ...SOLD, currency: 'usd' });
	shop.stripe.failNext('expireSession', failure('unreachable'));
	const student = await shop.student();
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('price_unavailable');
	const made = shop.stripe.sessions().at(-1);
	expect(made).toMatchObject({ status: 'open', currency: 'usd' });
	shop.clock.pass(MINUTE);
	const { findings } = await shop.sidecar.reconciliation.reconcile({ apply: true });
	expect(findings).toMatchObject([{ kind: 'payable_but_ended', outcome: 'done' }]);
	expect(shop.stripe.session(made?.id ?? '').status).toBe('expired');
});

test('case 60: a task that a person closed opens again when the price is refused again', async () => {
	const cohort = await shop.cohort();
	const priceId = await priceOf(cohort);
	shop.stripe.archivePrice(priceId);
	const click = async () => refusalOf(shop.sidecar.click(await shop.student(), cohort));
	await click();
	const [first] = await tasksAbout(priceId);
	await shop.sidecar.tasks.resolve(first?.id ?? 0, { by: 'operator', note: 'Activated it.' });
	await click();
	expect((await tasksAbout(priceId)).map(({ status }) => status)).toEqual(['resolved', 'open']);
});
