import type { Knex } from 'knex';
import type { PackageStatus, StepStatus } from '../../../contract';
import { tableName, wordpressTableName, type Connection } from '../database';
import { readPage, searchIn, type Page, type PageOf } from '../page';

/** One dated session with how many students hold a seat in it, by whether they are marked as having attended. */
export interface ListedSession {
	classSessionId: number;
	groupClassId: number;
	groupClassName: string;
	timezone: string;
	startsAt: Date;
	endsAt: Date;
	maxStudents: number;
	booked: number;
	completed: number;
}

const HOLDING = ['BOOKED', 'COMPLETED'] as const satisfies readonly StepStatus[];

const joinClass = (connection: Connection, query: Knex.QueryBuilder): Knex.QueryBuilder =>
	query.join({ class: tableName(connection, 'group_classes') }, 'class.id', 'session.group_class_id');

const columns = (connection: Connection) => {
	const students = (status: (typeof HOLDING)[number]) =>
		connection({ progress: tableName(connection, 'student_course_step_progress') })
			.where({ 'progress.class_session_id': connection.ref('session.id'), 'progress.status': status })
			.count();
	return {
		classSessionId: 'session.id',
		groupClassId: 'class.id',
		groupClassName: 'class.name',
		timezone: 'class.timezone',
		startsAt: 'session.starts_at',
		endsAt: 'session.ends_at',
		maxStudents: 'session.max_students',
		booked: students('BOOKED'),
		completed: students('COMPLETED'),
	};
};

/** One dated session. */
export const findListedSession = async (
	connection: Connection,
	classSessionId: number,
): Promise<ListedSession | undefined> =>
	(await joinClass(connection, connection({ session: tableName(connection, 'class_sessions') }))
		.where('session.id', classSessionId)
		.first(columns(connection))) as ListedSession | undefined;

/** A session of a cohort's schedule with the steps that are taken in it, and the other cohorts that share it. */
export interface ListedCohortSession extends ListedSession {
	stepLabels: string[];
	sharedWith: string[];
}

const offersOf = (connection: Connection): Knex.QueryBuilder =>
	connection({ offered: tableName(connection, 'course_cohort_sessions') });

const cohortsSharing = async (
	connection: Connection,
	cohortId: number,
	sessionIds: readonly number[],
): Promise<{ classSessionId: number; name: string }[]> =>
	(await offersOf(connection)
		.join({ cohort: tableName(connection, 'course_cohorts') }, 'cohort.id', 'offered.cohort_id')
		.whereIn('offered.class_session_id', [...sessionIds])
		.whereNot('cohort.id', cohortId)
		.whereNull('cohort.deleted_at')
		.orderBy('cohort.name')
		.distinct({ classSessionId: 'offered.class_session_id', name: 'cohort.name' })) as {
		classSessionId: number;
		name: string;
	}[];

/** The dated sessions of a cohort's schedule, by start: two queries, however many there are. */
export const cohortSessions = async (
	connection: Connection,
	cohortId: number,
): Promise<ListedCohortSession[]> => {
	const rows = (await joinClass(
		connection,
		offersOf(connection).join(
			{ session: tableName(connection, 'class_sessions') },
			'session.id',
			'offered.class_session_id',
		),
	)
		.join({ step: tableName(connection, 'course_steps') }, 'step.id', 'offered.step_id')
		.where('offered.cohort_id', cohortId)
		.orderBy(['session.starts_at', 'session.id', 'step.step_order'])
		.select({ ...columns(connection), stepLabel: 'step.label' })) as (ListedSession & {
		stepLabel: string;
	})[];
	const sessions = new Map<number, ListedCohortSession>();
	for (const { stepLabel, ...row } of rows) {
		const session = sessions.get(row.classSessionId) ?? { ...row, stepLabels: [], sharedWith: [] };
		sessions.set(row.classSessionId, session);
		session.stepLabels.push(stepLabel);
	}
	for (const { classSessionId, name } of await cohortsSharing(connection, cohortId, [...sessions.keys()])) {
		sessions.get(classSessionId)?.sharedWith.push(name);
	}
	return [...sessions.values()];
};

/** A student who holds a seat in a session. */
export interface SessionStudentRow {
	packageId: number;
	packageStatus: PackageStatus;
	studentId: number;
	/** Null when the account is deleted. */
	name: string | null;
	email: string | null;
	cohortId: number;
	cohortName: string;
	stepId: number;
	stepLabel: string;
	status: (typeof HOLDING)[number];
}

export type SessionStudentColumn = 'name' | 'status';

const COLUMN_OF = {
	name: 'account.display_name',
	status: ['progress.status', 'account.display_name'],
} as const satisfies Record<SessionStudentColumn, string | readonly string[]>;

/** Who holds a seat in a session, of all cohorts that share it; one page. */
export const sessionStudents = (
	connection: Connection,
	{ classSessionId, ...page }: Page<SessionStudentColumn> & { classSessionId: number },
): Promise<PageOf<SessionStudentRow>> => {
	const name = (table: string) => tableName(connection, table);
	const query = connection({ progress: name('student_course_step_progress') })
		.join({ package: name('student_packages') }, 'package.id', 'progress.package_id')
		.join({ cohort: name('course_cohorts') }, 'cohort.id', 'progress.cohort_id')
		.join({ step: name('course_steps') }, 'step.id', 'progress.step_id')
		.leftJoin({ account: wordpressTableName(connection, 'users') }, 'account.ID', 'package.student_id')
		.where('progress.class_session_id', classSessionId)
		.whereIn('progress.status', [...HOLDING]);
	searchIn(query, page.search, ['account.display_name', 'account.user_login', 'account.user_email']);
	return readPage(query, page, {
		columns: {
			packageId: 'package.id',
			packageStatus: 'package.status',
			studentId: 'package.student_id',
			name: 'account.display_name',
			email: 'account.user_email',
			cohortId: 'cohort.id',
			cohortName: 'cohort.name',
			stepId: 'step.id',
			stepLabel: 'step.label',
			status: 'progress.status',
		},
		columnOf: COLUMN_OF,
		tieBreaker: 'progress.id',
	});
};
