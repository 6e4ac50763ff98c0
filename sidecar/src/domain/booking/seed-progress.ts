import { takeSeats, type SeatTaking } from '../../db/class-sessions';
import type { Connection } from '../../db/database';
import { insertProgress, markUnbooked, type StepBooking } from '../../db/student-course-step-progress';
import { cohortOptions } from '../../db/views/cohort-options';
import { onlyOption } from './booking.rules';

/** A booking whose seat is still to be taken. */
export interface SeedBooking extends StepBooking {
	/** A moment ago the session had a seat left. */
	seemsFree: boolean;
}

/**
 * Writes the step progress of a new package, every step booked that leaves no choice: one option in this cohort, not
 * started. All others stay UNBOOKED for the wizard. The seats are taken by {@link takeSeededSeats} in the same
 * transaction; until then it locks nothing that others wait for. Two statements, however many steps there are.
 */
export const seedProgress = async (
	trx: Connection,
	{
		packageId,
		programId,
		cohortId,
		now,
	}: { packageId: number; programId: number; cohortId: number; now: Date },
): Promise<SeedBooking[]> => {
	const steps = (await cohortOptions(trx, { programId, cohortId })).map(({ stepId, options }) => {
		const option = onlyOption(options, now);
		return { stepId, booking: option && { stepId, ...option } };
	});
	await insertProgress(trx, { packageId, cohortId, steps, now });
	return steps.flatMap(({ booking }) => booking ?? []);
};

/**
 * Takes the seats of a new package; a step whose class is full goes back to UNBOOKED. It locks class sessions in id
 * order, so it comes after the checkout and cohort rows are locked. Returns the bookings that there was a seat for.
 */
export const takeSeededSeats = async (
	trx: Connection,
	{
		packageId,
		bookings,
		taking,
	}: { packageId: number; bookings: readonly SeedBooking[]; taking: SeatTaking },
	now: Date,
): Promise<SeedBooking[]> => {
	const taken = await takeSeats(
		trx,
		bookings.map(({ classSessionId }) => classSessionId),
		// What was full a moment ago need not be tried.
		bookings.every(({ seemsFree }) => seemsFree) ? taking : 'each',
		now,
	);
	const full = bookings.filter((_, index) => !taken[index]);
	if (full.length > 0) {
		await markUnbooked(
			trx,
			packageId,
			full.map(({ stepId }) => stepId),
			now,
		);
	}
	return bookings.filter((_, index) => taken[index]);
};
