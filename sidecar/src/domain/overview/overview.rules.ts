import { DateTime } from 'luxon';
import type { FirstStep, OverviewResponse } from '../../../contract';
import type { CohortFill, SetupState } from '../../db/views/overview';
import type { AmountOfDay, CountOfDay } from '../../db/views/overview-days';

/** One entry for every day, also for those on which nothing happened. */
export const seatsByDay = (
	dates: readonly string[],
	enrolled: readonly CountOfDay[],
	ended: readonly CountOfDay[],
): OverviewResponse['seatsSold'] => {
	const of = (rows: readonly CountOfDay[]) => new Map(rows.map(({ day, count }) => [day, count]));
	const [came, left] = [of(enrolled), of(ended)];
	return dates.map((date, day) => ({ date, enrolled: came.get(day) ?? 0, ended: left.get(day) ?? 0 }));
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The same of money, for every currency in which some moved, by its code. */
export const moneyByDay = (
	dates: readonly string[],
	paid: readonly AmountOfDay[],
	refunded: readonly AmountOfDay[],
): OverviewResponse['money'] => {
	const currencies = [...new Set([...paid, ...refunded].map(({ currency }) => currency))].sort();
	const amountOf = (rows: readonly AmountOfDay[], currency: string, day: number): number =>
		rows.find((row) => row.currency === currency && row.day === day)?.amount ?? 0;
	return currencies.map((currency) => {
		const days = dates.map((date, day) => ({
			date,
			paid: amountOf(paid, currency, day),
			refunded: amountOf(refunded, currency, day),
		}));
		return {
			currency,
			paid: sum(days.map((day) => day.paid)),
			refunded: sum(days.map((day) => day.refunded)),
			days,
		};
	});
};

/** Whether the last day of a cohort is over by its own calendar. */
export const isOver = (
	{ end_date, timezone }: Pick<CohortFill, 'end_date' | 'timezone'>,
	now: Date,
): boolean => end_date < (DateTime.fromJSDate(now, { zone: timezone }).toISODate() ?? '');

/** What an editor does until the first student can enroll; nothing is left once somebody has. */
export const firstStepsOf = (state: SetupState, hasSeenWebhook: boolean): FirstStep[] =>
	state.has_students === 1
		? []
		: [
				{ code: 'group_class', isDone: state.class_id !== null, id: state.class_id },
				{
					code: 'course',
					isDone: state.ready_course_id !== null,
					id: state.ready_course_id ?? state.course_id,
				},
				{
					code: 'cohort',
					isDone: state.ready_cohort_id !== null,
					id: state.ready_cohort_id ?? state.cohort_id,
				},
				{
					code: 'page',
					isDone: state.paged_course_id !== null,
					id: state.paged_course_id ?? state.ready_course_id ?? state.course_id,
				},
				{ code: 'webhook', isDone: hasSeenWebhook, id: null },
			];
