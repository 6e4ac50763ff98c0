import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, type Shop } from '../../../test/shop';
import { lockCheckoutBySession } from '../../db/checkouts';
import type { BuiltCohort } from '../../../test/builders';
import { settlingTransaction } from './settle-paid';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const seats = (cohort: BuiltCohort, count: number) => shop.edit(cohort, { max_enrollment: count });

/** Settles a paid session; `before` is called at the beginning of each attempt, with its number from 1 on. */
const settle = async (sessionId: string, before: (attempt: number) => Promise<unknown>) => {
	const paymentIntentId = shop.stripe.pay(sessionId);
	let attempt = 0;
	return settlingTransaction(shop.db, async (trx, settlePaid) => {
		attempt += 1;
		await before(attempt);
		const checkout = await lockCheckoutBySession(trx, sessionId);
		if (!checkout) {
			throw new Error('The checkout is gone.');
		}
		const paid = {
			checkout,
			paymentIntentId,
			policy: { honorClosedCohorts: false },
			actor: 'stripe',
		} as const;
		return settlePaid(trx, paid, new Date());
	});
};

test('whoever is refused a seat that is free again before the money goes back gets it after all', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	const state = await settle(sessionId, (attempt) => seats(cohort, attempt === 1 ? 0 : 1));
	expect(state).toBe('enrolled');
	expect(await shop.packagesOf(student)).toHaveLength(1);
	expect(await shop.seatsTaken(cohort)).toBe(1);
	await expectLedgerToBalance(shop);
});

test('a seat that comes and goes at each attempt leaves the checkout as it was, for the next delivery', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	const settling = settle(sessionId, (attempt) => seats(cohort, attempt % 2 === 1 ? 0 : 1));
	await expect(settling).rejects.toThrow('A seat came and went');
	expect((await shop.checkout(sessionId)).state).toBe('open');
	expect(await shop.packagesOf(student)).toEqual([]);
	expect(await shop.seatsTaken(cohort)).toBe(0);
	await seats(cohort, 1);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	expect((await shop.checkout(sessionId)).state).toBe('enrolled');
	await expectLedgerToBalance(shop);
});
