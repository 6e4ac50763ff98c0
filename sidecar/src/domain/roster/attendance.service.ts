import type { Knex } from 'knex';
import type {
	AttendanceResponse,
	ClassSession,
	CohortSessionsResponse,
	SessionStudentsResponse,
} from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import {
	completePackages,
	countChanges,
	markSteps,
	packagesInSession,
	reopenPackages,
	type Marking,
} from '../../db/attendance';
import { inTransaction, type Connection } from '../../db/database';
import type { Page } from '../../db/page';
import { lockPackageRows } from '../../db/student-packages';
import {
	cohortSessions,
	findListedSession,
	sessionStudents,
	type ListedSession,
	type SessionStudentColumn,
} from '../../db/views/class-session-list';
import { findRosterCohort } from '../../db/views/roster-cohort';
import { AppError } from '../../errors';

/** Whose attendance of which session is marked, and by whom. */
export interface Attendance {
	classSessionId: number;
	/** False takes it back. */
	completed: boolean;
	/** Undefined = everybody who is booked. */
	packageIds?: readonly number[] | undefined;
	/** `staff:3`, `operator`. */
	actor: string;
}

export interface AttendanceService {
	/** The dated sessions of a cohort's schedule. Raises `cohort_not_found`. */
	cohortSessions(cohortId: number): Promise<CohortSessionsResponse>;
	/** Raises `class_session_not_found`. */
	session(classSessionId: number): Promise<ClassSession>;
	/** Who comes. Raises `class_session_not_found`. */
	students(
		query: Page<SessionStudentColumn> & { classSessionId: number },
	): Promise<SessionStudentsResponse>;
	/** Raises `class_session_not_found` and `session_not_started`. */
	mark(attendance: Attendance): Promise<AttendanceResponse>;
}

/** Packages of one transaction: nobody waits long for a class that fills a stadium. */
const BATCH = 1000;

const toSession = <Row extends ListedSession>({ startsAt, endsAt, ...row }: Row, now: Date) => ({
	...row,
	startsAt: startsAt.toISOString(),
	endsAt: endsAt.toISOString(),
	hasBegun: startsAt <= now,
});

const find = async (connection: Connection, classSessionId: number): Promise<ListedSession> => {
	const session = await findListedSession(connection, classSessionId);
	if (!session) {
		throw new AppError('class_session_not_found', 'There is no such session.');
	}
	return session;
};

const markingOf = ({ completed }: Attendance): Marking =>
	completed ? { from: 'BOOKED', to: 'COMPLETED' } : { from: 'COMPLETED', to: 'BOOKED' };

/** Returns the packages of which a step changed. */
const markBatch = async (
	trx: Knex.Transaction,
	attendance: Attendance,
	candidates: readonly number[],
	now: Date,
): Promise<number[]> => {
	const { classSessionId, completed, actor } = attendance;
	await lockPackageRows(trx, candidates);
	const marking = markingOf(attendance);
	const wanted = { classSessionId, status: marking.from, packageIds: candidates, limit: BATCH };
	const packageIds = await packagesInSession(trx, { ...wanted, after: 0 });
	if (packageIds.length === 0) {
		return [];
	}
	const steps = await markSteps(trx, { classSessionId, packageIds }, marking, now);
	await countChanges(trx, packageIds, now);
	const packages = await (completed ? completePackages : reopenPackages)(trx, packageIds, now);
	const entry = { actor, entityType: 'class_session', entityId: classSessionId } as const;
	const data = {
		before: { status: marking.from },
		after: { status: marking.to },
		steps,
		packages,
		packageIds,
	};
	const action = completed ? 'class_session.attended' : 'class_session.attendance_undone';
	await recordActivity(trx, { ...entry, action, data }, now);
	return packageIds;
};

/** Who comes to the sessions of a cohort, and who came. */
export const createAttendanceService = ({
	db,
	clock,
}: {
	db: Connection;
	clock: Clock;
}): AttendanceService => ({
	async cohortSessions(cohortId) {
		const cohort = await findRosterCohort(db, cohortId);
		if (!cohort) {
			throw new AppError('cohort_not_found', 'There is no such cohort.');
		}
		const now = clock.now();
		const sessions = (await cohortSessions(db, cohortId)).map((session) => toSession(session, now));
		return { cohortId, cohortName: cohort.name, sessions };
	},

	session: async (classSessionId) => toSession(await find(db, classSessionId), clock.now()),

	async students(query) {
		await find(db, query.classSessionId);
		const { rows, total } = await sessionStudents(db, query);
		const items = rows.map(({ name, email, ...row }) => ({
			...row,
			name: name ?? '',
			email: email ?? '',
		}));
		return { items, total, page: query.page, perPage: query.perPage };
	},

	async mark(attendance) {
		const { classSessionId, packageIds, completed } = attendance;
		if (completed && (await find(db, classSessionId)).startsAt > clock.now()) {
			throw new AppError('session_not_started', 'This session has not begun.');
		}
		const wanted = { classSessionId, status: markingOf(attendance).from, packageIds, limit: BATCH };
		const changed: number[] = [];
		for (let after = 0, batch: number[]; ; after = batch.at(-1) as number) {
			batch = await packagesInSession(db, { ...wanted, after });
			if (batch.length === 0) {
				break;
			}
			const candidates = batch;
			const marked = await inTransaction(db, (trx) =>
				markBatch(trx, attendance, candidates, clock.now()),
			);
			changed.push(...marked);
		}
		const session = toSession(await find(db, classSessionId), clock.now());
		return { packageIds: changed, session };
	},
});
