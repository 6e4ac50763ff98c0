import { buildCheckout } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { HOUR, MINUTE, openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	shop.logged.length = 0;
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const settle = () => shop.sidecar.lapsedCheckouts.settleLapsed();

test('a session that ended without a word from Stripe is over, and its seat is free', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.clock.pass(33 * MINUTE + 1);
	expect(await settle()).toBe(1);
	expect(await shop.stateOf(sessionId)).toBe('expired');
	expect(await settle()).toBe(0);
	await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.clock.pass(HOUR);
	await settle();
});

test('Stripe’s own event has a minute to come first', async () => {
	await shop.sidecar.checkOut(await shop.student(), await shop.cohort());
	shop.clock.pass(32 * MINUTE + 1);
	expect(await settle()).toBe(0);
	shop.clock.pass(MINUTE);
	expect(await settle()).toBe(1);
});

test('case 54: a payment of which no webhook ever told is found and enrolled', async () => {
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.stripe.pay(sessionId);
	shop.clock.pass(33 * MINUTE + 1);
	await settle();
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
});

test('a delayed payment whose success was never told is found within hours, its failure too', async () => {
	const cohort = await shop.cohort();
	const [paid, failed] = await Promise.all(
		(await shop.students(2)).map((student) => shop.sidecar.checkOut(student, cohort)),
	);
	for (const sessionId of [paid!, failed!]) {
		shop.stripe.payLater(sessionId);
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
	}
	shop.clock.pass(2 * HOUR);
	expect(await settle()).toBe(2);
	expect(await settle()).toBe(0);
	shop.stripe.settle(paid!);
	shop.stripe.failPayment(failed!);
	shop.clock.pass(2 * HOUR);
	await settle();
	expect([await shop.stateOf(paid!), await shop.stateOf(failed!)]).toEqual(['enrolled', 'failed']);
});

test('case 57: a checkout that never got a session is over when its hold is, and its seat is free', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('unreachable'));
	await refusalOf(shop.sidecar.click(student, cohort));
	shop.clock.pass(34 * MINUTE);
	await settle();
	expect((await shop.checkoutsOf(student)).map(({ state }) => state)).toEqual(['expired']);
	expect(await shop.sidecar.checkOut(await shop.student(), cohort)).toMatch(/^cs_test_/);
});

test('a session that Stripe does not know is over, and a person is told', async () => {
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.stripe.forgetSession(sessionId);
	shop.clock.pass(33 * MINUTE + 1);
	await settle();
	expect(await shop.stateOf(sessionId)).toBe('expired');
	expect(shop.logged.at(-1)).toMatchObject({ level: 50, state: 'open' });
});

test('while Stripe is away checkouts stay as they are, and are settled when it is back', async () => {
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.clock.pass(33 * MINUTE + 1);
	shop.stripe.failAlways('retrieveSession', failure('unreachable'));
	await settle();
	expect(await shop.stateOf(sessionId)).toBe('open');
	shop.stripe.failAlways('retrieveSession', null);
	shop.clock.pass(10 * MINUTE);
	await settle();
	expect(await shop.stateOf(sessionId)).toBe('expired');
});

test('any number of checkouts that cannot be settled does not keep others waiting', async () => {
	const cohort = await shop.cohort({ maxEnrollment: null });
	const poison: string[] = [];
	for (const student of await shop.students(15)) {
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		shop.stripe.changeSession(sessionId, { status: 'a new state' });
		poison.push(sessionId);
	}
	shop.clock.pass(MINUTE);
	const last = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.clock.pass(34 * MINUTE);
	while ((await settle()) > 0);
	expect(await shop.stateOf(last)).toBe('expired');

	poison.forEach((sessionId) => shop.stripe.changeSession(sessionId, { status: 'expired' }));
	shop.clock.pass(10 * MINUTE);
	while ((await settle()) > 0);
	expect(await Promise.all(poison.map(shop.stateOf))).toEqual(poison.map(() => 'expired'));
});

test('checkouts of the other mode are left to a sidecar of that mode', async () => {
	const cohort = await shop.cohort();
	const live = await buildCheckout(shop.db, cohort, { livemode: true, expiresAt: new Date(0) });
	shop.clock.pass(HOUR);
	expect(await settle()).toBe(0);
	expect(await shop.stateOf(live.sessionId)).toBe('open');
});

test('two sidecars that settle at once ask Stripe once and enroll the student once', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const sessionId = await shop.sidecar.checkOut(await shop.student(), cohort);
	shop.stripe.pay(sessionId);
	shop.clock.pass(34 * MINUTE);
	await Promise.all([settle(), shop.openSidecar().lapsedCheckouts.settleLapsed()]);
	expect(await shop.stateOf(sessionId)).toBe('enrolled');
	expect(await shop.seatsTaken(cohort)).toBe(1);
	const asked = shop.stripe.callsOf('retrieveSession').filter(({ subject }) => subject === sessionId);
	expect(asked).toHaveLength(1);
});
