import type { Connection } from '../../db/database';
import { takeSeats } from '../../db/class-sessions';
import { insertProgress, type StepBooking } from '../../db/student-course-step-progress';
import { cohortOptions } from '../../db/views/cohort-options';
import { onlyOption } from './booking.rules';

/**
 * Writes the step progress of a new package and books every step that leaves no choice: one option in this cohort,
 * not started, with a free seat. All others stay UNBOOKED for the wizard.
 *
 * Belongs into the transaction that creates the package, after the checkout and cohort rows are locked; it locks
 * class sessions in id order. Four statements, however many steps there are.
 */
export const seedProgress = async (
	trx: Connection,
	{
		packageId,
		programId,
		cohortId,
		now,
	}: { packageId: number; programId: number; cohortId: number; now: Date },
): Promise<{ booked: number; unbooked: number }> => {
	const steps = await cohortOptions(trx, { programId, cohortId });
	const wanted = steps.flatMap(({ stepId, options }): StepBooking[] => {
		const option = onlyOption(options, now);
		return option ? [{ stepId, ...option }] : [];
	});
	const taken = await takeSeats(
		trx,
		wanted.map(({ classSessionId }) => classSessionId),
		now,
	);
	const bookings = new Map(
		wanted.filter((_, index) => taken[index]).map((booking) => [booking.stepId, booking]),
	);
	await insertProgress(trx, {
		packageId,
		cohortId,
		now,
		steps: steps.map(({ stepId }) => ({ stepId, booking: bookings.get(stepId) ?? null })),
	});
	return { booked: bookings.size, unbooked: steps.length - bookings.size };
};
