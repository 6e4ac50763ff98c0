import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import { findPayableOfCourse, insertCheckout, type CheckoutRow, type NewCheckout } from '../../db/checkouts';
import { inSeatTransaction, type SeatTaking } from '../../db/class-sessions';
import { lockCohort, readSeatFacts, type CohortRow } from '../../db/course-cohorts';
import { findProgram, type ProgramRow } from '../../db/course-programs';
import { inTransaction } from '../../db/database';
import { isAccountOfSite } from '../../db/wordpress-users';
import { AppError } from '../../errors';
import type { CheckoutDependencies } from '../checkout/end-checkout';
import { grant, GrantRefused } from '../fulfillment/grant';
import { BY_HAND_TEXTS, byHandRefusal } from './by-hand.rules';
import { settlePayments } from './settle-payments';

export interface ByHand {
	cohortId: number;
	/** WordPress user. */
	studentId: number;
	/** What a person says about it. */
	reason: string;
	/** `staff:3`, `operator`. */
	actor: string;
}

/** A seat that the student may have. Its cohort is locked. */
interface Offered {
	cohort: CohortRow;
	program: ProgramRow;
	/** Checkouts in which the student can still pay for the course. */
	payable: CheckoutRow[];
}

/** The student began to pay for the course meanwhile. The transaction must not commit. */
class BeganToPay extends Error {
	constructor() {
		super('The student began to pay for the course.');
		this.name = 'BeganToPay';
	}
}

/** How often it starts over because the student bought the course, or began to, at the same moment. */
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

/** Raises each refusal by its code. */
const lockOffered = async (
	trx: Knex.Transaction,
	{ cohortId, studentId }: ByHand,
	now: Date,
): Promise<Offered> => {
	const { cohort, program } = await lockSold(trx, cohortId);
	const facts = await readSeatFacts(trx, { cohortId, programId: program.id, studentId }, now);
	const refusal = byHandRefusal(cohort, facts);
	if (refusal) {
		throw new AppError(refusal, BY_HAND_TEXTS[refusal]);
	}
	const payable = await findPayableOfCourse(trx, { studentId, programId: program.id });
	return { cohort, program, payable };
};

const underWay = (): AppError =>
	new AppError('checkout_in_progress', 'A payment of this student for this course is under way.');

/** Returns the package's id. Raises each refusal by its code, {@link BeganToPay} and {@link GrantRefused}. */
const enroll = async (
	trx: Knex.Transaction,
	wanted: ByHand,
	{ livemode, taking, now }: { livemode: boolean; taking: SeatTaking; now: Date },
): Promise<number> => {
	const { cohortId, studentId, reason, actor } = wanted;
	const { cohort, program, payable } = await lockOffered(trx, wanted, now);
	if (payable.some(({ state }) => state === 'awaiting_payment')) {
		throw underWay();
	}
	if (payable.length > 0) {
		throw new BeganToPay();
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
	return packageId;
};

/**
 * One attempt: what the student could still pay is ended before, because nobody asks Stripe inside a transaction. Returns
 * the package's id. Raises what {@link settlePayments} and {@link enroll} raise.
 */
const attempt = async (dependencies: CheckoutDependencies, wanted: ByHand): Promise<number> => {
	const { db, stripe, clock } = dependencies;
	const { payable } = await inTransaction(db, (trx) => lockOffered(trx, wanted, clock.now()));
	await settlePayments(dependencies, payable);
	return inSeatTransaction(db, (trx, taking) =>
		enroll(trx, wanted, { livemode: stripe.livemode, taking, now: clock.now() }),
	);
};

/**
 * Enrolls an account of this site without payment, as a free course does, after what it could still pay for the course was
 * ended. Who has paid is enrolled by the payment instead: `already_enrolled` with `data.paid`. Raises `cohort_not_found`,
 * `student_not_found`, `already_enrolled`, `cohort_inactive`, `cohort_full`, `checkout_in_progress`, `stripe_unavailable`.
 *
 * @returns The package's id.
 */
export const enrollByHand = async (dependencies: CheckoutDependencies, wanted: ByHand): Promise<number> => {
	if (!(await isAccountOfSite(dependencies.db, wanted.studentId))) {
		throw new AppError('student_not_found', BY_HAND_TEXTS.student_not_found);
	}
	for (let round = 0; round < ROUNDS; round += 1) {
		try {
			return await attempt(dependencies, wanted);
		} catch (error) {
			// The next round finds why.
			if (!(error instanceof GrantRefused) && !(error instanceof BeganToPay)) {
				throw error;
			}
		}
	}
	throw underWay();
};
