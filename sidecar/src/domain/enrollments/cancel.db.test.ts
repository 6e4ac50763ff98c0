import { openEnrollmentOffice, STAFF } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { failure, FakeStripe } from '../../../test/fake-stripe';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop } from '../../../test/shop';
import { openWaitingRoom, placeOf } from '../../../test/waiting';
import { AppError } from '../../errors';

let shop: Shop;
const { enroll, packageOf, stepsOf, openTasks } = createEnrollments(() => shop);
const { cancel, read, activityOf, amountsAt, expectFreed } = openEnrollmentOffice(() => shop);
const { offersTo } = openWaitingRoom(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const checkoutOf = ({ sessionId }: Enrolled) => shop.checkout(sessionId);

const disputed = async (): Promise<{ enrolled: Enrolled; dispute: string }> => {
	const enrolled = await enroll();
	const dispute = shop.stripe.dispute(enrolled.sessionId);
	await shop.sidecar.deliver('charge.dispute.created', dispute);
	return { enrolled, dispute };
};

describe('an enrollment that ends with a refund', () => {
	test('case 67: is over at once; its money goes back by the outbox, all of it, once', async () => {
		const enrolled = await enroll(await shop.cohort({ maxEnrollment: 1 }));
		const queued = shop.sidecar.refundsQueued;
		const told = await cancel(enrolled, 'full');
		expect(told).toMatchObject({
			status: 'REFUNDED',
			paymentState: 'refund_pending',
			reason: 'requested',
			version: 2,
			unbooked: [],
			moveTargets: [],
		});
		expect(shop.sidecar.refundsQueued).toBe(queued + 1);
		expect(await stepsOf(enrolled)).toEqual(['CANCELLED', 'CANCELLED']);
		await expectFreed(enrolled);
		expect(amountsAt(enrolled)).toEqual([]);
		await shop.sidecar.work();
		await shop.sidecar.deliver('refund.created', shop.stripe.refundsOf(enrolled.intentId)[0]?.id ?? '');
		expect(amountsAt(enrolled)).toEqual([49_000]);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'requested' });
		expect(await shop.refundsOf(enrolled.checkoutId)).toMatchObject([
			{ automatic: 1, amount: 49_000, reason: 'requested', status: 'succeeded' },
		]);
		expect(await shop.mailsTo(enrolled.student)).toEqual(['enrolled', 'enrollment_ended']);
		expect((await shop.mailsAbout(enrolled.checkoutId)).at(-1)?.data).toMatchObject({
			reason: 'requested',
		});
		expect(await openTasks(enrolled)).toEqual([]);
	});

	test('case 67: is told in the activity with who, why, before and after', async () => {
		const enrolled = await enroll();
		const { id } = await cancel(enrolled, 'full');
		expect((await activityOf('package', id)).at(-1)).toEqual({
			actor: STAFF,
			action: 'package.refunded',
			data: {
				before: { status: 'ACTIVE' },
				after: { status: 'REFUNDED' },
				reason: 'asked for on the phone',
			},
		});
		expect((await activityOf('checkout', enrolled.checkoutId)).at(-1)).toEqual({
			actor: STAFF,
			action: 'checkout.refund_due',
			data: { before: { state: 'enrolled' }, after: { state: 'refund_due', reason: 'requested' } },
		});
	});

	test('case 67: sends back what is left after a part was refunded at the dashboard', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId, 9_000);
		await shop.sidecar.deliver('refund.created', id);
		await cancel(enrolled, 'full');
		await shop.sidecar.work();
		expect(amountsAt(enrolled)).toEqual([40_000, 9_000]);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'requested' });
	});

	test('case 67: goes to a person when Stripe will not send it, and the enrollment stays over', async () => {
		const enrolled = await enroll();
		await cancel(enrolled, 'full');
		shop.stripe.failNext('createRefund', failure('refused', 'charge_disputed'));
		await shop.sidecar.work();
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refund_failed' });
		expect(await openTasks(enrolled)).toEqual(['refund_failed']);
		expect((await packageOf(enrolled))?.status).toBe('REFUNDED');
	});

	test('case 67: lets the student buy the course again', async () => {
		const enrolled = await enroll(await shop.cohort({ maxEnrollment: 1 }));
		await cancel(enrolled, 'full');
		const sessionId = await shop.sidecar.checkOut(enrolled.student, enrolled.cohort);
		shop.stripe.pay(sessionId);
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
		await shop.sidecar.work();
		expect(await shop.statesOf(enrolled.student)).toEqual(['refunded', 'enrolled']);
	});

	test('case 67: offers the seat to who waits for it', async () => {
		const enrolled = await enroll(await shop.cohort({ maxEnrollment: 1 }));
		const student = await shop.student();
		await shop.sidecar.waitingList.join(placeOf(student, enrolled.cohort));
		await cancel(enrolled, 'full');
		await shop.sidecar.waitingList.offerFreeSeats();
		expect(await offersTo([student])).toEqual([student]);
	});

	test('case 67: of a single cent goes back as a whole', async () => {
		const cohort = await shop.cohort();
		await shop.reprice(cohort, 1);
		const enrolled = await enroll(cohort);
		expect(await cancel(enrolled, { amount: 1 })).toMatchObject({ status: 'REFUNDED' });
		await shop.sidecar.work();
		expect(amountsAt(enrolled)).toEqual([1]);
	});
});

