import type {
	BookingConflict,
	BookSessionsResponse,
	CoursePackagesResponse,
	UnbookedStepsResponse,
} from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { inSeatTransaction, OfferChanged, takeSeats, type SeatTaking } from '../../db/class-sessions';
import type { Connection } from '../../db/database';
import { lockPackage } from '../../db/package-lock';
import { markBooked } from '../../db/student-course-step-progress';
import { countPackageChange } from '../../db/student-packages';
import { packageChoices, type PackageChoices } from '../../db/views/package-choices';
import { studentCourses } from '../../db/views/student-courses';
import { AppError } from '../../errors';
import {
	nextSession,
	toAlternatives,
	toCoursePackage,
	toPackageStep,
	toUnbookedStep,
} from './booking.answers';
import { isBooked, mayBook, planBookings, type Refusal, type Selection, type Wanted } from './booking.rules';
import { packageNotActive, packageNotFound } from './refusals';

interface PackageRequest {
	/** WordPress user id. */
	studentId: number;
	packageId: number;
}

interface BookingRequest extends PackageRequest {
	selections: readonly Selection[];
	/** Who books for the student: `staff:3`, `operator`. Else it is the student. */
	staff?: string;
}

export interface BookingService {
	/** All packages of a student, newest first, and the next session over all of them. */
	coursePackages(request: { studentId: number }): Promise<CoursePackagesResponse>;
	/** What is left to choose for a package. Raises `package_not_found` and `package_not_active`. */
	unbookedSteps(request: PackageRequest): Promise<UnbookedStepsResponse>;
	/**
	 * Books what can be booked of the selections, at most one per step, and every step that leaves no choice; the rest
	 * comes back as conflicts with fresh alternatives. Raises `package_not_found`, `package_not_active`, and
	 * `nothing_booked` with the conflicts when not one of the selections could be booked and nothing changed.
	 */
	bookSessions(request: BookingRequest): Promise<BookSessionsResponse>;
}

/** The student's package, as long as sessions of it may be booked. */
const readBookable = async (connection: Connection, request: PackageRequest): Promise<PackageChoices> => {
	const choices = await packageChoices(connection, request);
	if (!choices) {
		throw packageNotFound();
	}
	if (!mayBook(choices)) {
		throw packageNotActive(choices.status);
	}
	return choices;
};

/** Takes the seats and marks their steps. Returns what was booked and what was full. Raises {@link OfferChanged}. */
const book = async (
	trx: Connection,
	packageId: number,
	wanted: readonly Wanted[],
	taking: SeatTaking,
	now: Date,
): Promise<{ booked: Wanted[]; full: Wanted[] }> => {
	// What was full a moment ago need not be tried.
	const seemFree = wanted.every(({ option }) => option.currentEnrollment < option.maxStudents);
	const taken = await takeSeats(
		trx,
		wanted.map(({ option }) => option.classSessionId),
		seemFree ? taking : 'each',
		now,
	);
	const booked = wanted.filter((_, index) => taken[index]);
	if (booked.length > 0) {
		const bookings = booked.map(({ step, option }) => ({ stepId: step.stepId, ...option }));
		if ((await markBooked(trx, packageId, bookings, now)) !== booked.length) {
			throw new OfferChanged();
		}
	}
	return { booked, full: wanted.filter((_, index) => !taken[index]) };
};

/** Refusals with what can be chosen now, read again because seats have moved. */
const toConflicts = async (
	trx: Connection,
	request: PackageRequest,
	refusals: readonly Refusal[],
	now: Date,
): Promise<BookingConflict[]> => {
	if (refusals.length === 0) {
		return [];
	}
	const fresh = await packageChoices(trx, request);
	const steps = new Map(fresh?.steps.map((step) => [step.stepId, step]));
	return refusals.map(({ selection, reason }) => ({
		...selection,
		reason,
		alternatives: toAlternatives(steps.get(selection.courseStepId), now),
	}));
};

const byOrder = (one: { stepOrder: number }, other: { stepOrder: number }): number =>
	one.stepOrder - other.stepOrder;

const toBookedStep = ({ step, option }: Wanted) =>
	toPackageStep({ ...step, status: 'BOOKED', booking: option });

/** Students' bookings tell of themselves; those of staff are told with who made them. */
const recordBooking = async (
	trx: Connection,
	{ packageId, staff }: BookingRequest,
	booked: readonly Wanted[],
	now: Date,
): Promise<void> => {
	if (staff === undefined || booked.length === 0) {
		return;
	}
	await countPackageChange(trx, packageId, now);
	const steps = booked.map(({ step, option }) => ({
		stepId: step.stepId,
		classSessionId: option.classSessionId,
	}));
	const entry = { actor: staff, entityType: 'package', entityId: packageId } as const;
	await recordActivity(
		trx,
		{ ...entry, action: 'package.booked', data: { before: null, after: { steps } } },
		now,
	);
};

const bookInTransaction = async (
	trx: Connection,
	request: BookingRequest,
	taking: SeatTaking,
	now: Date,
): Promise<BookSessionsResponse> => {
	if (!(await lockPackage(trx, request))) {
		throw packageNotFound();
	}
	const { steps } = await readBookable(trx, request);
	const plan = planBookings(steps, request.selections, now);
	const { booked, full } = await book(trx, request.packageId, plan.wanted, taking, now);
	const refusals = [
		...plan.refusals,
		...full.flatMap(({ selection }): Refusal[] =>
			selection ? [{ selection, reason: 'class_full' }] : [],
		),
	];
	const conflicts = await toConflicts(trx, request, refusals, now);
	if (conflicts.length > 0 && booked.length === 0 && plan.unchanged.length === 0) {
		throw new AppError('nothing_booked', 'None of the selected sessions could be booked.', { conflicts });
	}
	await recordBooking(trx, request, booked, now);
	const autoBooked = booked.filter(({ selection }) => !selection).map(toBookedStep);
	const manualSelections = [
		...booked.filter(({ selection }) => selection).map(toBookedStep),
		...plan.unchanged.map((step) => toPackageStep(step)),
	];
	return {
		autoBooked: autoBooked.sort(byOrder),
		manualSelections: manualSelections.sort(byOrder),
		booked: [...autoBooked, ...manualSelections].sort(byOrder),
		conflicts,
		remaining: steps.filter(({ status }) => status === 'UNBOOKED').length - booked.length,
	};
};

export const createBookingService = ({ db, clock }: { db: Connection; clock: Clock }): BookingService => ({
	async coursePackages({ studentId }) {
		const courses = await studentCourses(db, studentId);
		return { packages: courses.map(toCoursePackage), nextSession: nextSession(courses, clock.now()) };
	},

	async unbookedSteps(request) {
		const now = clock.now();
		const { steps, packageId, courseCode, courseTitle, cohortName } = await readBookable(db, request);
		return {
			packageId,
			courseCode,
			courseTitle,
			cohortName,
			steps: steps
				.filter(({ status }) => status === 'UNBOOKED')
				.map((step) => toUnbookedStep(step, now)),
			booked: steps.filter(({ status }) => isBooked(status)).map((step) => toPackageStep(step)),
		};
	},

	bookSessions: (request) =>
		inSeatTransaction(db, (trx, taking) => bookInTransaction(trx, request, taking, clock.now())),
});
