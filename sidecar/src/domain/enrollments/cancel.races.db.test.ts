import { openEnrollmentOffice } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
const { enroll, packageOf } = createEnrollments(() => shop);
const { cancel, amountsAt, expectFreed } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const checkoutOf = ({ sessionId }: Enrolled) => shop.checkout(sessionId);

test('case 67: two clicks end it once and refund it once', async () => {
	const enrolled = await enroll();
	const codes = await Promise.all([
		refusalOf(cancel(enrolled, 'full')),
		refusalOf(cancel(enrolled, 'full', shop.openSidecar())),
	]);
	await shop.sidecar.work();
	expect(codes.sort()).toEqual(['none', 'version_conflict']);
	expect(amountsAt(enrolled)).toEqual([49_000]);
	await expectFreed(enrolled);
});

test('case 67: one who refunds and one who keeps the money: one wins, the other hears of it', async () => {
	const enrolled = await enroll();
	const codes = await Promise.all([
		refusalOf(cancel(enrolled, 'full')),
		refusalOf(cancel(enrolled, 'none', shop.openSidecar())),
	]);
	await shop.sidecar.work();
	expect(codes.sort()).toEqual(['none', 'version_conflict']);
	await expectFreed(enrolled);
});

test('case 67: a person at the dashboard: all goes back, and not a cent twice', async () => {
	const enrolled = await enroll();
	const told = cancel(enrolled, 'full', shop.openSidecar());
	const { id } = shop.stripe.makeRefund(enrolled.intentId, 30_000);
	await Promise.all([refusalOf(told), shop.sidecar.deliver('refund.created', id)]);
	await shop.sidecar.work();
	await shop.sidecar.deliver('charge.refunded', shop.stripe.chargeOf(enrolled.sessionId));
	expect(amountsAt(enrolled).reduce((sum, amount) => sum + amount, 0)).toBe(49_000);
	await expectFreed(enrolled);
});

test('case 67: all of it at the dashboard, between the decision and the outbox: it is taken over', async () => {
	const enrolled = await enroll();
	await cancel(enrolled, { amount: 10_000 });
	const { id } = shop.stripe.makeRefund(enrolled.intentId);
	await shop.sidecar.deliver('refund.created', id);
	await shop.sidecar.work();
	await shop.sidecar.deliver('charge.refunded', shop.stripe.chargeOf(enrolled.sessionId));
	expect(amountsAt(enrolled)).toEqual([49_000]);
	expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'requested' });
});

test('case 67: an answer of Stripe that is old when it arrives is asked for again', async () => {
	const enrolled = await enroll();
	const held = shop.stripe.holdNext('retrievePayment');
	const told = refusalOf(cancel(enrolled, { amount: 45_000 }, shop.openSidecar()));
	await held.arrived;
	const { id } = shop.stripe.makeRefund(enrolled.intentId, 9_000);
	await shop.sidecar.deliver('refund.created', id);
	held.release();
	expect(await told).toBe('refund_too_large');
	expect((await packageOf(enrolled))?.status).toBe('ACTIVE');
});

test('case 69: a dispute that begins while staff asks Stripe is heard before anything is decided', async () => {
	const enrolled = await enroll();
	const held = shop.stripe.holdNext('retrievePayment');
	const told = refusalOf(cancel(enrolled, 'full', shop.openSidecar()));
	await held.arrived;
	const dispute = shop.stripe.dispute(enrolled.sessionId);
	await shop.sidecar.deliver('charge.dispute.created', dispute);
	held.release();
	// The package was suspended meanwhile: the form is older than that.
	expect(await told).toBe('version_conflict');
	expect(await checkoutOf(enrolled)).toMatchObject({ state: 'disputed' });
});

test('case 67: an event that was asked about before the refund was decided does not undo it', async () => {
	const enrolled = await enroll();
	const { id } = shop.stripe.makeRefund(enrolled.intentId, 1_000);
	const held = shop.stripe.holdNext('retrievePayment');
	const followed = shop.openSidecar().deliver('refund.created', id);
	await held.arrived;
	await cancel(enrolled, 'full');
	held.release();
	await followed;
	await shop.sidecar.work();
	expect(amountsAt(enrolled)).toEqual([48_000, 1_000]);
	expect(await checkoutOf(enrolled)).toMatchObject({ state: 'refunded', reason: 'requested' });
});

test('case 63: a booking is either released with the enrollment or refused', async () => {
	const enrolled = await enroll();
	const packageId = (await packageOf(enrolled))?.id ?? 0;
	await Promise.all([
		cancel(enrolled, 'full'),
		refusalOf(
			shop
				.openSidecar()
				.booking.bookSessions({ studentId: enrolled.student, packageId, selections: [] }),
		),
	]);
	await expectFreed(enrolled);
});
