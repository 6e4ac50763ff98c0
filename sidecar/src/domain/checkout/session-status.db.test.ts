import { failure } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const status = (student: number, sessionId: string) => shop.sidecar.sessions.status(student, sessionId);

const opened = async (overrides = {}) => {
	const cohort = await shop.cohort(overrides);
	const student = await shop.student();
	return { cohort, student, sessionId: await shop.sidecar.checkOut(student, cohort) };
};

test('case 29: a student who is back before the webhook is enrolled on the spot, once', async () => {
	const { cohort, student, sessionId } = await opened();
	shop.stripe.pay(sessionId);
	const answers = await Promise.all([status(student, sessionId), status(student, sessionId)]);
	const [owned, ...others] = await shop.packagesOf(student);
	expect(others).toEqual([]);
	expect(answers[1]).toEqual(answers[0]);
	expect(answers[0]).toEqual({
		state: 'enrolled',
		packageId: owned?.id,
		cohortId: cohort.id,
		courseCode: cohort.course.code,
		courseTitle: cohort.course.title,
		cohortName: cohort.name,
		returnUrl: expect.stringMatching(/^https?:\/\/[^/]+\//),
		price: { amount: 49_000, currency: 'eur' },
		reason: null,
		onWaitingList: false,
	});
});

test('case 30: a session id that somebody made up, or that Stripe does not know, grants nothing', async () => {
	const { student, sessionId } = await opened();
	const madeUp = `cs_test_${'f'.repeat(24)}`;
	expect(await refusalOf(status(student, madeUp))).toBe('session_not_found');
	shop.stripe.forgetSession(sessionId);
	expect(await status(student, sessionId)).toMatchObject({ state: 'processing', packageId: null });
	expect(await shop.packagesOf(student)).toEqual([]);
});

test('case 30: a student who comes without having paid is told that nothing was paid yet', async () => {
	const { student, sessionId } = await opened();
	expect(await status(student, sessionId)).toMatchObject({ state: 'processing', packageId: null });
	shop.clock.pass(33 * MINUTE);
	expect(await status(student, sessionId)).toMatchObject({ state: 'expired', packageId: null });
});

test('case 28: another student, and any id that is not one of ours, hears the same 404', async () => {
	const { sessionId } = await opened();
	shop.stripe.pay(sessionId);
	const stranger = await shop.student();
	const asked = shop.stripe.callsOf('retrieveSession').length;
	const ids = [
		sessionId,
		`${sessionId}x`,
		sessionId.toUpperCase(),
		`${sessionId} `,
		'cs_test_' + '0'.repeat(24),
		'',
		'../sessions',
		'%',
		"' OR 1=1 -- ",
	];
	for (const id of ids) {
		expect(await refusalOf(status(stranger, id))).toBe('session_not_found');
	}
	expect(shop.stripe.callsOf('retrieveSession')).toHaveLength(asked);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
});

test('case 29: while Stripe is away the page is told what we know, and finishes when Stripe is back', async () => {
	const { student, sessionId } = await opened();
	shop.stripe.pay(sessionId);
	shop.stripe.failNext('retrieveSession', failure('unreachable'));
	expect(await status(student, sessionId)).toMatchObject({ state: 'processing' });
	expect(await status(student, sessionId)).toMatchObject({ state: 'enrolled' });
});

test('a finished checkout is not asked about again', async () => {
	const { student, sessionId } = await opened();
	shop.stripe.pay(sessionId);
	await status(student, sessionId);
	const asked = shop.stripe.callsOf('retrieveSession').length;
	await status(student, sessionId);
	expect(shop.stripe.callsOf('retrieveSession')).toHaveLength(asked);
});

test('case 7: a delayed payment is awaited, and then found by the page itself', async () => {
	const { student, sessionId } = await opened();
	shop.stripe.payLater(sessionId);
	expect(await status(student, sessionId)).toMatchObject({ state: 'awaiting_payment', packageId: null });
	shop.stripe.failPayment(sessionId);
	expect(await status(student, sessionId)).toMatchObject({ state: 'failed', packageId: null });
});

test('case 20: a student whose money goes back follows it to the end, with the reason', async () => {
	const { cohort, student, sessionId } = await opened();
	shop.stripe.pay(sessionId);
	await shop.edit(cohort, { max_enrollment: 0 });
	const told = async () => {
		const { state, reason, packageId } = await status(student, sessionId);
		return { state, reason, packageId };
	};
	const full = { reason: 'cohort_full', packageId: null };
	expect(await told()).toEqual({ state: 'refund_pending', ...full });
	shop.stripe.refundStatus = 'pending';
	await shop.sidecar.work();
	expect(await told()).toEqual({ state: 'refund_pending', ...full });
	const [refund] = shop.stripe.refundsOf((await shop.checkout(sessionId)).payment_intent_id ?? '');
	shop.stripe.changeRefund(refund?.id ?? '', 'succeeded');
	await shop.sidecar.deliver('refund.updated', refund?.id ?? '');
	expect(await told()).toEqual({ state: 'refunded', ...full });
	shop.stripe.changeRefund(refund?.id ?? '', 'failed');
	await shop.sidecar.deliver('refund.failed', refund?.id ?? '');
	expect(await told()).toEqual({ state: 'refund_failed', ...full });
});

test('case 64: a student who paid nothing for a full cohort is told that it was cancelled', async () => {
	const { cohort, student, sessionId } = await opened();
	shop.stripe.payNothing(sessionId);
	await shop.edit(cohort, { max_enrollment: 0 });
	expect(await status(student, sessionId)).toMatchObject({
		state: 'cancelled',
		reason: 'cohort_full',
		packageId: null,
	});
});
