import type Stripe from 'stripe';
import type { ClassSessionRow } from '../../../../sidecar/src/db/class-sessions';
import { table, type Connection } from '../../../../sidecar/src/db/database';
import { occurrences } from '../../../../sidecar/src/domain/calendar/occurrences';
import {
	buildCohort,
	buildCourse,
	buildPrice,
	type BuiltCohort,
	type BuiltCourse,
} from '../../../../sidecar/test/builders';

export type CourseSteps = NonNullable<NonNullable<Parameters<typeof buildCourse>[1]>['steps']>;
export type CohortOverrides = NonNullable<Parameters<typeof buildCohort>[2]>;
type ClassPlan = Exclude<NonNullable<CourseSteps[number]['options']>, number>[number];

const STUDIO = { timezone: 'Europe/Berlin', location: 'Studio by the river' };
const WHOLE_GROUP = {
	name: 'Whole group',
	dayOfWeek: 2,
	startTime: '18:00:00',
	endTime: '19:30:00',
	...STUDIO,
};
export const EVENINGS = { ...WHOLE_GROUP, name: 'Evening group' };
export const EARLY = {
	...STUDIO,
	name: 'Early birds',
	dayOfWeek: 4,
	startTime: '08:00:00',
	endTime: '09:30:00',
};
export const ONLINE = {
	name: 'Across the ocean',
	dayOfWeek: 3,
	startTime: '18:00:00',
	endTime: '19:30:00',
	timezone: 'America/New_York',
	location: 'Online',
	meetingUrl: 'https://meet.example.test/pottery',
};

/** Two steps without a choice, two with one: between them, so that order shows. */
export const POTTERY: CourseSteps = [
	{ label: 'Week 1', title: 'Meet the wheel', options: [WHOLE_GROUP] },
	{ label: 'Week 2', title: 'Throw a bowl', options: [EVENINGS, EARLY] },
	{ label: 'Week 3', title: 'Handles and lids', options: [WHOLE_GROUP] },
	{ label: 'Week 4', title: 'Glaze and fire', options: [EVENINGS, EARLY, ONLINE] },
];

const DAY = 24 * 60 * 60 * 1000;
const calendarDate = (day: Date): string => day.toISOString().slice(0, 10);

const weeksLater = (day: Date, weeks: number): Date => new Date(day.getTime() + weeks * 7 * DAY);

/** The Monday after next. */
const nextMonday = (): Date => {
	const today = new Date();
	const daysSinceMonday = (today.getUTCDay() + 6) % 7;
	return new Date(today.getTime() + (14 - daysSinceMonday) * DAY);
};

/** Moves the cohort's sessions to where their classes stand in the calendar: one week for each step. */
const followTheCalendar = async (
	db: Connection,
	cohort: BuiltCohort,
	steps: CourseSteps,
	firstMonday: Date,
): Promise<void> => {
	for (const [index, session] of cohort.sessions.entries()) {
		const step = cohort.course.steps.find(({ id }) => id === session.stepId)!;
		const option = step.options.findIndex(({ id }) => id === session.stepOptionId);
		const plan = (steps[step.order - 1]?.options as ClassPlan[])[option] as Required<ClassPlan>;
		const monday = weeksLater(firstMonday, step.order - 1);
		const week = { from: calendarDate(monday), to: calendarDate(new Date(monday.getTime() + 6 * DAY)) };
		const { startsAt, endsAt } = occurrences({ ...plan, ...week })[0]!;
		await table<ClassSessionRow>(db, 'class_sessions')
			.where('id', session.classSessionId)
			.update({ starts_at: startsAt, ends_at: endsAt });
		cohort.sessions[index] = { ...session, startsAt, endsAt };
	}
};

/** Builds a course of these steps; every option must say when it takes place. */
export const createCourse = (db: Connection, title: string, steps: CourseSteps): Promise<BuiltCourse> =>
	buildCourse(db, { title, steps });

/** @param position 0 for the course's first cohort; each begins when the one before is over. */
export const createCohort = async (
	db: Connection,
	course: BuiltCourse,
	steps: CourseSteps,
	position: number,
	overrides: CohortOverrides,
): Promise<BuiltCohort> => {
	const firstMonday = weeksLater(nextMonday(), position * steps.length);
	const lastSunday = new Date(weeksLater(firstMonday, steps.length).getTime() - DAY);
	const cohort = await buildCohort(db, course, {
		startDate: calendarDate(firstMonday),
		endDate: calendarDate(lastSunday),
		...overrides,
	});
	await followTheCalendar(db, cohort, steps, firstMonday);
	return cohort;
};

export interface SoldAt {
	priceId: string | null;
	/** Minor unit; 0 = free. */
	amount: number;
	currency: string;
}

/** Puts a price on a course, at Stripe and in the tables. */
export const sellAt = async (
	db: Connection,
	stripe: Stripe,
	course: BuiltCourse,
	{ amount, currency }: { amount: number; currency: string },
): Promise<SoldAt> => {
	if (amount === 0) {
		await buildPrice(db, course, { amount, currency, stripePriceId: null, stripeProductId: null });
		return { priceId: null, amount, currency };
	}
	const price = await stripe.prices.create({
		currency,
		unit_amount: amount,
		product_data: { name: course.title },
	});
	await buildPrice(db, course, {
		amount,
		currency,
		stripePriceId: price.id,
		stripeProductId: price.product as string,
	});
	return { priceId: price.id, amount, currency };
};
