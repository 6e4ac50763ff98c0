import { randomUUID } from 'node:crypto';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { BuiltCohort } from '../test/builders';
import { sessionIdFor } from './session-id';

/** A checkout that is paid and waits for its fulfillment. */
export interface Purchase {
	checkoutId: number;
	studentId: number;
	sessionId: string;
	cohort: BuiltCohort;
}

/** Above every student of {@link fillBackground}. */
let lastStudent = 100_000_000;

/**
 * Seats held at one moment in one cohort: as many as a cohort has seats. The rest of a run's checkouts have just lapsed,
 * as if paid in the last second, or a run would count thousands of holds that no real cohort can have.
 */
const HOLDS = 50;
const HALF_HOUR = 30 * 60_000;

const CHECKOUT_COLUMNS =
	'reference, student_id, program_id, cohort_id, state, program_code, program_title, cohort_name, amount, currency, ' +
	'stripe_price_id, livemode, stripe_params, session_id, session_url, expires_at, created_at, updated_at';

/** Makes `count` students with an open checkout each, over the cohorts in turn. */
export const preparePurchases = async (
	db: Pool,
	cohorts: readonly BuiltCohort[],
	count: number,
): Promise<Purchase[]> => {
	const now = new Date();
	const drafts = Array.from({ length: count }, (_, index) => {
		const reference = randomUUID();
		return {
			studentId: ++lastStudent,
			reference,
			sessionId: sessionIdFor(reference),
			cohort: cohorts[index % cohorts.length] as BuiltCohort,
			holds: Math.floor(index / cohorts.length) < HOLDS,
		};
	});
	await db.query('INSERT INTO wp_users (ID, user_email) VALUES ?', [
		drafts.map(({ studentId }) => [studentId, `student-${studentId}@example.test`]),
	]);
	await db.query(`INSERT INTO wp_ce_checkouts (${CHECKOUT_COLUMNS}) VALUES ?`, [
		drafts.map(({ studentId, reference, sessionId, cohort, holds }) => [
			reference,
			studentId,
			cohort.course.id,
			cohort.id,
			'open',
			cohort.course.code,
			cohort.course.title,
			cohort.name,
			49_000,
			'eur',
			'price_1QwErTyUiOpAsDfGhJkLzXcV',
			false,
			'p'.repeat(500),
			sessionId,
			'u'.repeat(300),
			new Date(now.getTime() + (holds ? HALF_HOUR : -1)),
			now,
			now,
		]),
	]);
	const [rows] = await db.query<(RowDataPacket & { id: number; session_id: string })[]>(
		'SELECT id, session_id FROM wp_ce_checkouts WHERE session_id IN (?)',
		[drafts.map(({ sessionId }) => sessionId)],
	);
	const ids = new Map(rows.map(({ id, session_id }) => [session_id, id]));
	return drafts.map(({ studentId, sessionId, cohort }) => ({
		checkoutId: ids.get(sessionId) as number,
		studentId,
		sessionId,
		cohort,
	}));
};

/** A package whose student chooses a session for every step that leaves a choice. */
export interface Booking {
	packageId: number;
	checkoutId: number;
	studentId: number;
	cohort: BuiltCohort;
	choices: { stepId: number; stepOptionId: number; classSessionId: number }[];
}

/** The first option of every step that has several: the most wanted one. */
const favourites = (cohort: BuiltCohort): Booking['choices'] =>
	cohort.course.steps
		.filter(({ options }) => options.length > 1)
		.map((step) => {
			const session = cohort.sessions.find(({ stepId }) => stepId === step.id);
			if (!session) {
				throw new Error(`Step ${step.id} has no session.`);
			}
			return session;
		});

/** The bookings that follow fulfilled purchases. */
export const bookingsOf = async (db: Pool, purchases: readonly Purchase[]): Promise<Booking[]> => {
	const [rows] = await db.query<(RowDataPacket & { id: number; checkout_id: number })[]>(
		'SELECT id, checkout_id FROM wp_ce_student_packages WHERE checkout_id IN (?)',
		[purchases.map(({ checkoutId }) => checkoutId)],
	);
	const ids = new Map(rows.map(({ id, checkout_id }) => [checkout_id, id]));
	return purchases.map(({ checkoutId, studentId, cohort }) => ({
		packageId: ids.get(checkoutId) as number,
		checkoutId,
		studentId,
		cohort,
		choices: favourites(cohort),
	}));
};
