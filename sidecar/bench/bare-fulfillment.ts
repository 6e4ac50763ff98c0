import { randomUUID } from 'node:crypto';
import type { Pool } from 'mysql2/promise';
import { expectChanged, withConnection, type Statements } from './bare-session';
import type { Purchase } from './purchases';

interface CheckoutRow {
	id: number;
	student_id: number;
	program_id: number;
	cohort_id: number;
	program_code: string;
	cohort_name: string;
}

interface OptionRow {
	step_id: number;
	step_option_id: number | null;
	class_session_id: number | null;
	starts_at: Date | null;
}

const OPTIONS = `SELECT step.id AS step_id, offered.step_option_id, session.id AS class_session_id, session.starts_at
	FROM wp_ce_course_steps AS step
	LEFT JOIN wp_ce_course_cohort_sessions AS offered ON offered.step_id = step.id AND offered.cohort_id = ?
	LEFT JOIN wp_ce_class_sessions AS session ON session.id = offered.class_session_id
	LEFT JOIN wp_ce_group_classes AS class ON class.id = session.group_class_id AND class.is_active = 1
	WHERE step.program_id = ? AND step.is_active = 1
	ORDER BY step.step_order, session.starts_at, session.id`;

const HELD = `SELECT COUNT(*) AS held FROM wp_ce_checkouts WHERE cohort_id = ? AND payable = 1
	AND (state = 'awaiting_payment' OR expires_at > ?) AND student_id <> ?`;

interface Step {
	stepId: number;
	/** Set when it leaves no choice. */
	only: { stepOptionId: number; classSessionId: number } | null;
}

const toSteps = (rows: readonly OptionRow[], now: Date): Step[] => {
	const steps = new Map<number, OptionRow[]>();
	for (const row of rows) {
		steps.set(row.step_id, [...(steps.get(row.step_id) ?? []), row]);
	}
	return [...steps].map(([stepId, options]) => {
		const [option, ...others] = options;
		const { step_option_id, class_session_id, starts_at } = option as OptionRow;
		const isOnly =
			others.length === 0 && step_option_id && class_session_id && starts_at && starts_at > now;
		return {
			stepId,
			only: isOnly ? { stepOptionId: step_option_id, classSessionId: class_session_id } : null,
		};
	});
};

const insertPackage = (on: Statements, checkout: CheckoutRow, intentId: string, now: Date): Promise<number> =>
	on.insert(
		`INSERT INTO wp_ce_student_packages (student_id, program_id, cohort_id, checkout_id, package_name, payment_intent_id,
			package_type, status, purchased_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 'COURSE', 'ACTIVE', ?, ?, ?)`,
		[
			checkout.student_id,
			checkout.program_id,
			checkout.cohort_id,
			checkout.id,
			`${checkout.program_code} - ${checkout.cohort_name}`,
			intentId,
			now,
			now,
			now,
		],
	);

const progressRow = (packageId: number, cohortId: number, { stepId, only }: Step, now: Date): unknown[] => [
	packageId,
	stepId,
	cohortId,
	only ? 'BOOKED' : 'UNBOOKED',
	only?.stepOptionId ?? null,
	only?.classSessionId ?? null,
	only ? now : null,
	now,
	now,
];

const insertProgress = (on: Statements, rows: unknown[][]): Promise<number> =>
	on.insert(
		`INSERT INTO wp_ce_student_course_step_progress
			(package_id, step_id, cohort_id, status, step_option_id, class_session_id, booked_at, created_at, updated_at)
			VALUES ?`,
		[rows],
	);

const enroll = async (on: Statements, checkoutId: number, intentId: string, now: Date): Promise<void> => {
	const moved = await on.change(
		`UPDATE wp_ce_checkouts SET state = 'enrolled', payment_intent_id = ?, updated_at = ?
			WHERE id = ? AND state IN ('open', 'awaiting_payment', 'expired', 'failed')`,
		[intentId, now, checkoutId],
	);
	expectChanged(moved, 1, 'The checkout');
};

/** Audit trail and mail: two tables, so two statements. */
const tell = async (on: Statements, checkout: CheckoutRow, now: Date): Promise<void> => {
	await on.insert(
		`INSERT INTO wp_ce_activity (actor, action, entity_type, entity_id, created_at)
			VALUES ('stripe', 'checkout.enrolled', 'checkout', ?, ?)`,
		[checkout.id, now],
	);
	await on.insert(
		`INSERT INTO wp_ce_notifications (reference, kind, subject, student_id, checkout_id, data, status, next_attempt_at,
			created_at, updated_at) VALUES (?, 'enrolled', ?, ?, ?, ?, 'due', ?, ?, ?)`,
		[
			randomUUID(),
			`checkout:${checkout.id}`,
			checkout.student_id,
			checkout.id,
			JSON.stringify({ courseCode: checkout.program_code, cohortName: checkout.cohort_name }),
			now,
			now,
			now,
		],
	);
};

