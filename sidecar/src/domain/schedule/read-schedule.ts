import type { ClockChange, ScheduleOption, ScheduleResponse, ScheduleStep } from '../../../contract';
import type { Connection } from '../../db/database';
import { findManagedCohort } from '../../db/views/managed-cohorts';
import {
	offersOfSessions,
	scheduledSteps,
	type Offer,
	type ScheduledOption,
	type ScheduledStep,
} from '../../db/views/schedule';
import { cohortNotFound } from '../cohorts/read-cohort';
import { scheduleProblems } from './schedule-problems.rules';
import { clockChanges, suggestedTime, toScheduleTime } from './schedule-time.rules';

const toOption = (
	{ session, ...option }: ScheduledOption,
	sharedWith: string[],
	suggestion: ScheduleOption['suggestion'],
): ScheduleOption => ({
	...option,
	startTime: option.startTime.slice(0, 5),
	endTime: option.endTime.slice(0, 5),
	session: session && {
		...toScheduleTime(session, option),
		classSessionId: session.classSessionId,
		maxStudents: session.maxStudents,
		enrolled: session.enrolled,
		booked: session.booked,
		sharedWith,
	},
	suggestion,
});

const toSteps = (
	steps: readonly ScheduledStep[],
	offers: readonly Offer[],
	cohort: { id: number; startDate: string },
): ScheduleStep[] => {
	const others = offers.filter(({ cohortId }) => cohortId !== cohort.id);
	let week = 0;
	return steps.map((step) => {
		const weekOfStep = week;
		week += step.isActive ? 1 : 0;
		return {
			...step,
			options: step.options.map((option) => {
				const id = option.session?.classSessionId;
				const names = others.filter((offer) => offer.classSessionId === id);
				const isSuggested = step.isActive && option.isActive;
				return toOption(
					option,
					[...new Set(names.map(({ cohortName }) => cohortName))],
					isSuggested ? suggestedTime(option, cohort.startDate, weekOfStep) : null,
				);
			}),
		};
	});
};

const changesOfClocks = (
	steps: readonly ScheduledStep[],
	dates: { startDate: string; endDate: string },
): ClockChange[] => {
	const timezones = new Set(steps.flatMap(({ options }) => options.map(({ timezone }) => timezone)));
	return [...timezones]
		.flatMap((timezone) => clockChanges(timezone, dates).map((change) => ({ timezone, ...change })))
		.sort((one, other) => one.date.localeCompare(other.date));
};

/** A cohort's schedule as staff sees it. Raises `cohort_not_found`. */
export const readSchedule = async (
	connection: Connection,
	cohortId: number,
	now: Date,
): Promise<ScheduleResponse> => {
	// Prices are not shown: which mode is asked for does not matter.
	const cohort = await findManagedCohort(connection, cohortId, { livemode: false, now });
	if (!cohort) {
		throw cohortNotFound();
	}
	const { start_date: startDate, end_date: endDate, timezone } = cohort;
	const steps = await scheduledSteps(connection, { cohortId, courseId: cohort.program_id });
	const sessionIds = steps.flatMap(({ options }) =>
		options.flatMap(({ session }) => session?.classSessionId ?? []),
	);
	const offers = await offersOfSessions(connection, sessionIds);
	return {
		version: cohort.version,
		cohortId,
		cohortName: cohort.name,
		courseId: cohort.program_id,
		courseTitle: cohort.course_title,
		startDate,
		endDate,
		timezone,
		steps: toSteps(steps, offers, { id: cohortId, startDate }),
		problems: scheduleProblems(steps, { startDate, endDate, timezone }, now),
		clockChanges: changesOfClocks(steps, { startDate, endDate }),
	};
};
