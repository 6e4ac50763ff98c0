import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../../test/builders';
import { failure, FakeStripe } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { MINUTE, openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';
import { table } from '../../db/database';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const statesOf = async (studentId: number): Promise<string[]> =>
	(await shop.checkoutsOf(studentId)).map(({ state }) => state);

/** Keys and parameters of the sessions that were asked for a cohort of this test. */
const asked = (cohort: BuiltCohort, references: string[]) =>
	shop.stripe
		.callsOf('createSession')
		.filter(({ subject }) => references.includes((subject as { reference: string }).reference))
		.map(({ key, subject }) => ({ key, subject, cohort: cohort.id }));

const changePrice = async (cohort: BuiltCohort, amount: number): Promise<void> => {
	const stripePriceId = `price_changed_${cohort.id}`;
	shop.stripe.addPrice(stripePriceId, { amount, currency: 'eur' });
	await table<{ entity_type: string; entity_id: number; amount: number; stripe_price_id: string }>(
		shop.db,
		'stripe_product_map',
	)
		.where({ entity_type: 'cohort', entity_id: cohort.id })
		.update({ amount, stripe_price_id: stripePriceId });
};

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
		metadata: { app: 'cohort-enrollment', site: SITE_URL },
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
	expect(await statesOf(student)).toEqual(['open']);
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
		expect(await statesOf(student)).toEqual(['open']);
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
	await changePrice(cohort, 39_000);
	const second = await shop.sidecar.checkOut(student, cohort);
	expect(second).not.toBe(first);
	expect(shop.stripe.session(first).status).toBe('expired');
	expect(shop.stripe.session(second)).toMatchObject({ status: 'open', amountSubtotal: 39_000 });
	expect(await statesOf(student)).toEqual(['expired', 'open']);
});

test('a click whose answer comes after its checkout was ended is not sent to pay it', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const held = shop.stripe.holdNext('createSession');
	const slow = shop.sidecar.click(student, cohort);
	await held.arrived;
	await changePrice(cohort, 39_000);
	const { sessionId } = await shop.sidecar.click(student, cohort);
	held.release();
	expect(await refusalOf(slow)).toBe('checkout_in_progress');
	expect(await statesOf(student)).toEqual(['expired', 'open']);
	expect((await shop.sidecar.click(student, cohort)).sessionId).toBe(sessionId);
});

test('case 59: a session that was paid while its terms changed counts as paid, and is not sold twice', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	shop.stripe.pay(await shop.sidecar.checkOut(student, cohort));
	await changePrice(cohort, 39_000);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('already_enrolled');
	expect(await statesOf(student)).toEqual(['enrolled']);
});

test('case 11: a payment that we do not understand is neither ended nor paid a second time', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	shop.stripe.changeSession(sessionId, { status: 'complete', paymentStatus: 'half_paid' });
	await changePrice(cohort, 39_000);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('checkout_in_progress');
	expect(await statesOf(student)).toEqual(['open']);
});

test('a session that is about to end, or has ended, is replaced by a new one', async () => {
	const cohort = await shop.cohort({ maxEnrollment: 1 });
	const student = await shop.student();
	const first = await shop.sidecar.checkOut(student, cohort);
	shop.clock.pass(30 * MINUTE + 1000);
	const second = await shop.sidecar.checkOut(student, cohort);
	expect(shop.stripe.session(first).status).toBe('expired');
	shop.clock.pass(40 * MINUTE);
	const third = await shop.sidecar.checkOut(student, cohort);
	expect(new Set([first, second, third]).size).toBe(3);
	expect(await statesOf(student)).toEqual(['expired', 'expired', 'open']);
});

test('a delayed payment under way is waited for, not paid twice', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	shop.stripe.payLater(sessionId);
	await shop.sidecar.deliver('checkout.session.completed', sessionId);
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('checkout_in_progress');
	expect(await statesOf(student)).toEqual(['awaiting_payment']);
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
	expect(await statesOf(student)).toEqual(['expired', 'enrolled']);
});

test('case 22: a cohort that was switched off meanwhile is not sold through a session that is still open', async () => {
	const cohort = await shop.cohort();
	const student = await shop.student();
	const open = await shop.sidecar.checkOut(student, cohort);
	await table<{ id: number; is_active: boolean }>(shop.db, 'course_cohorts')
		.where('id', cohort.id)
		.update({ is_active: false });
	expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('cohort_inactive');
	expect(shop.stripe.session(open).status).toBe('expired');
});

test('case 24: whoever began in time gets the open session back although the deadline has passed', async () => {
	const cohort = await shop.cohort({
		enrollmentDeadline: new Date(shop.clock.now().getTime() + 5 * MINUTE),
	});
	const student = await shop.student();
	const first = await shop.sidecar.click(student, cohort);
	shop.clock.pass(10 * MINUTE);
	expect(await shop.sidecar.click(student, cohort)).toEqual(first);
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
	expect(await statesOf(student)).toEqual(['expired', 'open']);
});

