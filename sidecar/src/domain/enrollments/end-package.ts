import type { Knex } from 'knex';
import type { PackageStatus, RefundReason } from '../../../contract';
import { recordActivity } from '../../db/activity';
import type { CheckoutRow } from '../../db/checkouts';
import { giveBackSeat, lockCohort } from '../../db/course-cohorts';
import { moveLivePackage, type LivePackage } from '../../db/student-packages';
import { releaseBookings } from '../booking/release-bookings';
import { tellStudent } from '../notifications/tell-student';

interface Ending {
	/** Locked. */
	checkout: CheckoutRow;
	package: LivePackage;
	status: Extract<PackageStatus, 'CANCELLED' | 'REFUNDED'>;
	reason: RefundReason;
	/** What goes back when only a part does; minor unit. */
	refundAmount?: number;
	/** For the activity, as is `note`. */
	actor: string;
	/** What a person said about it. */
	note?: string;
}

/**
 * Ends a live package: its seat and its sessions to come go back, exactly once, and the student is told. False when it
 * is not live any more. Locks its cohort, which need not be the one that was sold, then class sessions; the checkout
 * comes first.
 */
export const endPackage = async (trx: Knex.Transaction, ending: Ending, now: Date): Promise<boolean> => {
	const { checkout, package: owned, status, reason, refundAmount, actor, note } = ending;
	const cohort = await lockCohort(trx, owned.cohort_id);
	if (!(await moveLivePackage(trx, owned.id, status, now))) {
		return false;
	}
	await giveBackSeat(trx, owned.cohort_id, now);
	await releaseBookings(trx, { packageId: owned.id, now });
	const sold = { ...checkout, cohort_name: cohort?.name ?? checkout.cohort_name };
	const more = { reason, ...(refundAmount === undefined ? {} : { refundAmount }) };
	await tellStudent(trx, sold, { kind: 'enrollment_ended', more }, now);
	const entry = { actor, entityType: 'package', entityId: owned.id } as const;
	const data = {
		before: { status: owned.status },
		after: { status },
		...(note === undefined ? {} : { reason: note }),
	};
	await recordActivity(trx, { ...entry, action: `package.${status.toLowerCase()}`, data }, now);
	return true;
};
