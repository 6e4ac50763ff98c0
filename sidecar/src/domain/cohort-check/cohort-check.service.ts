import type { Logger } from 'pino';
import type { CohortCheckResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { findCoursePage } from '../../db/views/course-page';
import { findManagedCohort, type ManagedCohort } from '../../db/views/managed-cohorts';
import { attendedSteps, scheduledSteps } from '../../db/views/schedule';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import { cohortNotFound } from '../cohorts/read-cohort';
import { isSellable } from '../catalogue/catalogue.rules';
import { whyNotUsable } from '../prices/prices.rules';
import { problemOf } from '../prices/stripe-prices';
import { scheduleProblems } from '../schedule/schedule-problems.rules';
import { within } from '../site/within';
import { cohortFindings, type PriceAnswer } from './cohort-check.rules';

export interface CohortCheckService {
	/** Raises `cohort_not_found`; nothing when Stripe does not answer, which is a finding. */
	check(cohortId: number): Promise<CohortCheckResponse>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	logger: Logger;
}

const unreachable = (): PriceAnswer => ({ is: 'unreachable' });

const askStripe = async ({ stripe, logger }: Dependencies, priceId: string): Promise<PriceAnswer> => {
	try {
		const price = await stripe.retrievePrice(priceId);
		const why = whyNotUsable(price, stripe.livemode);
		return why === null
			? { is: 'sold', amount: price.unitAmount ?? 0, currency: price.currency }
			: { is: 'unusable', why };
	} catch (error) {
		if (!(error instanceof StripeFailure)) {
			throw error;
		}
		const why = problemOf(error);
		if (why !== null) {
			return { is: 'unusable', why };
		}
		logger.warn({ kind: error.kind, code: error.code }, 'Stripe did not answer for a price');
		return unreachable();
	}
};

/** The price that counts, as Stripe has it. Somebody looks at the screen meanwhile: it is not waited for long. */
const priceAnswer = async (dependencies: Dependencies, cohort: ManagedCohort): Promise<PriceAnswer> => {
	const amount = cohort.own_amount ?? cohort.course_amount;
	const stripePriceId = cohort.own_amount === null ? cohort.course_price_id : cohort.own_price_id;
	if (amount === null || !isSellable({ amount, stripePriceId })) {
		return { is: 'missing' };
	}
	return amount === 0 || stripePriceId === null
		? { is: 'free' }
		: within(askStripe(dependencies, stripePriceId), unreachable);
};

/** Looks a cohort over before it is sold. */
export const createCohortCheckService = (dependencies: Dependencies): CohortCheckService => {
	const { db, stripe, clock } = dependencies;
	return {
		async check(cohortId) {
			const now = clock.now();
			const cohort = await findManagedCohort(db, cohortId, { livemode: stripe.livemode, now });
			const course = cohort && (await findCoursePage(db, cohort.program_id));
			if (!cohort || !course) {
				throw cohortNotFound();
			}
			const { start_date: startDate, end_date: endDate, timezone } = cohort;
			const [steps, attended, price] = await Promise.all([
				scheduledSteps(db, { cohortId, courseId: course.id }),
				attendedSteps(db, cohortId),
				priceAnswer(dependencies, cohort),
			]);
			const problems = scheduleProblems(steps, { startDate, endDate, timezone }, now);
			return { findings: cohortFindings({ cohort, course, steps, problems, attended, price }, now) };
		},
	};
};
