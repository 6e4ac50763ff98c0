import { randomUUID } from 'node:crypto';
import { insertCheckout } from '../src/db/checkouts';
import { table, tableName, type Connection } from '../src/db/database';
import { findPackageByCheckout, type PackageRow } from '../src/db/student-packages';
import { createBookingService } from '../src/domain/booking/booking.service';
import { settlingTransaction } from '../src/domain/fulfillment/settle-paid';
import type { DemoCourse, DemoPrice } from './course';
import type { SavedCohort } from './save-cohort';

const HALF_HOUR = 30 * 60_000;
const POLICY = { honorClosedCohorts: false };

export interface Enrollment {
	studentId: number;
	course: Pick<DemoCourse, 'code' | 'title'>;
	programId: number;
	cohort: SavedCohort;
	price: DemoPrice;
	livemode: boolean;
	/** Steps with a choice for which a time is chosen. */
	chosen: number;
	/** Which of a step's times is chosen first, so that students do not all choose the same. */
	preference: number;
	/** When it happened: sessions before it were never offered. */
	at: Date;
}

/** The cohort has no seat left, or the student is not a WordPress user. Nothing was written. */
export class EnrollmentRefused extends Error {
	constructor({ studentId, course, cohort }: Enrollment) {
		super(
			`User ${studentId} was not enrolled in ${course.code}, ${cohort.name}: no seat, or no such user.`,
		);
		this.name = 'EnrollmentRefused';
	}
}

const hasPackage = async (db: Connection, { studentId, programId }: Enrollment): Promise<boolean> =>
	(await table<PackageRow>(db, 'student_packages')
		.where({ student_id: studentId, program_id: programId })
		.first('id')) !== undefined;

/**
 * Enrolls a student for nothing, by the way that a checkout with a 100 % promotion code takes: no money, no Stripe
 * object, and every counter as in real life.
 */
const grantForFree = (db: Connection, enrollment: Enrollment): Promise<number> =>
	settlingTransaction(db, async (trx, settlePaid) => {
		const { studentId, course, programId, cohort, price, livemode, at } = enrollment;
		const checkout = await insertCheckout(trx, {
			reference: randomUUID(),
			student_id: studentId,
			program_id: programId,
			cohort_id: cohort.id,
			state: 'open',
			program_code: course.code,
			program_title: course.title,
			cohort_name: cohort.name,
			amount: 0,
			currency: price.currency,
			stripe_price_id: null,
			livemode,
			stripe_params: null,
			payment_intent_id: null,
			expires_at: new Date(at.getTime() + HALF_HOUR),
			created_at: at,
		});
		const paid = { checkout, paymentIntentId: null, policy: POLICY, actor: 'sidecar' as const };
		const state = await settlePaid(trx, paid, at);
		const owned = state === 'enrolled' ? await findPackageByCheckout(trx, checkout.id) : undefined;
		if (owned === undefined) {
			throw new EnrollmentRefused(enrollment);
		}
		return owned.id;
	});

const chooseTimes = async (db: Connection, enrollment: Enrollment, packageId: number): Promise<void> => {
	const { studentId, chosen, preference, at } = enrollment;
	const booking = createBookingService({ db, clock: { now: () => at } });
	const { steps } = await booking.unbookedSteps({ studentId, packageId });
	const selections = steps.slice(0, chosen).flatMap(({ stepId, options }, index) => {
		const free = options.filter(({ availableSeats }) => availableSeats > 0);
		const option = free[(preference + index) % free.length];
		return option ? [{ courseStepId: stepId, courseStepOptionId: option.courseStepOptionId }] : [];
	});
	if (selections.length > 0) {
		await booking.bookSessions({ studentId, packageId, selections });
	}
};

/** Sessions that are over count as attended. */
const completePast = async (db: Connection, packageId: number, now: Date): Promise<void> => {
	await db({ progress: tableName(db, 'student_course_step_progress') })
		.join({ session: tableName(db, 'class_sessions') }, 'session.id', 'progress.class_session_id')
		.where({ 'progress.package_id': packageId, 'progress.status': 'BOOKED' })
		.where('session.ends_at', '<', now)
		.update({
			'progress.status': 'COMPLETED',
			'progress.completed_at': db.ref('session.ends_at'),
			'progress.updated_at': now,
		});
};

/**
 * Enrolls a student with some times chosen. Somebody who has, or had, the course is left alone. Raises
 * {@link EnrollmentRefused}.
 */
export const enroll = async (db: Connection, enrollment: Enrollment, now: Date): Promise<void> => {
	if (await hasPackage(db, enrollment)) {
		return;
	}
	const packageId = await grantForFree(db, enrollment);
	await chooseTimes(db, enrollment, packageId);
	await completePast(db, packageId, now);
};
