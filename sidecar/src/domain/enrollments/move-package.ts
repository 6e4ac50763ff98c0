import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import type { CheckoutRow } from '../../db/checkouts';
import {
	giveBackSeats,
	lockClassSessions,
	notBegun,
	type ClassSessionRow,
	type SeatTaking,
} from '../../db/class-sessions';
import { bookingRecord, type BookingRecord } from '../../db/booking-records';
import { giveBackSeat, lockCohorts, readSeatFacts, takeSeat, type CohortRow } from '../../db/course-cohorts';
import { queueNotification } from '../../db/notifications';
import {
	insertProgress,
	lockProgress,
	markBooked,
	moveProgress,
} from '../../db/student-course-step-progress';
import type { PackageRow } from '../../db/student-packages';
import { updateVersion } from '../../db/versions';
import { cohortOptions } from '../../db/views/cohort-options';
import { AppError } from '../../errors';
import { changesBetween } from '../administration/changes';
import { mayBook } from '../booking/booking.rules';
import { packageNotActive } from '../booking/refusals';
import { takeSeededSeats, type SeedBooking } from '../booking/seed-progress';
import { purchaseOf } from '../notifications/tell-student';
import { lockUnchanged, type PackageTarget } from './lock-package';
import { MOVE_TEXTS, moveRefusal, planMove } from './move.rules';

export interface Move extends PackageTarget {
	/** Where to. */
	cohortId: number;
	/** What a person says about it. */
	reason: string;
}

/** The cohort where a package was, and the one where it will be. */
interface Cohorts {
	from: CohortRow | undefined;
	to: CohortRow;
}

const lockBoth = async (
	trx: Knex.Transaction,
	owned: PackageRow,
	cohortId: number,
	now: Date,
): Promise<Cohorts> => {
	const cohorts = await lockCohorts(trx, [owned.cohort_id, cohortId]);
	const to = cohorts.get(cohortId);
	const seat = { cohortId, programId: owned.program_id, studentId: owned.student_id };
	const { heldByOthers } = await readSeatFacts(trx, seat, now);
	const refusal = moveRefusal(owned, to, heldByOthers);
	if (refusal !== null || to === undefined) {
		const code = refusal ?? 'cohort_not_found';
		throw new AppError(code, MOVE_TEXTS[code]);
	}
	return { from: cohorts.get(owned.cohort_id), to };
};

/** Gives back the one seat and takes the other; both cohorts are locked. */
const changeSeats = async (
	trx: Knex.Transaction,
	{ cohort_id: fromId }: PackageRow,
	toId: number,
	now: Date,
): Promise<void> => {
	if (!(await takeSeat(trx, { id: toId, evenIfClosed: true }, now))) {
		throw new Error(`Cohort ${toId} has no seat, although it had one under its lock.`);
	}
	await giveBackSeat(trx, fromId, now);
};

const bookSeats = async (
	trx: Knex.Transaction,
	wanted: Parameters<typeof takeSeededSeats>[1],
	now: Date,
): Promise<SeedBooking[]> => {
	if (wanted.bookings.length === 0) {
		return [];
	}
	await markBooked(trx, wanted.packageId, wanted.bookings, now);
	return takeSeededSeats(trx, wanted, now);
};

/** Records bookings of these sessions. */
const recorder = (sessions: readonly ClassSessionRow[]) => {
	const known = new Map(sessions.map((session) => [session.id, session]));
	return (stepId: number, sessionId: number | null, bookedAt: Date | null = null): BookingRecord[] => {
		const session = known.get(sessionId ?? 0);
		return session ? [bookingRecord(stepId, session, bookedAt)] : [];
	};
};

/**
 * Takes the steps along, with what the new cohort leaves no choice about. Locks class sessions in id order. Returns what
 * became of bookings.
 */
const moveSteps = async (
	trx: Knex.Transaction,
	{ id: packageId, program_id: programId }: PackageRow,
	{ cohortId, taking }: { cohortId: number; taking: SeatTaking },
	now: Date,
): Promise<Record<'released' | 'booked', BookingRecord[]>> => {
	// Before the rows: a step that is added to the course now brings rows of its own.
	const steps = await cohortOptions(trx, { programId, cohortId });
	const rows = await lockProgress(trx, packageId);
	const chosen = rows.flatMap(({ status, class_session_id: session }) =>
		status === 'BOOKED' && session !== null ? [session] : [],
	);
	const { restarted, released, added, bookings } = planMove(
		rows,
		await notBegun(trx, chosen, now),
		steps,
		now,
	);
	const sessions = await lockClassSessions(trx, [
		...released,
		...bookings.map(({ classSessionId }) => classSessionId),
	]);
	await giveBackSeats(trx, released, now);
	await moveProgress(trx, { packageId, cohortId, restarted }, now);
	const fresh = added.map((stepId) => ({ stepId, booking: null }));
	await insertProgress(trx, { packageId, cohortId, steps: fresh, now });
	const booked = await bookSeats(trx, { packageId, bookings, taking }, now);
	const recordOf = recorder(sessions);
	return {
		released: rows
			.filter(({ step_id: stepId }) => restarted.includes(stepId))
			.flatMap((row) => recordOf(row.step_id, row.class_session_id, row.booked_at)),
		booked: booked.flatMap(({ stepId, classSessionId }) => recordOf(stepId, classSessionId)),
	};
};

const tell = (
	trx: Knex.Transaction,
	{ checkout, owned, cohorts }: { checkout: CheckoutRow; owned: PackageRow; cohorts: Cohorts },
	now: Date,
): Promise<void> => {
	const { from, to } = cohorts;
	const data = {
		...purchaseOf({ ...checkout, cohort_name: to.name }),
		packageId: owned.id,
		previousCohortName: from?.name ?? checkout.cohort_name,
		startDate: to.start_date,
		endDate: to.end_date,
	};
	const subject = `package:${owned.id}:${owned.version}`;
	const address = { subject, studentId: owned.student_id, checkoutId: checkout.id };
	return queueNotification(trx, { kind: 'enrollment_moved', data }, address, now);
};

/**
 * Moves a package to another cohort of its course: seat, steps and bookings; the student is told. Raises
 * `package_not_found`, `package_not_active`, `cohort_not_found`, `other_course`, `already_enrolled`, `cohort_full`,
 * PackageChanged, and what `takeSeats` raises.
 */
export const movePackage = async (
	trx: Knex.Transaction,
	move: Move,
	taking: SeatTaking,
	now: Date,
): Promise<void> => {
	const { packageId, cohortId, actor, reason } = move;
	const { checkout, package: owned } = await lockUnchanged(trx, move);
	if (!mayBook({ status: owned.status, checkoutState: checkout.state })) {
		throw packageNotActive(owned.status);
	}
	const cohorts = await lockBoth(trx, owned, cohortId, now);
	await changeSeats(trx, owned, cohortId, now);
	const bookings = await moveSteps(trx, owned, { cohortId, taking }, now);
	const change = {
		cohort_id: cohortId,
		package_name: `${checkout.program_code} - ${cohorts.to.name}`,
	};
	await updateVersion(trx, 'student_packages', owned, change, now);
	await tell(trx, { checkout, owned, cohorts }, now);
	const entry = { actor, entityType: 'package', entityId: packageId } as const;
	const data = { ...changesBetween(owned, change), ...bookings, reason };
	await recordActivity(trx, { ...entry, action: 'package.moved', data }, now);
};
