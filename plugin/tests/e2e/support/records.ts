import type { CheckoutRow } from '../../../../sidecar/src/db/checkouts';
import type { ClassSessionRow } from '../../../../sidecar/src/db/class-sessions';
import { table, type Connection } from '../../../../sidecar/src/db/database';
import type { RefundRow } from '../../../../sidecar/src/db/refunds';
import type { StripeEventRow } from '../../../../sidecar/src/db/stripe-events';
import type { StepProgressRow } from '../../../../sidecar/src/db/student-course-step-progress';
import type { PackageRow } from '../../../../sidecar/src/db/student-packages';
import type { BuiltCohort } from '../../../../sidecar/test/builders';

export type { CheckoutRow, PackageRow, RefundRow, StepProgressRow, StripeEventRow };

export interface CohortRow {
	id: number;
	max_enrollment: number | null;
	current_enrollment: number;
}

/** As if the student had taken longer to pay than a seat is held. */
export const lapse = async (db: Connection, sessionId: string): Promise<void> => {
	await table<CheckoutRow>(db, 'checkouts')
		.where('session_id', sessionId)
		.update({ expires_at: new Date(Date.now() - 1000) });
};

/** Reads the tables that an enrollment writes. */
export interface Records {
	checkout(sessionId: string): Promise<CheckoutRow>;
	checkoutsOf(studentId: number): Promise<CheckoutRow[]>;
	packagesOf(studentId: number): Promise<PackageRow[]>;
	/** In the order of the steps. */
	progressOf(packageId: number): Promise<StepProgressRow[]>;
	refundsOf(checkoutId: number): Promise<RefundRow[]>;
	/** The inbox's rows about an object of Stripe's. */
	inboxOf(objectId: string): Promise<StripeEventRow[]>;
	cohort(id: number): Promise<CohortRow>;
	/** The class sessions of a cohort, in the order of its steps and options. */
	sessionsOf(cohort: BuiltCohort): Promise<ClassSessionRow[]>;
	/** All that belongs to one checkout and its cohort, to be compared with the same at another moment. */
	snapshot(sessionId: string, cohort: BuiltCohort): Promise<Record<string, unknown>>;
}

export const openRecords = (db: Connection): Records => {
	const rows = <Row extends object>(name: string, where: Record<string, unknown>): Promise<Row[]> =>
		table<Row>(db, name).where(where).orderBy('id') as Promise<Row[]>;
	const one = async <Row extends object>(name: string, where: Record<string, unknown>): Promise<Row> => {
		const found = await rows<Row>(name, where);
		if (found.length !== 1) {
			throw new Error(`${found.length} rows of ${name} have ${JSON.stringify(where)}.`);
		}
		return found[0]!;
	};
	const checkout: Records['checkout'] = (sessionId) => one('checkouts', { session_id: sessionId });
	const progressOf: Records['progressOf'] = (packageId) =>
		rows('student_course_step_progress', { package_id: packageId });
	const sessionsOf: Records['sessionsOf'] = async ({ sessions }) => {
		const ids = sessions.map(({ classSessionId }) => classSessionId);
		const found = await table<ClassSessionRow>(db, 'class_sessions').whereIn('id', ids);
		return ids.map((id) => found.find((row) => row.id === id)!);
	};
	return {
		checkout,
		progressOf,
		sessionsOf,
		checkoutsOf: (studentId) => rows('checkouts', { student_id: studentId }),
		packagesOf: (studentId) => rows('student_packages', { student_id: studentId }),
		refundsOf: (checkoutId) => rows('refunds', { checkout_id: checkoutId }),
		inboxOf: (objectId) => rows('stripe_events', { object_id: objectId }),
		cohort: (id) => one('course_cohorts', { id }),
		async snapshot(sessionId, cohort) {
			const row = await checkout(sessionId);
			const packages = await rows<PackageRow>('student_packages', { checkout_id: row.id });
			return {
				checkout: row,
				packages,
				progress: await Promise.all(packages.map(({ id }) => progressOf(id))),
				refunds: await rows('refunds', { checkout_id: row.id }),
				notifications: await rows('notifications', { checkout_id: row.id }),
				activity: await rows('activity', { entity_type: 'checkout', entity_id: row.id }),
				cohort: await rows('course_cohorts', { id: cohort.id }),
				sessions: await sessionsOf(cohort),
			};
		},
	};
};
