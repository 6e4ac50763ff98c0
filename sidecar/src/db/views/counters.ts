import { tableName, type Connection } from '../database';

/** A counter beside the rows that it should equal. */
export interface Counter {
	id: number;
	counted: number;
	rows: number;
	/** How many there may be; null = unlimited. */
	seats: number | null;
}

const LIVE_PACKAGES =
	'(SELECT COUNT(*) FROM :packages: AS package WHERE package.cohort_id = counter.id AND package.live = 1)';
const TAKEN_SEATS =
	"(SELECT COUNT(*) FROM :progress: AS step WHERE step.class_session_id = counter.id AND step.status IN ('BOOKED', 'COMPLETED'))";

/**
 * Cohorts whose counter differs from their live packages, or is above their seats. With `id`, that cohort alone,
 * whatever it says.
 */
export const cohortCounters = (connection: Connection, id: number | null = null): Promise<Counter[]> =>
	read(connection, 'course_cohorts', 'max_enrollment', LIVE_PACKAGES, id);

/** The same for class sessions and their booked steps. */
export const classSessionCounters = (connection: Connection, id: number | null = null): Promise<Counter[]> =>
	read(connection, 'class_sessions', 'max_students', TAKEN_SEATS, id);

const read = async (
	connection: Connection,
	name: string,
	seats: string,
	counting: string,
	id: number | null,
): Promise<Counter[]> => {
	const [counters] = (await connection.raw(
		`SELECT counter.id, counter.current_enrollment AS counted, counter.:seats: AS seats, ${counting} AS \`rows\`
		FROM :counters: AS counter
		${id === null ? `HAVING counted <> \`rows\` OR counted > seats` : 'WHERE counter.id = :id'}
		ORDER BY counter.id`,
		{
			counters: tableName(connection, name),
			packages: tableName(connection, 'student_packages'),
			progress: tableName(connection, 'student_course_step_progress'),
			seats,
			...(id === null ? {} : { id }),
		},
	)) as [Counter[]];
	return counters;
};
