import { DateTime } from 'luxon';
import { ensureSessions } from '../src/db/class-sessions';
import { findOfferedOptions, insertCohortSessions } from '../src/db/course-cohort-sessions';
import type { CohortRow } from '../src/db/course-cohorts';
import { inTransaction, table, type Connection } from '../src/db/database';
import { occurrenceInWeek } from '../src/domain/calendar/weekly-schedule';
import type { DemoCohort } from './course';
import type { SavedCourse } from './save-course';

export interface SavedCohort {
	id: number;
	name: string;
}

/** The first day on or after the wanted one on which the course's first class is held: that is when a cohort begins. */
const firstDay = (wanted: DateTime, { steps }: SavedCourse): DateTime => {
	// Luxon counts Monday = 1 … Sunday = 7.
	const weekday = wanted.weekday % 7;
	const dayOfWeek = steps[0]?.options[0]?.dayOfWeek ?? weekday;
	return wanted.plus({ days: (dayOfWeek - weekday + 7) % 7 });
};

/** "By Friday" means all of Friday; midnight would read as the day before. */
const lastMinuteOf = (day: DateTime): Date => day.set({ hour: 23, minute: 59 }).toJSDate();

const insertCohort = async (
	trx: Connection,
	course: SavedCourse,
	demo: DemoCohort,
	enrolled: number,
	now: Date,
): Promise<number> => {
	const today = DateTime.fromJSDate(now, { zone: demo.timezone }).startOf('day');
	const start = firstDay(today.plus({ days: demo.startsInDays }), course);
	const { seats, deadlineInDays } = demo;
	const [id] = await table<Record<string, unknown>>(trx, 'course_cohorts').insert({
		program_id: course.programId,
		name: demo.name,
		start_date: start.toISODate(),
		end_date: start.plus({ days: course.steps.length * 7 - 1 }).toISODate(),
		timezone: demo.timezone,
		max_enrollment: seats !== null && typeof seats === 'object' ? enrolled + seats.left : seats,
		enrollment_deadline:
			deadlineInDays === null ? null : lastMinuteOf(today.plus({ days: deadlineInDays })),
		created_at: now,
		updated_at: now,
	});
	return id as number;
};

/** One dated session, in the week of its step, for every option that the cohort does not offer yet. */
const offerSessions = async (
	trx: Connection,
	course: SavedCourse,
	cohort: { id: number; startDate: string },
	now: Date,
): Promise<void> => {
	const offered = await findOfferedOptions(trx, cohort.id);
	const wanted = course.steps.flatMap(({ stepId, options }, week) =>
		options
			.filter(({ stepOptionId }) => !offered.has(stepOptionId))
			.map((option) => ({
				...option,
				...occurrenceInWeek(option, cohort.startDate, week),
				stepId,
			})),
	);
	if (wanted.length === 0) {
		return;
	}
	const sessionIds = await ensureSessions(trx, wanted, now);
	const offers = wanted.map((option, index) => ({ ...option, classSessionId: sessionIds[index] ?? 0 }));
	await insertCohortSessions(trx, cohort.id, offers, now);
};

/**
 * Creates the cohort with its dated sessions. One of this name that is there already keeps its dates and seats.
 *
 * @param enrolled How many students will be in it from the start.
 */
export const saveCohort = (
	db: Connection,
	course: SavedCourse,
	demo: DemoCohort,
	enrolled: number,
	now: Date,
): Promise<SavedCohort> =>
	inTransaction(db, async (trx) => {
		const find = () =>
			table<CohortRow>(trx, 'course_cohorts')
				.where({ program_id: course.programId, name: demo.name })
				.whereNull('deleted_at')
				.first('id', 'start_date');
		if (!(await find())) {
			await insertCohort(trx, course, demo, enrolled, now);
		}
		const cohort = await find();
		if (!cohort) {
			throw new Error(`${demo.name} is gone although it was just saved.`);
		}
		await offerSessions(trx, course, { id: cohort.id, startDate: cohort.start_date }, now);
		return { id: cohort.id, name: demo.name };
	});
