import type { AdminCohort, CohortListItem } from '../../../contract';
import type { Connection } from '../../db/database';
import { findManagedCohort, type ManagedCohort } from '../../db/views/managed-cohorts';
import { AppError } from '../../errors';
import { availability, cohortSeatsLeft } from '../catalogue/catalogue.rules';
import { toCataloguePrice } from '../prices/catalogue-price';
import { deadlineLocal } from './cohorts.rules';

/** Which of Stripe's two sets of prices is shown, and when. */
interface AsOf {
	livemode: boolean;
	now: Date;
}

const ownPrice = (row: ManagedCohort, livemode: boolean) =>
	toCataloguePrice(
		{
			amount: row.own_amount,
			currency: row.own_currency,
			stripe_price_id: row.own_price_id,
			stripe_product_id: row.own_product_id,
		},
		livemode,
	);

const coursePrice = (row: ManagedCohort, livemode: boolean) =>
	toCataloguePrice(
		{
			amount: row.course_amount,
			currency: row.course_currency,
			stripe_price_id: row.course_price_id,
			stripe_product_id: row.course_product_id,
		},
		livemode,
	);

const common = (row: ManagedCohort, { livemode, now }: AsOf) => ({
	id: row.id,
	version: row.version,
	courseId: row.program_id,
	courseTitle: row.course_title,
	name: row.name,
	startDate: row.start_date,
	endDate: row.end_date,
	timezone: row.timezone,
	maxEnrollment: row.max_enrollment,
	enrollmentDeadline: row.enrollment_deadline?.toISOString() ?? null,
	isActive: row.is_active,
	enrolled: row.current_enrollment,
	held: row.held,
	waiting: row.waiting,
	availability: availability(
		{
			isActive: row.is_active && row.course_is_active,
			enrollmentDeadline: row.enrollment_deadline,
			seatsLeft: cohortSeatsLeft(row, row.held),
			price: ownPrice(row, livemode) ?? coursePrice(row, livemode),
		},
		now,
	),
	updatedAt: row.updated_at.toISOString(),
});

/** A cohort in a list. */
export const toListItem = (row: ManagedCohort, asOf: AsOf): CohortListItem => {
	const price = ownPrice(row, asOf.livemode) ?? coursePrice(row, asOf.livemode);
	return { ...common(row, asOf), price: price && { amount: price.amount, currency: price.currency } };
};

const toCohort = (row: ManagedCohort, asOf: AsOf): AdminCohort => ({
	...common(row, asOf),
	courseCode: row.course_code,
	enrollmentDeadlineLocal: deadlineLocal(row),
	ownPrice: ownPrice(row, asOf.livemode),
	coursePrice: coursePrice(row, asOf.livemode),
});

export const cohortNotFound = (): AppError => new AppError('cohort_not_found', 'There is no such cohort.');

/** A cohort as staff sees it. Raises `cohort_not_found`, also for one that was deleted. */
export const readCohort = async (connection: Connection, id: number, asOf: AsOf): Promise<AdminCohort> => {
	const row = await findManagedCohort(connection, id, asOf);
	if (!row) {
		throw cohortNotFound();
	}
	return toCohort(row, asOf);
};
