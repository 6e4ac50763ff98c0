import type { Cohort, CohortsResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { cohortList, type ListedCohort } from '../../db/views/cohort-list';
import { AppError } from '../../errors';
import { availability, hasEnded, isSellable, seatsLeft } from './catalogue.rules';

const toCohort = (cohort: ListedCohort, now: Date): Cohort => {
	const { id, name, startDate, endDate, timezone, enrollmentDeadline, price, onWaitingList } = cohort;
	const left = seatsLeft(cohort);
	return {
		id,
		name,
		startDate,
		endDate,
		timezone,
		enrollmentDeadline: enrollmentDeadline?.toISOString() ?? null,
		price: price && isSellable(price) ? { amount: price.amount, currency: price.currency } : null,
		seatsLeft: left,
		availability: availability({ isActive: true, enrollmentDeadline, seatsLeft: left, price }, now),
		onWaitingList,
	};
};

export interface CatalogueService {
	/**
	 * A course's active cohorts that have not ended, by start date. `studentId` 0 = a visitor; a student's own hold
	 * does not count as taken. Raises `course_not_found`, also for an inactive course.
	 */
	cohorts(request: { code: string; studentId: number }): Promise<CohortsResponse>;
}

/** @param dependencies.livemode Which of Stripe's two sets of prices counts. */
export const createCatalogueService = ({
	db,
	clock,
	livemode,
}: {
	db: Connection;
	clock: Clock;
	livemode: boolean;
}): CatalogueService => ({
	async cohorts({ code, studentId }) {
		const now = clock.now();
		const list = await cohortList(db, { code, studentId, livemode, now });
		if (!list) {
			throw new AppError('course_not_found', 'There is no such course.');
		}
		return {
			course: { code: list.code, title: list.title },
			cohorts: list.cohorts
				.filter((cohort) => !hasEnded(cohort, now))
				.map((cohort) => toCohort(cohort, now)),
		};
	},
});
