import { buildPrice, type BuiltCohort } from '../../../test/builders';
import { FakeStripe } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** Keys and parameters of the sessions that were asked for a cohort of this test. */
const asked = (cohort: BuiltCohort, references: string[]) =>
	shop.stripe
		.callsOf('createSession')
		.filter(({ subject }) => references.includes((subject as { reference: string }).reference))
		.map(({ key, subject }) => ({ key, subject, cohort: cohort.id }));

test('a click holds a seat and opens a session that leads back with its own id', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const { sessionId, url, expiresAt } = await shop.sidecar.click(student, cohort, {
		successPath: '/done/?from=list',
		cancelPath: '/courses/',
	});
	const [checkout] = await shop.checkoutsOf(student);
	expect(checkout).toMatchObject({
		state: 'open',
		session_id: sessionId,
		session_url: url,
		amount: 49_000,
		currency: 'eur',
		program_code: cohort.course.code,
		cohort_name: cohort.name,
	});
	expect(checkout?.expires_at?.toISOString()).toBe(expiresAt);
	expect(asked(cohort, [checkout?.reference ?? ''])).toMatchObject([
		{
			key: `co:${checkout?.reference}:1`,
			subject: {
				reference: checkout?.reference,
				siteUrl: SITE_URL,
				successUrl: `${SITE_URL}/done/?from=list&session_id={CHECKOUT_SESSION_ID}`,
				cancelUrl: `${SITE_URL}/courses/`,
				customerEmail: `student-${student}@example.test`,
			},
		},
	]);
	expect(shop.stripe.session(sessionId ?? '')).toMatchObject({
		clientReferenceId: checkout?.reference,
		metadata: { app: 'cohort-enrollment', site: SITE_URL, checkout_id: checkout?.reference },
	});
});

test('without paths a student comes back to the plugin’s page, or to the front page of a site in a folder', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const buyer = {
		userId: student,
		email: 'not an address',
		siteUrl: `${SITE_URL}/academy`,
		paths: { success: '/academy/your-enrollment/', dashboard: '/academy/my-courses/' },
	};
	await shop.sidecar.click(student, cohort, { buyer });
	const [checkout] = await shop.checkoutsOf(student);
	expect(asked(cohort, [checkout?.reference ?? ''])).toMatchObject([
		{
			subject: {
				successUrl: `${SITE_URL}/academy/your-enrollment/?session_id={CHECKOUT_SESSION_ID}`,
				cancelUrl: `${SITE_URL}/academy/`,
				customerEmail: null,
			},
		},
	]);
});

test('case 19: a second click returns the session that is open', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const first = await shop.sidecar.click(student, cohort);
	shop.clock.pass(29 * MINUTE);
	expect(await shop.sidecar.click(student, cohort)).toEqual(first);
	expect(await shop.statesOf(student)).toEqual(['open']);
});

test('case 19: a double click gives both the same session, even for the last seat', async () => {
	const second = shop.openSidecar();
	for (const maxEnrollment of [10, 1]) {
		const cohort = await shop.cohort({ maxEnrollment });
		const student = await shop.student();
		const [one, two, three] = await Promise.all([
			shop.sidecar.click(student, cohort),
			second.click(student, cohort),
			shop.sidecar.click(student, cohort),
		]);
		expect(two).toEqual(one);
		expect(three).toEqual(one);
		expect(await shop.statesOf(student)).toEqual(['open']);
	}
});

test('a double click whose twin is still at Stripe is told to wait, and no session is lost', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.keys.refuseInUse = true;
	const held = shop.stripe.holdNext('createSession');
	const first = shop.sidecar.click(student, cohort);
	await held.arrived;
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('checkout_in_progress');
	held.release();
	expect((await first).sessionId).toBe((await shop.checkoutsOf(student))[0]?.session_id);
	shop.stripe.keys.refuseInUse = false;
	expect(await shop.sidecar.click(student, cohort)).toEqual(await first);
});

test('case 19: after a change of the price the open session is expired and a new one opened on the new terms', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	const first = await shop.sidecar.checkOut(student, cohort);
	await shop.reprice(cohort, 39_000);
	const second = await shop.sidecar.checkOut(student, cohort);
	expect(second).not.toBe(first);
	expect(shop.stripe.session(first).status).toBe('expired');
	expect(shop.stripe.session(second)).toMatchObject({ status: 'open', amountSubtotal: 39_000 });
	expect(await shop.statesOf(student)).toEqual(['expired', 'open']);
});

