import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import { bookingRecord } from '../../db/booking-records';
import { giveBackSeats, lockClassSessions } from '../../db/class-sessions';
import { countPackageChange } from '../../db/student-packages';
import { lockProgress, markUnbooked } from '../../db/student-course-step-progress';
import { AppError } from '../../errors';
import { mayBook } from '../booking/booking.rules';
import { packageNotActive } from '../booking/refusals';
import { lockUnchanged, type PackageTarget } from './lock-package';

export interface GiveBack extends PackageTarget {
	stepId: number;
}

/**
 * Gives the booking of one step back, of a session that is over as well: whoever missed it may take another one. Raises
 * `package_not_found`, `package_not_active`, `step_not_found`, `nothing_booked`, and PackageChanged.
 */
export const giveBackBooking = async (trx: Knex.Transaction, target: GiveBack, now: Date): Promise<void> => {
	const { packageId, stepId, actor } = target;
	const { checkout, package: owned } = await lockUnchanged(trx, target);
	if (!mayBook({ status: owned.status, checkoutState: checkout.state })) {
		throw packageNotActive(owned.status);
	}
	const step = (await lockProgress(trx, packageId)).find((row) => row.step_id === stepId);
	if (!step) {
		throw new AppError('step_not_found', 'This package has no such step.');
	}
	if (step.status !== 'BOOKED' || step.class_session_id === null) {
		throw new AppError('nothing_booked', 'This step is not booked.');
	}
	const [session] = await lockClassSessions(trx, [step.class_session_id]);
	await giveBackSeats(trx, [step.class_session_id], now);
	await markUnbooked(trx, packageId, [stepId], now);
	await countPackageChange(trx, packageId, now);
	const data = {
		stepId,
		before: { status: 'BOOKED', classSessionId: step.class_session_id },
		after: { status: 'UNBOOKED', classSessionId: null },
		released: session ? [bookingRecord(stepId, session, step.booked_at)] : [],
	};
	const entry = { actor, entityType: 'package', entityId: packageId } as const;
	await recordActivity(trx, { ...entry, action: 'package.booking_given_back', data }, now);
};
