import { randomInt, randomUUID } from 'node:crypto';
import type { PackageStatus } from '../contract';
import { table, type Connection } from '../src/db/database';
import type { BuiltCohort, BuiltCourse } from './build-courses';
import { insert, suffix } from './build-rows';

const MINUTE = 60_000;

export interface BuiltCheckout {
	id: number;
	reference: string;
	studentId: number;
	sessionId: string;
	paymentIntentId: string | null;
	expiresAt: Date;
}

export interface BuiltPackage {
	id: number;
	studentId: number;
	checkout: BuiltCheckout;
	cohort: BuiltCohort;
}

interface PriceOverrides {
	/** Minor unit; 0 = free, without a Stripe price unless one is given. */
	amount?: number;
	currency?: string;
	livemode?: boolean;
	stripePriceId?: string | null;
	stripeProductId?: string | null;
}

interface CheckoutOverrides {
	studentId?: number;
	state?: string;
	amount?: number;
	currency?: string;
	livemode?: boolean;
	sessionId?: string;
	paymentIntentId?: string | null;
	expiresAt?: Date;
	reason?: string | null;
}

interface PackageOverrides {
	studentId?: number;
	status?: PackageStatus;
	checkoutState?: string;
	purchasedAt?: Date;
	/** false leaves out the UNBOOKED progress rows of the active steps, as before `seedProgress`. */
	progress?: boolean;
}

/** A WordPress user id that no other test has. */
export const buildStudentId = (): number => randomInt(1_000_000, 2_000_000_000);

/** What a course, or one of its cohorts, costs: 490.00 EUR by default. */
export const buildPrice = async (
	db: Connection,
	sold: BuiltCourse | BuiltCohort,
	overrides: PriceOverrides = {},
): Promise<{ stripePriceId: string | null; amount: number; currency: string }> => {
	const amount = overrides.amount ?? 49_000;
	const currency = overrides.currency ?? 'eur';
	const stripePriceId =
		overrides.stripePriceId === undefined
			? amount === 0
				? null
				: `price_${suffix()}`
			: overrides.stripePriceId;
	await insert(db, 'stripe_product_map', {
		entity_type: 'course' in sold ? 'cohort' : 'program',
		entity_id: sold.id,
		stripe_product_id:
			overrides.stripeProductId === undefined ? `prod_${suffix()}` : overrides.stripeProductId,
		stripe_price_id: stripePriceId,
		amount,
		currency,
		livemode: overrides.livemode ?? false,
	});
	return { stripePriceId, amount, currency };
};

/** A checkout of a cohort; `open`, with its seat held for half an hour, unless told otherwise. */
export const buildCheckout = async (
	db: Connection,
	cohort: BuiltCohort,
	overrides: CheckoutOverrides = {},
): Promise<BuiltCheckout> => {
	const reference = randomUUID();
	const studentId = overrides.studentId ?? buildStudentId();
	const sessionId = overrides.sessionId ?? `cs_test_${suffix()}${suffix()}`;
	const expiresAt = overrides.expiresAt ?? new Date(Date.now() + 30 * MINUTE);
	const paymentIntentId = overrides.paymentIntentId ?? null;
	const id = await insert(db, 'checkouts', {
		reference,
		student_id: studentId,
		program_id: cohort.course.id,
		cohort_id: cohort.id,
		state: overrides.state ?? 'open',
		program_code: cohort.course.code,
		program_title: cohort.course.title,
		cohort_name: cohort.name,
		amount: overrides.amount ?? 49_000,
		currency: overrides.currency ?? 'eur',
		stripe_price_id: `price_${suffix()}`,
		livemode: overrides.livemode ?? false,
		session_id: sessionId,
		session_url: `https://checkout.stripe.com/c/pay/${sessionId}`,
		payment_intent_id: paymentIntentId,
		expires_at: expiresAt,
		reason: overrides.reason ?? null,
	});
	return { id, reference, studentId, sessionId, paymentIntentId, expiresAt };
};

/**
 * A student's package with the checkout that paid for it and, unless `progress: false`, an UNBOOKED row per step.
 * Counts the seat on the cohort when the package is live.
 */
export const buildPackage = async (
	db: Connection,
	cohort: BuiltCohort,
	overrides: PackageOverrides = {},
): Promise<BuiltPackage> => {
	const status = overrides.status ?? 'ACTIVE';
	const checkout = await buildCheckout(db, cohort, {
		studentId: overrides.studentId ?? buildStudentId(),
		state: overrides.checkoutState ?? 'enrolled',
		paymentIntentId: `pi_${suffix()}`,
	});
	const id = await insert(db, 'student_packages', {
		student_id: checkout.studentId,
		program_id: cohort.course.id,
		cohort_id: cohort.id,
		checkout_id: checkout.id,
		package_name: `${cohort.course.code} - ${cohort.name}`,
		payment_intent_id: checkout.paymentIntentId,
		status,
		purchased_at: overrides.purchasedAt ?? new Date(),
		expires_at: null,
	});
	if (['ACTIVE', 'SUSPENDED', 'COMPLETED'].includes(status)) {
		await table<{ id: number }>(db, 'course_cohorts')
			.where('id', cohort.id)
			.increment('current_enrollment', 1);
	}
	if (overrides.progress ?? true) {
		for (const step of cohort.course.steps.filter(({ isActive }) => isActive)) {
			await insert(db, 'student_course_step_progress', {
				package_id: id,
				step_id: step.id,
				cohort_id: cohort.id,
				status: 'UNBOOKED',
			});
		}
	}
	return { id, studentId: checkout.studentId, checkout, cohort };
};
