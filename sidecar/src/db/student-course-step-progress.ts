import type { StepStatus } from '../../contract';
import { table, type Connection } from './database';

/** How far one package is with one step of its course. */
export interface StepProgressRow {
	id: number;
	package_id: number;
	step_id: number;
	cohort_id: number;
	status: StepStatus;
	step_option_id: number | null;
	class_session_id: number | null;
	booked_at: Date | null;
	completed_at: Date | null;
	created_at: Date;
	updated_at: Date;
}

/** A class session that was chosen for a step, and whose seat is taken. */
export interface StepBooking {
	stepId: number;
	stepOptionId: number;
	classSessionId: number;
}

const progress = (connection: Connection) =>
	table<StepProgressRow>(connection, 'student_course_step_progress');

/** Inserts the rows of a new package in one statement, booked where `booking` is given. */
export const insertProgress = async (
	trx: Connection,
	{
		packageId,
		cohortId,
		steps,
		now,
	}: {
		packageId: number;
		cohortId: number;
		steps: readonly { stepId: number; booking: StepBooking | null }[];
		now: Date;
	},
): Promise<void> => {
	if (steps.length === 0) {
		return;
	}
	await progress(trx).insert(
		steps.map(({ stepId, booking }) => ({
			package_id: packageId,
			step_id: stepId,
			cohort_id: cohortId,
			status: booking ? 'BOOKED' : 'UNBOOKED',
			step_option_id: booking?.stepOptionId ?? null,
			class_session_id: booking?.classSessionId ?? null,
			booked_at: booking ? now : null,
			created_at: now,
			updated_at: now,
		})),
	);
};

/** Marks steps of a package as booked, in one statement. Returns how many were UNBOOKED until then. */
export const markBooked = async (
	trx: Connection,
	packageId: number,
	bookings: readonly StepBooking[],
	now: Date,
): Promise<number> => {
	const byStep = (value: (booking: StepBooking) => number) =>
		trx.raw(
			`CASE step_id ${bookings.map(() => 'WHEN ? THEN ?').join(' ')} END`,
			bookings.flatMap((booking) => [booking.stepId, value(booking)]),
		);
	return progress(trx)
		.where({ package_id: packageId, status: 'UNBOOKED' })
		.whereIn(
			'step_id',
			bookings.map(({ stepId }) => stepId),
		)
		.update({
			step_option_id: byStep(({ stepOptionId }) => stepOptionId),
			class_session_id: byStep(({ classSessionId }) => classSessionId),
			status: 'BOOKED',
			booked_at: now,
			updated_at: now,
		});
};

/** Takes back the booking of steps for which there was no seat after all. Belongs into the transaction that booked them. */
export const markUnbooked = async (
	trx: Connection,
	packageId: number,
	stepIds: readonly number[],
	now: Date,
): Promise<void> => {
	await progress(trx)
		.where({ package_id: packageId, status: 'BOOKED' })
		.whereIn('step_id', [...stepIds])
		.update({
			status: 'UNBOOKED',
			step_option_id: null,
			class_session_id: null,
			booked_at: null,
			updated_at: now,
		});
};

/** Locks the booked steps of a package, so that only one caller gives their seats back. */
export const lockBooked = async (
	trx: Connection,
	packageId: number,
): Promise<{ id: number; classSessionId: number }[]> =>
	progress(trx)
		.where({ package_id: packageId, status: 'BOOKED' })
		.orderBy('id')
		.forUpdate()
		.select('id', { classSessionId: 'class_session_id' }) as Promise<
		{ id: number; classSessionId: number }[]
	>;

/** Ends booked steps that will not take place for this student. The session stays on the row as history. */
export const markCancelled = async (trx: Connection, ids: readonly number[], now: Date): Promise<void> => {
	await progress(trx)
		.whereIn('id', [...ids])
		.where('status', 'BOOKED')
		.update({ status: 'CANCELLED', updated_at: now });
};
