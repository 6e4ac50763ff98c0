import type { Knex } from 'knex';
import type { CheckoutRow } from '../../db/checkouts';
import { OfferChanged, type SeatTaking } from '../../db/class-sessions';
import { readTakenSeat, takeSeat } from '../../db/course-cohorts';
import { isDuplicateEntry } from '../../db/database';
import { insertPackage } from '../../db/student-packages';
import { endWaiting } from '../../db/waiting-list';
import { seedProgress, takeSeededSeats, type SeedBooking } from '../booking/seed-progress';
import { tellStudent } from '../notifications/tell-student';
import type { FulfillmentPolicy } from './fulfillment.rules';

/** There is no seat for it, or nobody to give it to. The transaction must not commit; why is for {@link giveBack} to say. */
export class GrantRefused extends Error {
	constructor() {
		super('A checkout cannot become a package.');
		this.name = 'GrantRefused';
	}
}

/** What is granted: a locked checkout, and how. */
export interface Grant {
	checkout: CheckoutRow;
	/** Null when nothing was paid. */
	paymentIntentId: string | null;
	policy: FulfillmentPolicy;
	taking: SeatTaking;
}

const insertOnce = async (
	trx: Knex.Transaction,
	{ checkout, paymentIntentId, policy }: Grant,
	now: Date,
): Promise<number> => {
	const row = {
		student_id: checkout.student_id,
		program_id: checkout.program_id,
		cohort_id: checkout.cohort_id,
		checkout_id: checkout.id,
		package_name: `${checkout.program_code} - ${checkout.cohort_name}`,
		payment_intent_id: paymentIntentId,
	};
	try {
		const id = await insertPackage(trx, row, { evenIfClosed: policy.honorClosedCohorts, now });
		if (id !== null) {
			return id;
		}
	} catch (error) {
		if (!isDuplicateEntry(error)) {
			throw error;
		}
	}
	throw new GrantRefused();
};

/** Takes the cohort's seat and with it its lock. From here on others wait, so nothing else is done than what needs it. */
const takeCohortSeat = async (
	trx: Knex.Transaction,
	{ checkout, policy, bookings }: Grant & { bookings: readonly SeedBooking[] },
	now: Date,
): Promise<{ waiting: boolean }> => {
	const { cohort_id: cohortId, program_id: programId, student_id: studentId } = checkout;
	if (!(await takeSeat(trx, { id: cohortId, evenIfClosed: policy.honorClosedCohorts }, now))) {
		throw new GrantRefused();
	}
	// Read after the lock: a hold that was made until now counts, and so does another schedule.
	const seat = await readTakenSeat(trx, { cohortId, programId, studentId, bookings }, now);
	if (seat.left !== null && seat.left < 0) {
		throw new GrantRefused();
	}
	if (!seat.offersStand) {
		throw new OfferChanged();
	}
	return seat;
};

/**
 * The student's package with its progress rows, every step booked that leaves no choice, and, last because everybody
 * waits for that lock, the cohort's seat. Returns the package's id. Raises {@link GrantRefused}, {@link OfferChanged}, and
 * what {@link takeSeats} raises; then the transaction must not commit.
 */
export const grant = async (trx: Knex.Transaction, wanted: Grant, now: Date): Promise<number> => {
	const { checkout, taking } = wanted;
	const { cohort_id: cohortId, program_id: programId, student_id: studentId } = checkout;
	const packageId = await insertOnce(trx, wanted, now);
	const bookings = await seedProgress(trx, { packageId, programId, cohortId, now });
	await tellStudent(trx, checkout, { kind: 'enrolled', more: { packageId } }, now);
	const { waiting } = await takeCohortSeat(trx, { ...wanted, bookings }, now);
	if (waiting) {
		await endWaiting(trx, { studentId, programId });
	}
	await takeSeededSeats(trx, { packageId, bookings, taking }, now);
	return packageId;
};
