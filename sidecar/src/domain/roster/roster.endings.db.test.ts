import type { RefundReason } from '../../../contract';
import { cohortWith } from '../../../test/bookings';
import { buildPackage, type BuiltCohort, type BuiltPackage } from '../../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { createWordPressTables } from '../../../test/wordpress';
import type { CheckoutState } from '../../db/checkouts';
import { table } from '../../db/database';
import { queueRefundAgain } from '../../db/refunds';
import { createRosterService } from './roster.service';

let database: TestDatabase;
let cohort: BuiltCohort;
beforeAll(async () => {
	database = await createTestDatabase();
	await createWordPressTables(database.db);
	cohort = await cohortWith(database.db, [{}]);
});
afterAll(() => database.drop());

const end = async (checkoutState: CheckoutState, reason: RefundReason): Promise<BuiltPackage> => {
	const owned = await buildPackage(database.db, cohort, { status: 'CANCELLED', checkoutState });
	await table<{ id: number; reason: string }>(database.db, 'checkouts')
		.where({ id: owned.checkout.id })
		.update({ reason });
	return owned;
};

const queue = async (
	{ checkout }: BuiltPackage,
	reason: RefundReason,
	amount: number | null,
): Promise<void> => {
	const refund = {
		checkoutId: checkout.id,
		paymentIntentId: checkout.paymentIntentId ?? '',
		reason,
		amount,
	};
	await queueRefundAgain(database.db, refund, new Date());
};

test('an enrollment that ended tells why, and how much of a part goes back: that of the refund that counts', async () => {
	const lost = await end('cancelled', 'payment_reversed');
	const kept = await end('cancelled', 'kept_by_staff');
	const part = await end('refunded', 'refunded_in_part');
	await queue(part, 'refunded_in_part', 4_000);
	await queue(part, 'refunded_in_part', 4_550);
	const whole = await end('refund_pending', 'requested');
	await queue(whole, 'requested', 49_000);
	const { entries } = await createRosterService({ db: database.db }).exportAfter({
		cohortId: cohort.id,
		show: 'ended',
		search: '',
		after: 0,
	});
	expect(
		entries.map(({ packageId, paymentState, reason, refundAmount }) => [
			packageId,
			paymentState,
			reason,
			refundAmount,
		]),
	).toEqual([
		[lost.id, 'cancelled', 'payment_reversed', null],
		[kept.id, 'cancelled', 'kept_by_staff', null],
		[part.id, 'refunded', 'refunded_in_part', 4_550],
		[whole.id, 'refund_pending', 'requested', null],
	]);
});
