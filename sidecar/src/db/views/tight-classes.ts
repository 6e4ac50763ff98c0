import { earliestEndDate } from '../end-dates';
import { selectRows, quotedTable, type Connection } from '../database';

/** The only class of a step of a cohort that is on sale, with fewer seats left than the cohort may still fill. */
export interface TightClass {
	cohort_id: number;
	cohort_name: string;
	course_title: string;
	step_label: string;
	class_name: string;
	/** Never below 0. */
	class_left: number;
	/** Seats that are not enrolled, whether somebody is paying for them or not; null = unlimited. */
	cohort_left: number | null;
}

const MOST = 50;

/**
 * Cohorts that can be bought and would soon hold students for whom a step has no seat; the next first, at most fifty. Of
 * a cohort without a limit only those whose class is full.
 */
export const findTightClasses = (db: Connection, now: Date): Promise<TightClass[]> => {
	const name = (table: string) => quotedTable(db, table);
	return selectRows<TightClass>(
		db,
		`SELECT cohort.id AS cohort_id, cohort.name AS cohort_name, program.title AS course_title,
				step.label AS step_label, class.name AS class_name,
				GREATEST(CAST(session.max_students AS SIGNED) - CAST(session.current_enrollment AS SIGNED), 0) AS class_left,
				CAST(cohort.max_enrollment AS SIGNED) - CAST(cohort.current_enrollment AS SIGNED) AS cohort_left
			FROM ${name('course_cohorts')} AS cohort
			JOIN ${name('course_programs')} AS program ON program.id = cohort.program_id
			JOIN ${name('course_cohort_sessions')} AS offer ON offer.cohort_id = cohort.id
			JOIN ${name('course_steps')} AS step ON step.id = offer.step_id
			JOIN ${name('class_sessions')} AS session ON session.id = offer.class_session_id
			JOIN ${name('group_classes')} AS class ON class.id = session.group_class_id
			WHERE cohort.is_active = 1 AND cohort.deleted_at IS NULL AND program.is_active = 1 AND program.deleted_at IS NULL
				AND step.is_active = 1 AND session.starts_at > ? AND cohort.end_date >= ?
				AND (cohort.enrollment_deadline IS NULL OR cohort.enrollment_deadline > ?)
				AND NOT EXISTS (SELECT 1 FROM ${name('course_cohort_sessions')} AS other
					WHERE other.cohort_id = offer.cohort_id AND other.step_id = offer.step_id AND other.id <> offer.id)
			HAVING (cohort_left IS NULL AND class_left = 0) OR class_left < cohort_left
			ORDER BY cohort.start_date, cohort.id, step.step_order
			LIMIT ?`,
		[now, earliestEndDate(now), now, MOST],
	);
};
