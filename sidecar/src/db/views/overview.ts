import { earliestEndDate } from '../end-dates';
import { quotedTable, selectRows, tableName, type Connection } from '../database';

/** How full a cohort is. */
export interface CohortFill {
	cohort_id: number;
	name: string;
	course_title: string;
	/** YYYY-MM-DD in `timezone`. */
	start_date: string;
	end_date: string;
	timezone: string;
	max_enrollment: number | null;
	enrolled: number;
	held: number;
	waiting: number;
}

/**
 * Cohorts on sale or with students that may not be over, the next first. Those that ended within the last day may be among them: which calendar
 * day it is depends on their time zone.
 */
export const findCohortFills = (db: Connection, limit: number, now: Date): Promise<CohortFill[]> =>
	selectRows<CohortFill>(
		db,
		`SELECT cohort.id AS cohort_id, cohort.name, program.title AS course_title, cohort.start_date, cohort.end_date,
				cohort.timezone, cohort.max_enrollment, cohort.current_enrollment AS enrolled,
				(SELECT COUNT(*) FROM ${quotedTable(db, 'checkouts')} AS hold
					WHERE hold.cohort_id = cohort.id AND hold.payable = 1
						AND (hold.state = 'awaiting_payment' OR hold.expires_at > ?)) AS held,
				(SELECT COUNT(*) FROM ${quotedTable(db, 'waiting_list')} AS wait
					WHERE wait.cohort_id = cohort.id AND wait.offered_at IS NULL) AS waiting
			FROM ${quotedTable(db, 'course_cohorts')} AS cohort
			JOIN ${quotedTable(db, 'course_programs')} AS program ON program.id = cohort.program_id
			WHERE cohort.deleted_at IS NULL AND cohort.end_date >= ?
				AND (cohort.current_enrollment > 0 OR (cohort.is_active = 1 AND program.is_active = 1))
			ORDER BY cohort.start_date, cohort.id
			LIMIT ?`,
		[now, earliestEndDate(now), limit],
	);

export interface NextSession {
	class_session_id: number;
	class_name: string;
	timezone: string;
	starts_at: Date;
	ends_at: Date;
	enrolled: number;
	max_students: number;
}

/** Dated sessions that have not ended and that a cohort offers, the next first. */
export const findNextSessions = (db: Connection, limit: number, now: Date): Promise<NextSession[]> =>
	selectRows<NextSession>(
		db,
		`SELECT session.id AS class_session_id, class.name AS class_name, class.timezone, session.starts_at,
				session.ends_at, session.current_enrollment AS enrolled, session.max_students
			FROM ${quotedTable(db, 'class_sessions')} AS session
			JOIN ${quotedTable(db, 'group_classes')} AS class ON class.id = session.group_class_id
			WHERE session.ends_at > ? AND EXISTS (SELECT 1 FROM ${quotedTable(db, 'course_cohort_sessions')} AS offer
				JOIN ${quotedTable(db, 'course_cohorts')} AS cohort ON cohort.id = offer.cohort_id
				WHERE offer.class_session_id = session.id AND cohort.deleted_at IS NULL)
			ORDER BY session.starts_at, session.id
			LIMIT ?`,
		[now, limit],
	);

/** Which cohorts offer these sessions, by name. */
export const cohortsOfSessions = async (
	db: Connection,
	sessionIds: readonly number[],
): Promise<{ classSessionId: number; cohortId: number; name: string }[]> =>
	(await db({ offer: tableName(db, 'course_cohort_sessions') })
		.join({ cohort: tableName(db, 'course_cohorts') }, 'cohort.id', 'offer.cohort_id')
		.whereIn('offer.class_session_id', [...sessionIds])
		.whereNull('cohort.deleted_at')
		.orderBy(['cohort.name', 'cohort.id'])
		.distinct({
			classSessionId: 'offer.class_session_id',
			cohortId: 'cohort.id',
			name: 'cohort.name',
		})) as { classSessionId: number; cohortId: number; name: string }[];

/** What an editor has set up: ids of the first of each, null where there is none. */
export interface SetupState {
	has_students: 0 | 1;
	class_id: number | null;
	course_id: number | null;
	/** With a step that can be taken, and a price, if only of one of its cohorts. */
	ready_course_id: number | null;
	cohort_id: number | null;
	/** With a dated session. */
	ready_cohort_id: number | null;
	paged_course_id: number | null;
}

/** In one query, as it is asked for with every look at the overview. */
export const readSetupState = async (db: Connection, livemode: boolean): Promise<SetupState> => {
	const name = (table: string) => quotedTable(db, table);
	const courses = `${name('course_programs')} AS course WHERE course.deleted_at IS NULL`;
	const cohorts = `${name('course_cohorts')} AS cohort WHERE cohort.deleted_at IS NULL`;
	const [state] = await selectRows<SetupState>(
		db,
		`SELECT EXISTS (SELECT 1 FROM ${name('student_packages')}) AS has_students,
			(SELECT MIN(id) FROM ${name('group_classes')} WHERE deleted_at IS NULL) AS class_id,
			(SELECT MIN(course.id) FROM ${courses}) AS course_id,
			(SELECT MIN(course.id) FROM ${courses}
				AND EXISTS (SELECT 1 FROM ${name('course_steps')} AS step
					JOIN ${name('course_step_options')} AS choice ON choice.step_id = step.id
					WHERE step.program_id = course.id AND step.is_active = 1)
				AND EXISTS (SELECT 1 FROM ${name('stripe_product_map')} AS price
					WHERE price.livemode = ? AND (price.entity_type = 'program' AND price.entity_id = course.id
						OR price.entity_type = 'cohort' AND price.entity_id IN (SELECT cohort.id FROM ${cohorts}
							AND cohort.program_id = course.id)))
			) AS ready_course_id,
			(SELECT MIN(cohort.id) FROM ${cohorts}) AS cohort_id,
			(SELECT MIN(cohort.id) FROM ${cohorts}
				AND EXISTS (SELECT 1 FROM ${name('course_cohort_sessions')} AS offer WHERE offer.cohort_id = cohort.id)
			) AS ready_cohort_id,
			(SELECT MIN(course.id) FROM ${courses} AND course.page_id IS NOT NULL) AS paged_course_id`,
		[livemode],
	);
	if (!state) {
		throw new Error('A query without a table gave no row.');
	}
	return state;
};