test('a click whose answer comes after its checkout was ended is not sent to pay it', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const held = shop.stripe.holdNext('createSession');
	const slow = shop.sidecar.click(student, cohort);
	await held.arrived;
	await shop.reprice(cohort, 39_000);
	const { sessionId } = await shop.sidecar.click(student, cohort);
	held.release();
	expect(await refusalOf(slow)).toBe('checkout_in_progress');
	expect(await shop.statesOf(student)).toEqual(['expired', 'open']);
	expect((await shop.sidecar.click(student, cohort)).sessionId).toBe(sessionId);
});

test('case 59: a session that was paid while its terms changed counts as paid, and is not sold twice', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.pay(await shop.sidecar.checkOut(student, cohort));
	await shop.reprice(cohort, 39_000);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('already_enrolled');
	expect(await shop.statesOf(student)).toEqual(['enrolled']);
	expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE' }]);
	expect(await shop.seatsTaken(cohort)).toBe(1);
});

test('case 11: a payment that we do not understand is neither ended nor paid a second time', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	shop.stripe.changeSession(sessionId, { status: 'complete', paymentStatus: 'half_paid' });
	await shop.reprice(cohort, 39_000);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('checkout_in_progress');
	expect(await shop.statesOf(student)).toEqual(['open']);
});

test('case 19: a session that is about to end, or has ended, is replaced by a new one', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	const first = await shop.sidecar.checkOut(student, cohort);
	shop.clock.pass(30 * MINUTE + 1000);
	const second = await shop.sidecar.checkOut(student, cohort);
	expect(shop.stripe.session(first).status).toBe('expired');
	shop.clock.pass(40 * MINUTE);
	const third = await shop.sidecar.checkOut(student, cohort);
	expect(new Set([first, second, third]).size).toBe(3);
	expect(await shop.statesOf(student)).toEqual(['expired', 'expired', 'open']);
});

test('a delayed payment under way is waited for, not paid twice', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	shop.stripe.payLater(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('checkout_in_progress');
	expect(await shop.statesOf(student)).toEqual(['awaiting_payment']);
});

test('a student who got the course by another cohort is not sent back to an open session of this one', async () => {
	const cohort = await shop.cohort();
	const other = await shop.cohort({}, cohort.course);
	const student = await shop.student();
	const open = await shop.sidecar.checkOut(student, cohort);
	const paid = await shop.sidecar.checkOut(student, other);
	shop.stripe.pay(paid);
	await shop.sidecar.deliver('checkout.session.completed', paid);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('already_enrolled');
	expect(shop.stripe.session(open).status).toBe('expired');
	expect(await shop.statesOf(student)).toEqual(['expired', 'enrolled']);
});

test('case 22: a cohort that was switched off meanwhile is not sold through a session that is still open', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const open = await shop.sidecar.checkOut(student, cohort);
	await shop.edit(cohort, { is_active: false });
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('cohort_inactive');
	expect(shop.stripe.session(open).status).toBe('expired');
	expect(await shop.statesOf(student)).toEqual(['expired']);
});

test('case 24: whoever began in time gets the open session back after the deadline, and the course for paying it', async () => {
	const cohort = await shop.cohort({
		enrollmentDeadline: new Date(shop.clock.now().getTime() + 5 * MINUTE),
	});
	const student = await shop.student();
	const first = await shop.sidecar.click(student, cohort);
	shop.clock.pass(10 * MINUTE);
	expect(await shop.sidecar.click(student, cohort)).toEqual(first);
	expect(await refusalOf(shop.sidecar.click(await shop.student(), cohort))).toBe('deadline_passed');
	shop.stripe.pay(first.sessionId ?? '');
	await shop.sidecar.deliver('checkout.session.completed', first.sessionId ?? '');
	expect(await shop.statesOf(student)).toEqual(['enrolled']);
	expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE' }]);
});

test('a test session from before the site went live does not stand in the way of a real one', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	await shop.sidecar.checkOut(student, cohort);
	const stripe = new FakeStripe(shop.clock, { livemode: true });
	const { stripePriceId } = await buildPrice(shop.db, cohort, { livemode: true });
	stripe.addPrice(stripePriceId ?? '', { amount: 49_000, currency: 'eur' });
	const live = await shop.openSidecar(stripe).click(student, cohort);
	expect(live.sessionId).toMatch(/^cs_live_/);
	expect(await shop.statesOf(student)).toEqual(['expired', 'open']);
});