describe('a refund that cannot be', () => {
	test('case 67: of more than is left is refused with what is left', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId, 40_000);
		await shop.sidecar.deliver('refund.created', id);
		const refusal = await cancel(enrolled, { amount: 9_001 }).catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(AppError);
		expect(refusal).toMatchObject({ code: 'refund_too_large', data: { refundable: 9_000 } });
		expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
	});

	test('case 67: of nothing is refused, also before Stripe told of the refund', async () => {
		const enrolled = await enroll();
		const { id } = shop.stripe.makeRefund(enrolled.intentId);
		expect(await refusalOf(cancel(enrolled, 'full'))).toBe('nothing_to_refund');
		expect((await read(enrolled)).refundable).toBe(0);
		await shop.sidecar.deliver('refund.created', id);
		expect(await refusalOf(cancel(enrolled, 'full'))).toBe('package_not_active');
	});

	test('case 67: is not decided while Stripe cannot be asked', async () => {
		const enrolled = await enroll();
		shop.stripe.failNext('retrievePayment', failure('unreachable'));
		expect(await refusalOf(cancel(enrolled, 'full'))).toBe('stripe_unavailable');
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'enrolled' });
	});

	test('case 67: of a payment that this key does not know, or of the other mode, is refused', async () => {
		const enrolled = await enroll();
		shop.stripe.failNext('retrievePayment', failure('not_found'));
		expect(await refusalOf(cancel(enrolled, 'full'))).toBe('nothing_to_refund');
		const live = shop.openSidecar(new FakeStripe(shop.clock, { livemode: true }));
		expect(await refusalOf(cancel(enrolled, 'full', live))).toBe('nothing_to_refund');
		const { id } = await read(enrolled);
		expect((await live.enrollments.read(id)).refundable).toBeNull();
	});

	test('case 69: of a disputed payment is refused, known here or only at Stripe; ending it without one is not', async () => {
		const { enrolled, dispute } = await disputed();
		expect(await refusalOf(cancel(enrolled, 'full'))).toBe('payment_disputed');
		expect((await read(enrolled)).refundable).toBe(0);
		await cancel(enrolled, 'none');
		await expectFreed(enrolled);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'cancelled', reason: 'kept_by_staff' });
		shop.stripe.changeDispute(dispute, 'won');
		await shop.sidecar.deliver('charge.dispute.closed', dispute);
		expect(await checkoutOf(enrolled)).toMatchObject({ state: 'cancelled', reason: 'kept_by_staff' });
		expect(await openTasks(enrolled)).toEqual([]);

		const untold = await enroll();
		const news = shop.stripe.dispute(untold.sessionId);
		expect(await refusalOf(cancel(untold, { amount: 1 }))).toBe('payment_disputed');
		await shop.sidecar.deliver('charge.dispute.created', news);
	});

	test('case 69: is possible while the bank only asks, and after it decided for us', async () => {
		const asked = await enroll();
		await shop.sidecar.deliver(
			'charge.dispute.created',
			shop.stripe.dispute(asked.sessionId, 'warning_needs_response'),
		);
		await cancel(asked, 'full');
		const { enrolled, dispute } = await disputed();
		shop.stripe.changeDispute(dispute, 'won');
		await shop.sidecar.deliver('charge.dispute.closed', dispute);
		await cancel(enrolled, 'full');
		await shop.sidecar.work();
		expect([amountsAt(asked), amountsAt(enrolled)]).toEqual([[49_000], [49_000]]);
	});
});

test('the task about a student who is enrolled although the money went back is done when staff ends the enrollment', async () => {
	const enrolled = await enroll();
	const { id } = shop.stripe.makeRefund(enrolled.intentId);
	const lenient = shop.openSidecar(shop.stripe, shop.db, { refundEndsEnrollment: false });
	await lenient.deliver('refund.created', id);
	expect(await openTasks(enrolled)).toEqual(['refunded_but_enrolled']);
	await cancel(enrolled, 'none', lenient);
	expect(await openTasks(enrolled)).toEqual([]);
	expect((await shop.tasksOf(enrolled.checkoutId))[0]).toMatchObject({ resolved_by: STAFF });
});
