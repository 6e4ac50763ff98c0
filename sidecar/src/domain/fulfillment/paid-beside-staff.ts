import type { Knex } from 'knex';
import { hasActivity } from '../../db/activity';
import type { CheckoutRow } from '../../db/checkouts';
import { findOwnedPackage } from '../../db/student-packages';
import { purchaseOf } from '../notifications/tell-student';
import { openTask } from '../tasks/open-task';

/**
 * Calls a person when a payment goes back whose student staff enrolled by hand at the same moment: they have the course,
 * and nobody pays for it. The task ends with that enrollment.
 */
export const reportPaidBesideStaff = async (
	trx: Knex.Transaction,
	{ checkout, paymentIntentId }: { checkout: CheckoutRow; paymentIntentId: string },
	now: Date,
): Promise<void> => {
	const { student_id: studentId, program_id: programId, livemode } = checkout;
	const owned = await findOwnedPackage(trx, { studentId, programId });
	if (
		!owned ||
		!(await hasActivity(trx, {
			action: 'package.enrolled_by_hand',
			entityType: 'package',
			entityId: owned.id,
		}))
	) {
		return;
	}
	const task = {
		kind: 'refunded_but_enrolled',
		subject: `checkout:${owned.checkout_id}`,
		checkout_id: checkout.id,
		stripe_id: paymentIntentId,
		livemode,
		detail: 'The student paid while staff enrolled them by hand; the payment goes back.',
		purchase: purchaseOf(checkout),
	} as const;
	await openTask(trx, task, now);
};
