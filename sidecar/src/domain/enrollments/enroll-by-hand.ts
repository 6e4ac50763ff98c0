import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import { findPayableOfCourse, insertCheckout, type CheckoutRow, type NewCheckout } from '../../db/checkouts';
import { inSeatTransaction, type SeatTaking } from '../../db/class-sessions';
import { lockCohort, readSeatFacts, type CohortRow } from '../../db/course-cohorts';
import { findProgram, type ProgramRow } from '../../db/course-programs';
import { isAccountOfSite } from '../../db/wordpress-users';
import { AppError } from '../../errors';
import { endCheckout, type CheckoutDependencies } from '../checkout/end-checkout';
import { grant, GrantRefused } from '../fulfillment/grant';
import { within } from '../site/within';
import { BY_HAND_TEXTS, byHandRefusal } from './by-hand.rules';

export interface ByHand {
	cohortId: number;
	/** WordPress user. */
	studentId: number;
	/** What a person says about it. */
	reason: string;
	/** `staff:3`, `operator`. */
	actor: string;
}

interface Enrolled {
	packageId: number;
	/** Checkouts in which the student could still pay for what they have now. */
	open: CheckoutRow[];
}

/** How often it starts over because the student got the course elsewhere at the same moment. */
const ROUNDS = 3;

/** Whether the cohort is open was asked under its lock. */
const ONLY_OPEN = { honorClosedCohorts: false };

const newCheckout = (
	{ studentId }: ByHand,
	cohort: CohortRow,
	program: ProgramRow,
	livemode: boolean,
	now: Date,
): NewCheckout => ({
	reference: randomUUID(),
	student_id: studentId,
	program_id: program.id,
	cohort_id: cohort.id,
	state: 'enrolled',
	program_code: program.code,
	program_title: program.title,
	cohort_name: cohort.name,
	amount: 0,
	currency: '',
	stripe_price_id: null,
	livemode,
	stripe_params: null,
	payment_intent_id: null,
	expires_at: null,
	created_at: now,
});

const lockSold = async (
	trx: Knex.Transaction,
	cohortId: number,
): Promise<{ cohort: CohortRow; program: ProgramRow }> => {
	const cohort = await lockCohort(trx, cohortId);
	const program = cohort && (await findProgram(trx, cohort.program_id));
	if (!program || cohort.deleted_at !== null) {
		throw new AppError('cohort_not_found', 'There is no such cohort.');
	}
	return { cohort, program };
};

/** Raises each refusal by its code, and {@link GrantRefused}. */
const enroll = async (
	trx: Knex.Transaction,
	wanted: ByHand,
	{ livemode, taking, now }: { livemode: boolean; taking: SeatTaking; now: Date },
): Promise<Enrolled> => {
	const { cohortId, studentId, reason, actor } = wanted;
	const { cohort, program } = await lockSold(trx, cohortId);
	const facts = await readSeatFacts(trx, { cohortId, programId: program.id, studentId }, now);
	const refusal = byHandRefusal(cohort, facts);
	if (refusal) {
		throw new AppError(refusal, BY_HAND_TEXTS[refusal]);
	}
	const payable = await findPayableOfCourse(trx, { studentId, programId: program.id });
	if (payable.some(({ state }) => state === 'awaiting_payment')) {
		throw new AppError('checkout_in_progress', 'A payment of this student for this course is under way.');
	}
	const checkout = await insertCheckout(trx, newCheckout(wanted, cohort, program, livemode, now));
	const entry = { actor, entityType: 'checkout', entityId: checkout.id } as const;
	await recordActivity(trx, { ...entry, action: 'checkout.enrolled' }, now);
	const packageId = await grant(trx, { checkout, paymentIntentId: null, policy: ONLY_OPEN, taking }, now);
	const data = { before: null, after: { status: 'ACTIVE', cohortId, studentId }, reason };
	await recordActivity(
		trx,
		{ actor, entityType: 'package', entityId: packageId, action: 'package.enrolled_by_hand', data },
		now,
	);
	return { packageId, open: payable };
};

const inRounds = async (dependencies: CheckoutDependencies, wanted: ByHand): Promise<Enrolled> => {
	const { db, stripe, clock } = dependencies;
	const livemode = stripe.livemode;
	for (let round = 0; round < ROUNDS; round += 1) {
		try {
			return await inSeatTransaction(db, (trx, taking) =>
				enroll(trx, wanted, { livemode, taking, now: clock.now() }),
			);
		} catch (error) {
			// The next round finds why.
			if (!(error instanceof GrantRefused)) {
				throw error;
			}
		}
	}
	throw new Error('A student got a course and lost it faster than it could be decided.');
};

/** Nobody should pay for what they have. Who does all the same gets the money back: fulfillment sees to it. */
const endOpen = async (dependencies: CheckoutDependencies, checkout: CheckoutRow): Promise<void> => {
	try {
		await endCheckout(dependencies, checkout);
	} catch (error) {
		dependencies.logger.warn(
			{ err: error, checkoutId: checkout.id },
			'the open checkout of a student who was enrolled by hand could not be ended; it ends by itself',
		);
	}
};

/**
 * Enrolls an account of this site without payment, as a free course does, and ends what it could still pay for the course.
 * Raises `cohort_not_found`, `student_not_found`, `already_enrolled`, `cohort_inactive`, `cohort_full`, `checkout_in_progress`.
 *
 * @returns The package's id.
 */
export const enrollByHand = async (dependencies: CheckoutDependencies, wanted: ByHand): Promise<number> => {
	if (!(await isAccountOfSite(dependencies.db, wanted.studentId))) {
		throw new AppError('student_not_found', BY_HAND_TEXTS.student_not_found);
	}
	const { packageId, open } = await inRounds(dependencies, wanted);
	const ended = Promise.all(open.map((checkout) => endOpen(dependencies, checkout)));
	await within(
		ended.then(() => undefined),
		() => undefined,
	);
	return packageId;
};
