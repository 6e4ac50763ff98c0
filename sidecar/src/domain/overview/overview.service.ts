import type { OverviewResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { countOpenTasks } from '../../db/tasks';
import {
	cohortsOfSessions,
	findCohortFills,
	findNextSessions,
	readSetupState,
	type CohortFill,
} from '../../db/views/overview';
import { endedByDay, enrolledByDay, paidByDay, refundedByDay } from '../../db/views/overview-days';
import type { DeliverySignals } from '../webhooks/delivery-signals';
import { lastDays } from './days.rules';
import { firstStepsOf, isOver, moneyByDay, seatsByDay } from './overview.rules';

export interface OverviewService {
	/** How the school is doing; the last `days` calendar days of a time zone (IANA name), up to today. */
	read(period: { days: number; timezone: string }): Promise<OverviewResponse>;
}

interface Dependencies {
	db: Connection;
	/** Of the Stripe key: nothing else counts. */
	livemode: boolean;
	deliveries: Pick<DeliverySignals, 'read'>;
	clock: Clock;
}

const MOST_COHORTS = 50;
/** Those that ended within the last day are read, too, and dropped by their own calendars. */
const SPARE_COHORTS = 10;
const MOST_SESSIONS = 20;

const readPeriod = async (
	{ db, livemode, clock }: Dependencies,
	period: { days: number; timezone: string },
): Promise<Pick<OverviewResponse, 'from' | 'to' | 'seatsSold' | 'money'>> => {
	const { dates, boundaries } = lastDays(period.days, period.timezone, clock.now());
	const of = { boundaries, livemode };
	const [enrolled, ended, paid, refunded] = await Promise.all([
		enrolledByDay(db, of),
		endedByDay(db, of),
		paidByDay(db, of),
		refundedByDay(db, of),
	]);
	return {
		from: dates[0] ?? '',
		to: dates.at(-1) ?? '',
		seatsSold: seatsByDay(dates, enrolled, ended),
		money: moneyByDay(dates, paid, refunded),
	};
};

const toCohort = (row: CohortFill): OverviewResponse['cohorts'][number] => ({
	cohortId: row.cohort_id,
	name: row.name,
	courseTitle: row.course_title,
	startDate: row.start_date,
	maxEnrollment: row.max_enrollment,
	enrolled: row.enrolled,
	held: row.held,
	waiting: row.waiting,
});

const readCohorts = async ({ db, clock }: Dependencies): Promise<OverviewResponse['cohorts']> => {
	const now = clock.now();
	const fills = await findCohortFills(db, MOST_COHORTS + SPARE_COHORTS, now);
	return fills
		.filter((cohort) => !isOver(cohort, now))
		.slice(0, MOST_COHORTS)
		.map(toCohort);
};

const readSessions = async ({ db, clock }: Dependencies): Promise<OverviewResponse['nextSessions']> => {
	const sessions = await findNextSessions(db, MOST_SESSIONS, clock.now());
	const ids = sessions.map(({ class_session_id: id }) => id);
	const cohorts = await cohortsOfSessions(db, ids);
	return sessions.map((session) => ({
		classSessionId: session.class_session_id,
		groupClassName: session.class_name,
		startsAt: session.starts_at.toISOString(),
		endsAt: session.ends_at.toISOString(),
		timezone: session.timezone,
		enrolled: session.enrolled,
		maxStudents: session.max_students,
		cohorts: cohorts
			.filter(({ classSessionId }) => classSessionId === session.class_session_id)
			.map(({ cohortId, name }) => ({ cohortId, name })),
	}));
};

/** What staff sees first. */
export const createOverviewService = (dependencies: Dependencies): OverviewService => {
	const { db, livemode, deliveries } = dependencies;
	return {
		async read(period) {
			const [told, cohorts, nextSessions, openTasks, setup, webhooks] = await Promise.all([
				readPeriod(dependencies, period),
				readCohorts(dependencies),
				readSessions(dependencies),
				countOpenTasks(db),
				readSetupState(db, livemode),
				deliveries.read(),
			]);
			return {
				mode: livemode ? 'live' : 'test',
				...told,
				cohorts,
				nextSessions,
				openTasks,
				firstSteps: firstStepsOf(setup, webhooks.lastSuccessAt !== null),
			};
		},
	};
};
