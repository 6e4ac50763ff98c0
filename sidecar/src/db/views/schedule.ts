import { quotedTable, selectRows, type Connection } from '../database';

/** An option of a step with its weekly class, and the dated session that a cohort offers for it. */
export interface ScheduledOption {
	stepOptionId: number;
	groupClassId: number;
	groupClassName: string;
	/** See GroupClassRow. */
	dayOfWeek: number;
	/** HH:MM:SS. */
	startTime: string;
	endTime: string;
	timezone: string;
	maxStudents: number;
	isActive: boolean;
	session: OfferedSession | null;
}

export interface OfferedSession {
	classSessionId: number;
	startsAt: Date;
	endsAt: Date;
	maxStudents: number;
	/** Seats taken, by all cohorts that share it. */
	enrolled: number;
	/** Steps of live packages of the cohort that are booked in it. */
	booked: number;
}

/** A step of the cohort's course, whether active or not. */
export interface ScheduledStep {
	stepId: number;
	stepOrder: number;
	label: string;
	title: string;
	isActive: boolean;
	options: ScheduledOption[];
}

interface Row {
	step_id: number;
	step_order: number;
	label: string;
	title: string;
	step_is_active: boolean;
	option_id: number | null;
	class_id: number;
	class_name: string;
	day_of_week: number;
	start_time: string;
	end_time: string;
	timezone: string;
	class_seats: number;
	class_is_active: boolean;
	session_id: number | null;
	starts_at: Date;
	ends_at: Date;
	seats: number;
	enrolled: number;
	booked: number;
}

const toSession = (row: Row): OfferedSession | null =>
	row.session_id === null
		? null
		: {
				classSessionId: row.session_id,
				startsAt: row.starts_at,
				endsAt: row.ends_at,
				maxStudents: row.seats,
				enrolled: row.enrolled,
				booked: row.booked,
			};

const toOption = (row: Row & { option_id: number }): ScheduledOption => ({
	stepOptionId: row.option_id,
	groupClassId: row.class_id,
	groupClassName: row.class_name,
	dayOfWeek: row.day_of_week,
	startTime: row.start_time,
	endTime: row.end_time,
	timezone: row.timezone,
	maxStudents: row.class_seats,
	isActive: row.class_is_active,
	session: toSession(row),
});

const rowsOf = (
	connection: Connection,
	{ cohortId, courseId }: { cohortId: number; courseId: number },
): Promise<Row[]> => {
	const name = (of: string) => quotedTable(connection, of);
	return selectRows<Row>(
		connection,
		`SELECT step.id AS step_id, step.step_order, step.label, step.title, step.is_active AS step_is_active,
				\`option\`.id AS option_id, class.id AS class_id, class.name AS class_name, class.day_of_week,
				class.start_time, class.end_time, class.timezone, class.max_students AS class_seats,
				class.is_active AS class_is_active, session.id AS session_id, session.starts_at, session.ends_at,
				session.max_students AS seats, session.current_enrollment AS enrolled,
				(SELECT COUNT(*) FROM ${name('student_course_step_progress')} AS progress
					JOIN ${name('student_packages')} AS package ON package.id = progress.package_id AND package.live = 1
					WHERE progress.class_session_id = session.id AND progress.step_option_id = \`option\`.id
						AND progress.cohort_id = ? AND progress.status = 'BOOKED') AS booked
			FROM ${name('course_steps')} AS step
			LEFT JOIN ${name('course_step_options')} AS \`option\` ON \`option\`.step_id = step.id
			LEFT JOIN ${name('group_classes')} AS class ON class.id = \`option\`.group_class_id
			LEFT JOIN ${name('course_cohort_sessions')} AS offered
				ON offered.cohort_id = ? AND offered.step_option_id = \`option\`.id
			LEFT JOIN ${name('class_sessions')} AS session ON session.id = offered.class_session_id
			WHERE step.program_id = ?
			ORDER BY step.step_order, \`option\`.id`,
		[cohortId, cohortId, courseId],
	);
};

/** The steps of a course, in order, with their options and what a cohort offers for each. Not locked. */
export const scheduledSteps = async (
	connection: Connection,
	ids: { cohortId: number; courseId: number },
): Promise<ScheduledStep[]> => {
	const steps = new Map<number, ScheduledStep>();
	for (const row of await rowsOf(connection, ids)) {
		const step = steps.get(row.step_id) ?? {
			stepId: row.step_id,
			stepOrder: row.step_order,
			label: row.label,
			title: row.title,
			isActive: row.step_is_active,
			options: [],
		};
		steps.set(row.step_id, step);
		if (row.option_id !== null) {
			step.options.push(toOption({ ...row, option_id: row.option_id }));
		}
	}
	return [...steps.values()];
};

/** How many live packages of a cohort have attended a step, by step; those that nobody has are left out. Not locked. */
export const attendedSteps = async (
	connection: Connection,
	cohortId: number,
): Promise<Map<number, number>> => {
	const rows = await selectRows<{ stepId: number; students: number }>(
		connection,
		`SELECT progress.step_id AS stepId, COUNT(*) AS students
			FROM ${quotedTable(connection, 'student_course_step_progress')} AS progress
			JOIN ${quotedTable(connection, 'student_packages')} AS package
				ON package.id = progress.package_id AND package.live = 1
			WHERE progress.cohort_id = ? AND progress.status = 'COMPLETED'
			GROUP BY progress.step_id`,
		[cohortId],
	);
	return new Map(rows.map(({ stepId, students }) => [stepId, students]));
};

/** A cohort that offers a dated session, for one of its options. */
export interface Offer {
	classSessionId: number;
	cohortId: number;
	cohortName: string;
	stepOptionId: number;
}

/** Who offers these sessions; by name of the cohort. Not locked. */
export const offersOfSessions = async (
	connection: Connection,
	classSessionIds: readonly number[],
): Promise<Offer[]> => {
	if (classSessionIds.length === 0) {
		return [];
	}
	return selectRows<Offer>(
		connection,
		`SELECT offered.class_session_id AS classSessionId, offered.step_option_id AS stepOptionId,
				cohort.id AS cohortId, cohort.name AS cohortName
			FROM ${quotedTable(connection, 'course_cohort_sessions')} AS offered
			JOIN ${quotedTable(connection, 'course_cohorts')} AS cohort
				ON cohort.id = offered.cohort_id AND cohort.deleted_at IS NULL
			WHERE offered.class_session_id IN (?)
			ORDER BY cohort.name, cohort.id, offered.id`,
		[classSessionIds],
	);
};
