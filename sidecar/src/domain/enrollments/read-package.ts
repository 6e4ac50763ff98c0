import type { StaffPackage } from '../../../contract';
import type { Connection } from '../../db/database';
import { packageChoices, type StepChoices } from '../../db/views/package-choices';
import {
	findStaffPackage,
	otherCohorts,
	type OtherCohort,
	type StaffPackageRow,
} from '../../db/views/staff-package';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import { stripeDashboardUrl } from '../administration/stripe-dashboard';
import { toCoursePackage, toUnbookedStep } from '../booking/booking.answers';
import { mayBook } from '../booking/booking.rules';
import { packageNotFound } from '../booking/refusals';
import { hasEnded, seatsLeft } from '../catalogue/catalogue.rules';
import { within } from '../site/within';
import { askRefundable } from './ask-refundable';

/** Null when Stripe does not answer soon, or cannot be asked with this key. */
const refundableNow = async (stripe: StripeGateway, row: StaffPackageRow): Promise<number | null> => {
	const payment = { payment_intent_id: row.paymentIntentId, livemode: row.livemode };
	if (row.paymentIntentId !== null && row.livemode !== stripe.livemode) {
		return null;
	}
	const answer = askRefundable(stripe, payment).then(
		({ amount }) => amount,
		(error: unknown) => {
			if (error instanceof StripeFailure) {
				return null;
			}
			throw error;
		},
	);
	return within<number | null>(answer, () => null);
};

const toMoveTargets = (cohorts: readonly OtherCohort[], now: Date): StaffPackage['moveTargets'] =>
	cohorts
		.filter((cohort) => !hasEnded(cohort, now))
		.map((cohort) => ({
			cohortId: cohort.cohortId,
			name: cohort.name,
			startDate: cohort.startDate,
			seatsLeft: seatsLeft(cohort),
		}))
		.filter((target) => target.seatsLeft !== 0);

const toStaffPackage = (
	row: StaffPackageRow,
	{ steps, cohorts, now }: { steps: StepChoices[]; cohorts: OtherCohort[]; now: Date },
): Omit<StaffPackage, 'refundable'> => {
	const {
		studentId,
		studentName,
		studentEmail,
		courseId,
		cohortId,
		amount,
		currency,
		livemode,
		version,
		...course
	} = row;
	const { paymentIntentId, ...shown } = course;
	const isBookable = mayBook(row);
	return {
		...toCoursePackage({ ...shown, steps }),
		version,
		studentId,
		studentName: studentName ?? '',
		studentEmail: studentEmail ?? '',
		courseId,
		cohortId,
		amount,
		currency,
		livemode,
		paymentIntentId,
		stripeUrl: stripeDashboardUrl(paymentIntentId, livemode),
		unbooked: isBookable
			? steps.filter(({ status }) => status === 'UNBOOKED').map((step) => toUnbookedStep(step, now))
			: [],
		moveTargets: isBookable ? toMoveTargets(cohorts, now) : [],
	};
};

/** A package as staff sees it, with what can be done about it. Raises `package_not_found`. */
export const readStaffPackage = async (
	{ db, stripe }: { db: Connection; stripe: StripeGateway },
	packageId: number,
	now: Date,
): Promise<StaffPackage> => {
	const row = await findStaffPackage(db, packageId);
	if (!row) {
		throw packageNotFound();
	}
	const [choices, cohorts, refundable] = await Promise.all([
		packageChoices(db, { packageId, studentId: row.studentId }),
		otherCohorts(db, row, now),
		refundableNow(stripe, row),
	]);
	return { ...toStaffPackage(row, { steps: choices?.steps ?? [], cohorts, now }), refundable };
};
