import type { Connection } from '../../db/database';
import { giveBackSeats, notEnded } from '../../db/class-sessions';
import { lockBooked, markCancelled } from '../../db/student-course-step-progress';

/**
 * Gives back the seats of all booked sessions of a package that have not ended, exactly once however often it is
 * called, and marks their steps CANCELLED. Belongs into the transaction that ends the package, after the checkout
 * and cohort rows are locked; it locks class sessions in id order. Returns how many seats went back.
 */
export const releaseBookings = async (
	trx: Connection,
	{ packageId, now }: { packageId: number; now: Date },
): Promise<number> => {
	const booked = await lockBooked(trx, packageId);
	if (booked.length === 0) {
		return 0;
	}
	const open = await notEnded(
		trx,
		booked.map(({ classSessionId }) => classSessionId),
		now,
	);
	const released = booked.filter(({ classSessionId }) => open.has(classSessionId));
	await giveBackSeats(
		trx,
		released.map(({ classSessionId }) => classSessionId),
		now,
	);
	await markCancelled(
		trx,
		released.map(({ id }) => id),
		now,
	);
	return released.length;
};
