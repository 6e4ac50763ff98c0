import type { Pool } from 'mysql2/promise';
import { expectChanged, withConnection, type Statements } from './bare-session';
import type { Booking } from './purchases';

const LOCK = `SELECT id, state FROM wp_ce_checkouts
	WHERE id = (SELECT checkout_id FROM wp_ce_student_packages WHERE id = ? AND student_id = ?) FOR UPDATE`;

const offeredOption = (on: Statements, cohortId: number, stepOptionId: number) =>
	on.select(
		`SELECT session.* FROM wp_ce_course_cohort_sessions AS offered
			JOIN wp_ce_class_sessions AS session ON session.id = offered.class_session_id
			WHERE offered.cohort_id = ? AND offered.step_option_id = ?`,
		[cohortId, stepOptionId],
	);

/** As it is written first: for each selection one look, one seat, one row. */
export const naiveBooking = (pool: Pool, { packageId, studentId, cohort, choices }: Booking): Promise<void> =>
	withConnection(pool, async (on) => {
		const now = new Date();
		await on.change('BEGIN');
		await on.select(LOCK, [packageId, studentId]);
		await on.select('SELECT * FROM wp_ce_student_packages WHERE id = ? AND student_id = ?', [
			packageId,
			studentId,
		]);
		await on.select('SELECT * FROM wp_ce_student_course_step_progress WHERE package_id = ?', [packageId]);
		for (const { stepId, stepOptionId, classSessionId } of choices) {
			await offeredOption(on, cohort.id, stepOptionId);
			const taken = await on.change(
				`UPDATE wp_ce_class_sessions SET current_enrollment = current_enrollment + 1, updated_at = ?
					WHERE id = ? AND starts_at > ? AND current_enrollment < max_students`,
				[now, classSessionId, now],
			);
			expectChanged(taken, 1, 'The class session');
			const booked = await on.change(
				`UPDATE wp_ce_student_course_step_progress
					SET status = 'BOOKED', step_option_id = ?, class_session_id = ?, booked_at = ?, updated_at = ?
					WHERE package_id = ? AND step_id = ? AND status = 'UNBOOKED'`,
				[stepOptionId, classSessionId, now, now, packageId, stepId],
			);
			expectChanged(booked, 1, 'The step');
		}
		await on.change('COMMIT');
	});

/** The same with as few round trips as the rules allow: one lock, one look, one update for each table. */
export const leanBooking = (pool: Pool, { packageId, studentId, choices }: Booking): Promise<void> =>
	withConnection(pool, async (on) => {
		const now = new Date();
		await on.change('BEGIN');
		await on.select(LOCK, [packageId, studentId]);
		await on.select(
			`SELECT package.status, progress.step_id, progress.status, offered.step_option_id, session.*
				FROM wp_ce_student_packages AS package
				JOIN wp_ce_student_course_step_progress AS progress ON progress.package_id = package.id
				LEFT JOIN wp_ce_course_cohort_sessions AS offered
					ON offered.cohort_id = progress.cohort_id AND offered.step_id = progress.step_id
				LEFT JOIN wp_ce_class_sessions AS session ON session.id = offered.class_session_id
				WHERE package.id = ? AND package.student_id = ?`,
			[packageId, studentId],
		);
		const taken = await on.change(
			`UPDATE wp_ce_class_sessions SET current_enrollment = current_enrollment + 1, updated_at = ?
				WHERE id IN (?) AND starts_at > ? AND current_enrollment < max_students ORDER BY id`,
			[now, choices.map(({ classSessionId }) => classSessionId), now],
		);
		expectChanged(taken, choices.length, 'The class sessions');
		const cases = choices.map(() => 'WHEN ? THEN ?').join(' ');
		const booked = await on.change(
			`UPDATE wp_ce_student_course_step_progress
				SET status = 'BOOKED', step_option_id = CASE step_id ${cases} END,
					class_session_id = CASE step_id ${cases} END, booked_at = ?, updated_at = ?
				WHERE package_id = ? AND step_id IN (?) AND status = 'UNBOOKED'`,
			[
				...choices.flatMap(({ stepId, stepOptionId }) => [stepId, stepOptionId]),
				...choices.flatMap(({ stepId, classSessionId }) => [stepId, classSessionId]),
				now,
				now,
				packageId,
				choices.map(({ stepId }) => stepId),
			],
		);
		expectChanged(booked, choices.length, 'The steps');
		await on.change('COMMIT');
	});
