import { expect } from '@playwright/test';
import type Stripe from 'stripe';
import { table, tableName, type Connection } from '../../../../sidecar/src/db/database';
import type { CheckoutRow, PackageRow, RefundRow } from './records';

const LIVE = ['ACTIVE', 'SUSPENDED', 'COMPLETED'];
/** Why staff keeps money, or a part of it, without an enrollment. */
const DECIDED = ['kept_by_staff', 'refunded_in_part'];

interface Money {
	/** What Stripe holds for us, in minor units. */
	kept: number;
	/** How often it sent some back. */
	refunds: number;
	/** A free course, or a promotion code for the whole price. */
	isFree: boolean;
}

const moneyOf = async (
	stripe: Stripe,
	{ session_id: sessionId, amount: price }: CheckoutRow,
): Promise<Money> => {
	if (sessionId === null) {
		return { kept: 0, refunds: 0, isFree: price === 0 };
	}
	const session = await stripe.checkout.sessions.retrieve(sessionId, {
		expand: ['payment_intent.latest_charge'],
	});
	const intent = session.payment_intent as Stripe.PaymentIntent | null;
	const charge = intent?.latest_charge as Stripe.Charge | null;
	const isFree = session.payment_status === 'no_payment_required';
	if (!intent || charge?.status !== 'succeeded') {
		return { kept: 0, refunds: 0, isFree };
	}
	const { data } = await stripe.refunds.list({ payment_intent: intent.id });
	const disputes = await stripe.disputes.list({ payment_intent: intent.id });
	const lost = disputes.data
		.filter(({ status }) => status === 'lost')
		.reduce((sum, { amount }) => sum + amount, 0);
	const sent = data.filter(({ status }) => status !== 'failed' && status !== 'canceled');
	const back = sent.reduce((sum, { amount }) => sum + amount, 0);
	return { kept: charge.amount - back - lost, refunds: sent.length, isFree };
};

const checkCheckout = async (db: Connection, stripe: Stripe, checkout: CheckoutRow): Promise<string[]> => {
	const packages = await table<PackageRow>(db, 'student_packages').where('checkout_id', checkout.id);
	const open = await table<RefundRow>(db, 'refunds')
		.where('checkout_id', checkout.id)
		.whereIn('status', ['due', 'failed']);
	const live = packages.filter(({ status }) => LIVE.includes(status)).length;
	const { kept, refunds, isFree } = await moneyOf(stripe, checkout);
	const decided = checkout.reason !== null && DECIDED.includes(checkout.reason) ? 1 : 0;
	const reasons = live + Math.max(open.length, decided);
	return [
		kept > 0 && reasons !== 1
			? [`keeps ${kept} for ${live} packages, ${open.length} refunds to make and ${decided} decisions`]
			: [],
		kept === 0 && live > 0 && !isFree ? ['has a package that nobody paid'] : [],
		live === (checkout.state === 'enrolled' ? 1 : 0) ? [] : [`has ${live} live packages`],
		refunds > 1 ? [`was refunded ${refunds} times`] : [],
	]
		.flat()
		.map((problem) => `checkout ${checkout.id} (${checkout.state}) ${problem}`);
};

interface Counter {
	id: number;
	counted: number;
	rows: number;
	seats: number | null;
}

const checkCounters = (what: string, counters: Counter[]): string[] =>
	counters
		.filter(({ counted, rows, seats }) => counted !== rows || (seats !== null && counted > seats))
		.map(({ id, counted, rows, seats }) => `${what} ${id} counts ${counted}, has ${rows} of ${seats}`);

const countCohorts = async (db: Connection, programId: number): Promise<Counter[]> => {
	const [rows] = (await db.raw(
		`SELECT cohort.id, cohort.current_enrollment AS counted, cohort.max_enrollment AS seats,
			(SELECT COUNT(*) FROM ?? AS package WHERE package.cohort_id = cohort.id AND package.live = 1) AS \`rows\`
		FROM ?? AS cohort WHERE cohort.program_id = ?`,
		[tableName(db, 'student_packages'), tableName(db, 'course_cohorts'), programId],
	)) as [Counter[]];
	return rows;
};

const countSessions = async (db: Connection, programId: number): Promise<Counter[]> => {
	const [rows] = (await db.raw(
		`SELECT session.id, session.current_enrollment AS counted, session.max_students AS seats,
			(SELECT COUNT(*) FROM ?? AS step
				WHERE step.class_session_id = session.id AND step.status IN ('BOOKED', 'COMPLETED')) AS \`rows\`
		FROM ?? AS session WHERE session.id IN (
			SELECT held.class_session_id FROM ?? AS held JOIN ?? AS cohort ON cohort.id = held.cohort_id
			WHERE cohort.program_id = ?)`,
		[
			tableName(db, 'student_course_step_progress'),
			tableName(db, 'class_sessions'),
			tableName(db, 'course_cohort_sessions'),
			tableName(db, 'course_cohorts'),
			programId,
		],
	)) as [Counter[]];
	return rows;
};

/**
 * Money kept ⇔ exactly one live package for it, an open task, or a decision of staff; every counter equals its rows and is within its
 * seats. Asks the database and the local Stripe about all that was sold of these courses.
 */
export const expectBooksToBalance = async (
	db: Connection,
	stripe: Stripe,
	programIds: readonly number[],
): Promise<void> => {
	const problems: string[] = [];
	for (const programId of programIds) {
		const checkouts = await table<CheckoutRow>(db, 'checkouts').where('program_id', programId);
		for (const checkout of checkouts) {
			problems.push(...(await checkCheckout(db, stripe, checkout)));
		}
		problems.push(
			...checkCounters('cohort', await countCohorts(db, programId)),
			...checkCounters('class session', await countSessions(db, programId)),
		);
	}
	expect(problems, 'the books balance').toEqual([]);
};
