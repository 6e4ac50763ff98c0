import type { Statements } from './bare-session';

/** What one page shows, as somebody who knows SQL would ask for it. */
export interface BareQuestion {
	cohortId: number;
	/** Conditions beside cohort and seat, on `package` and `account`. */
	where?: string;
	values?: readonly unknown[];
	orderBy: string;
	limit: number;
	offset?: number;
}

interface PackageLine {
	id: number;
}

const entries = (
	db: Statements,
	{ cohortId, where = '1', values = [], orderBy, limit, offset = 0 }: BareQuestion,
): Promise<PackageLine[]> =>
	db.select<PackageLine>(
		`SELECT package.id, package.version, package.student_id, account.display_name, account.user_email, package.status,
				checkout.state, checkout.reason, checkout.amount, checkout.currency, package.purchased_at,
				CASE WHEN checkout.reason = 'refunded_in_part' THEN
					(SELECT refund.amount FROM wp_ce_refunds AS refund
						WHERE refund.checkout_id = checkout.id AND refund.automatic = 1) END AS refund_amount
			FROM wp_ce_student_packages AS package
			JOIN wp_ce_checkouts AS checkout ON checkout.id = package.checkout_id
			LEFT JOIN wp_users AS account ON account.ID = package.student_id
			WHERE package.cohort_id = ? AND package.live = 1 AND ${where}
			ORDER BY ${orderBy} LIMIT ${limit} OFFSET ${offset}`,
		[cohortId, ...values],
	);

const steps = (db: Statements, packageIds: readonly number[]): Promise<unknown[]> =>
	db.select(
		`SELECT progress.package_id, step.id, step.label, progress.status, session.starts_at
			FROM wp_ce_student_course_step_progress AS progress
			JOIN wp_ce_course_steps AS step ON step.id = progress.step_id
			LEFT JOIN wp_ce_class_sessions AS session ON session.id = progress.class_session_id
			WHERE progress.package_id IN (?) ORDER BY step.step_order`,
		[packageIds],
	);

/** One page with its steps. Returns the packages' ids. */
const readEntries = async (db: Statements, question: BareQuestion): Promise<number[]> => {
	const ids = (await entries(db, question)).map(({ id }) => id);
	if (ids.length > 0) {
		await steps(db, ids);
	}
	return ids;
};

/** One page with its steps and how many there are in all: three statements. Returns the packages' ids. */
export const readPageByHand = async (db: Statements, question: BareQuestion): Promise<number[]> => {
	const { cohortId, where = '1', values = [] } = question;
	await db.select(
		`SELECT COUNT(*) FROM wp_ce_student_packages AS package
			LEFT JOIN wp_users AS account ON account.ID = package.student_id
			WHERE package.cohort_id = ? AND package.live = 1 AND ${where}`,
		[cohortId, ...values],
	);
	return readEntries(db, question);
};

/** Everybody, a thousand at a time by id. Returns the packages' ids. */
export const exportByHand = async (db: Statements, cohortId: number): Promise<number[]> => {
	const all: number[] = [];
	for (let batch: number[] | undefined; batch === undefined || batch.length > 0;) {
		batch = await readEntries(db, {
			cohortId,
			where: 'package.id > ?',
			values: [all.at(-1) ?? 0],
			orderBy: 'package.id',
			limit: 1000,
		});
		all.push(...batch);
	}
	return all;
};
