import type { BuiltCohort } from '../../../test/builders';
import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	shop.logged.length = 0;
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** Keys and parameters of the sessions that were asked for a cohort of this test. */
const asked = (cohort: BuiltCohort, references: string[]) =>
	shop.stripe
		.callsOf('createSession')
		.filter(({ subject }) => references.includes((subject as { reference: string }).reference))
		.map(({ key, subject }) => ({ key, subject, cohort: cohort.id }));

test('case 56: after a time-out the next click sends the same key and bytes, and finds the same session', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('unreachable'), 'done');
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
	const [checkout] = await shop.checkoutsOf(student);
	expect(checkout).toMatchObject({ state: 'open', session_id: null });

	shop.clock.pass(20 * MINUTE);
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	const [one, two] = asked(cohort, [checkout?.reference ?? '']);
	expect(two).toEqual(one);
	const made = shop.stripe
		.sessions()
		.filter(({ clientReferenceId }) => clientReferenceId === checkout?.reference);
	expect(made.map(({ id }) => id)).toEqual([sessionId]);
});

test('case 56: a crash between the row and the call holds the seat, and the next click makes the session', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('unreachable'));
	await refusalOf(shop.sidecar.click(student, cohort));
	expect(await refusalOf(shop.sidecar.click(await shop.student(), cohort))).toBe('cohort_full');

	const sessionId = await shop.sidecar.checkOut(student, cohort);
	const [checkout, ...others] = await shop.checkoutsOf(student);
	expect(checkout).toMatchObject({ session_id: sessionId, attempt: 1 });
	expect(others).toEqual([]);
	const [one, two] = asked(cohort, [checkout?.reference ?? '']);
	expect(two).toEqual(one);
});

test('an address that Stripe refuses is left out, and the student types one at the payment page', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('refused', 'email_invalid', 'customer_email'));
	const { sessionId } = await shop.sidecar.click(student, cohort);
	const [checkout, ...others] = await shop.checkoutsOf(student);
	expect(others).toEqual([]);
	expect(checkout).toMatchObject({ state: 'open', session_id: sessionId, attempt: 2 });
	const [refused, taken] = asked(cohort, [checkout?.reference ?? '']);
	expect(refused?.subject).toMatchObject({ customerEmail: expect.stringContaining('@') });
	expect(taken?.subject).toEqual({ ...(refused?.subject as object), customerEmail: null });
	expect(taken?.key).not.toBe(refused?.key);
});

test('case 56: a crash so long ago that Stripe refuses the stored end starts over in the same click', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('unreachable'));
	await refusalOf(shop.sidecar.click(student, cohort));
	shop.clock.pass(10 * MINUTE);
	const { sessionId } = await shop.sidecar.click(student, cohort);
	expect(shop.stripe.session(sessionId ?? '').status).toBe('open');
	expect(await shop.statesOf(student)).toEqual(['failed', 'open']);
});

test('case 46: with a clock that is wrong students are told to come later, and the operator why', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('refused', undefined, 'expires_at'));
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
	expect(shop.logged.at(-1)).toMatchObject({ level: 50, kind: 'refused', param: 'expires_at' });
	expect(await shop.statesOf(student)).toEqual(['failed']);
});

test('case 56: a stored server error is answered with the next key', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	for (const effect of ['lost', 'done'] as const) {
		shop.stripe.failNext('createSession', failure('server_error'), effect);
		expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
	}
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	const [checkout] = await shop.checkoutsOf(student);
	expect(checkout).toMatchObject({ session_id: sessionId, state: 'open', attempt: 3 });
	expect(asked(cohort, [checkout?.reference ?? '']).map(({ key }) => key?.slice(-2))).toEqual([
		':1',
		':2',
		':3',
	]);
});

test('a rate limit keeps the hold and the key', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('rate_limited'));
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
	await shop.sidecar.checkOut(student, cohort);
	expect((await shop.checkoutsOf(student)).map(({ attempt }) => attempt)).toEqual([1]);
});

test('case 61: a revoked key frees the seat, tells the student, and is logged for the operator', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	shop.stripe.failNext('createSession', failure('unauthorized'));
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
	expect(await shop.statesOf(student)).toEqual(['failed']);
	expect(shop.logged.at(-1)).toMatchObject({ level: 50, kind: 'unauthorized' });
	expect(await shop.sidecar.checkOut(await shop.student(), cohort)).toMatch(/^cs_test_/);
});

test('a session that cannot be expired because Stripe is away is not replaced by a second one', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const first = await shop.sidecar.checkOut(student, cohort);
	await shop.reprice(cohort, 39_000);
	shop.stripe.failNext('expireSession', failure('unreachable'));
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
	expect(await shop.statesOf(student)).toEqual(['open']);
	expect(shop.stripe.session(first).status).toBe('open');
});