const takeSeat = (on: Statements, cohortId: number, now: Date): Promise<number> =>
	on.change(
		`UPDATE wp_ce_course_cohorts
			SET current_enrollment = current_enrollment + 1, seat_version = seat_version + 1, updated_at = ?
			WHERE id = ? AND is_active = 1 AND deleted_at IS NULL
				AND (max_enrollment IS NULL OR current_enrollment < max_enrollment)`,
		[now, cohortId],
	);

const intentOf = ({ sessionId }: Purchase): string => `pi_${sessionId.slice(-24)}`;

/** As it is written first: one statement for each thing to know and each row to write. */
export const naiveFulfillment = (pool: Pool, purchase: Purchase): Promise<void> =>
	withConnection(pool, async (on) => {
		const now = new Date();
		await on.change('BEGIN');
		const [checkout] = await on.select<CheckoutRow>(
			'SELECT * FROM wp_ce_checkouts WHERE id = ? FOR UPDATE',
			[purchase.checkoutId],
		);
		if (!checkout) {
			throw new Error('The checkout is gone.');
		}
		await on.select('SELECT * FROM wp_ce_course_cohorts WHERE id = ? FOR UPDATE', [checkout.cohort_id]);
		await on.select(
			'SELECT id FROM wp_ce_student_packages WHERE student_id = ? AND program_id = ? AND live = 1',
			[checkout.student_id, checkout.program_id],
		);
		await on.select(HELD, [checkout.cohort_id, now, checkout.student_id]);
		await on.select('SELECT is_active FROM wp_ce_course_programs WHERE id = ?', [checkout.program_id]);
		await on.select('SELECT ID FROM wp_users WHERE ID = ?', [checkout.student_id]);
		expectChanged(await takeSeat(on, checkout.cohort_id, now), 1, 'The cohort');
		const packageId = await insertPackage(on, checkout, intentOf(purchase), now);
		const steps = toSteps(await on.select(OPTIONS, [checkout.cohort_id, checkout.program_id]), now);
		for (const step of steps) {
			if (step.only) {
				const taken = await on.change(
					`UPDATE wp_ce_class_sessions SET current_enrollment = current_enrollment + 1, updated_at = ?
						WHERE id = ? AND starts_at > ? AND current_enrollment < max_students`,
					[now, step.only.classSessionId, now],
				);
				expectChanged(taken, 1, 'The class session');
			}
			await insertProgress(on, [progressRow(packageId, checkout.cohort_id, step, now)]);
		}
		await enroll(on, checkout.id, intentOf(purchase), now);
		await tell(on, checkout, now);
		await on.change('COMMIT');
	});

/**
 * The same with as few round trips as the rules allow: what nobody's seat depends on is read and written before the
 * cohort's row is locked; that lock is the update which takes the seat; holds are counted after it, and rows of one
 * table are written together. A refusal would roll back and start over as a refund; the load has none.
 */
export const leanFulfillment = (pool: Pool, purchase: Purchase): Promise<void> =>
	withConnection(pool, async (on) => {
		const now = new Date();
		const { cohort } = purchase;
		const steps = toSteps(await on.select(OPTIONS, [cohort.id, cohort.course.id]), now);
		await on.change('BEGIN');
		const [checkout] = await on.select<CheckoutRow & { sellable: number }>(
			`SELECT checkout.*,
				EXISTS (SELECT 1 FROM wp_ce_course_programs WHERE id = checkout.program_id AND is_active = 1)
					AND EXISTS (SELECT 1 FROM wp_users WHERE ID = checkout.student_id) AS sellable
				FROM wp_ce_checkouts AS checkout WHERE checkout.id = ? FOR UPDATE`,
			[purchase.checkoutId],
		);
		if (!checkout?.sellable) {
			throw new Error('The checkout cannot become an enrollment.');
		}
		// UNIQUE refuses it when the student has a live package of the course.
		const packageId = await insertPackage(on, checkout, intentOf(purchase), now);
		await enroll(on, checkout.id, intentOf(purchase), now);
		await tell(on, checkout, now);
		expectChanged(await takeSeat(on, checkout.cohort_id, now), 1, 'The cohort');
		const [seats] = await on.select<{ left: number | null }>(
			`SELECT max_enrollment - current_enrollment - (${HELD}) AS \`left\` FROM wp_ce_course_cohorts WHERE id = ?`,
			[checkout.cohort_id, now, checkout.student_id, checkout.cohort_id],
		);
		if (!seats || (seats.left !== null && seats.left < 0)) {
			throw new Error('The cohort is full.');
		}
		const booked = steps.flatMap(({ only }) => (only ? [only.classSessionId] : []));
		const taken = await on.change(
			`UPDATE wp_ce_class_sessions SET current_enrollment = current_enrollment + 1, updated_at = ?
				WHERE id IN (?) AND starts_at > ? AND current_enrollment < max_students ORDER BY id`,
			[now, booked, now],
		);
		expectChanged(taken, booked.length, 'The class sessions');
		await insertProgress(
			on,
			steps.map((step) => progressRow(packageId, checkout.cohort_id, step, now)),
		);
		await on.change('COMMIT');
	});