describe('when Stripe does not answer as it should', () => {
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

	test('a crash between the row and the call holds the seat, and the next click makes the session', async () => {
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

	test('a crash so long ago that Stripe refuses the stored end starts over in the same click', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		shop.stripe.failNext('createSession', failure('unreachable'));
		await refusalOf(shop.sidecar.click(student, cohort));
		shop.clock.pass(10 * MINUTE);
		const { sessionId } = await shop.sidecar.click(student, cohort);
		expect(shop.stripe.session(sessionId ?? '').status).toBe('open');
		expect(await statesOf(student)).toEqual(['failed', 'open']);
	});

	test('case 46: with a clock that is wrong students are told to come later, and the operator why', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		shop.stripe.failNext('createSession', failure('refused', undefined, 'expires_at'));
		expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
		expect(shop.logged.at(-1)).toMatchObject({ level: 50, reason: expect.stringContaining('clock') });
		expect(await statesOf(student)).toEqual(['failed']);
	});

	test('a stored server error is answered with the next key', async () => {
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
		expect(await statesOf(student)).toEqual(['failed']);
		expect(shop.logged.at(-1)).toMatchObject({ level: 50, kind: 'unauthorized' });
		expect(await shop.sidecar.checkOut(await shop.student(), cohort)).toMatch(/^cs_test_/);
	});

	test('a session that cannot be expired because Stripe is away is not replaced by a second one', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const first = await shop.sidecar.checkOut(student, cohort);
		await changePrice(cohort, 39_000);
		shop.stripe.failNext('expireSession', failure('unreachable'));
		expect(await refusalOf(shop.sidecar.click(student, cohort))).toBe('stripe_unavailable');
		expect(await statesOf(student)).toEqual(['open']);
		expect(shop.stripe.session(first).status).toBe('open');
	});
});

describe('a free course', () => {
	const freeCohort = async (overrides = {}): Promise<BuiltCohort> => {
		const cohort = await buildCohort(shop.db, await buildCourse(shop.db), overrides);
		await buildPrice(shop.db, cohort, { amount: 0 });
		return cohort;
	};

	test('enrolls at once, without Stripe, and leads to the package', async () => {
		const cohort = await freeCohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const calls = shop.stripe.callsOf('createSession').length;
		const answer = await shop.sidecar.click(student, cohort, { successPath: '/welcome/?x=1' });
		const [owned] = await shop.packagesOf(student);
		expect(answer).toEqual({
			sessionId: null,
			url: `${SITE_URL}/welcome/?x=1&package_id=${owned?.id}`,
			expiresAt: null,
		});
		expect(owned).toMatchObject({
			status: 'ACTIVE',
			package_name: `${cohort.course.code} - ${cohort.name}`,
		});
		expect(await shop.seatsTaken(cohort)).toBe(1);
		expect(shop.stripe.callsOf('createSession')).toHaveLength(calls);
	});

	test('gives one package to a student who clicks twice at once, on two sidecars', async () => {
		const cohort = await freeCohort();
		const student = await shop.student();
		const second = shop.openSidecar();
		const codes = await Promise.all([
			refusalOf(shop.sidecar.click(student, cohort)),
			refusalOf(second.click(student, cohort)),
		]);
		expect(codes.sort()).toEqual(['already_enrolled', 'none']);
		expect(await shop.packagesOf(student)).toHaveLength(1);
	});

	test('gives one package to a student who clicks in two of its cohorts at once', async () => {
		const cohort = await freeCohort();
		const other = await buildCohort(shop.db, cohort.course);
		await buildPrice(shop.db, other, { amount: 0 });
		const student = await shop.student();
		const codes = await Promise.all([
			refusalOf(shop.sidecar.click(student, cohort)),
			refusalOf(shop.sidecar.click(student, other)),
		]);
		expect(codes.sort()).toEqual(['already_enrolled', 'none']);
	});

	test('has as many students as seats when twenty click at once', async () => {
		const cohort = await freeCohort({ maxEnrollment: 3 });
		const students = await shop.students(20);
		const codes = await Promise.all(
			students.map((student) => refusalOf(shop.sidecar.click(student, cohort))),
		);
		expect(codes.filter((code) => code === 'none')).toHaveLength(3);
		expect(codes.filter((code) => code === 'cohort_full')).toHaveLength(17);
	});

	test('that had a price a moment ago takes over from the open session', async () => {
		const cohort = await shop.cohort();
		const student = await shop.student();
		const open = await shop.sidecar.checkOut(student, cohort);
		await table<{ entity_id: number; amount: number; stripe_price_id: string | null }>(
			shop.db,
			'stripe_product_map',
		)
			.where({ entity_id: cohort.id })
			.update({ amount: 0, stripe_price_id: null });
		expect((await shop.sidecar.click(student, cohort)).sessionId).toBeNull();
		expect(shop.stripe.session(open).status).toBe('expired');
		expect(await statesOf(student)).toEqual(['expired', 'enrolled']);
	});
});
