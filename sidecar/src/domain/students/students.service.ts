import type { StudentResponse, StudentsResponse } from '../../../contract';
import type { Connection } from '../../db/database';
import type { Page } from '../../db/page';
import { namesOfTimeline } from '../../db/views/timeline-names';
import { studentList, type StudentColumn } from '../../db/views/student-list';
import { readTimelineRows } from '../../db/views/student-timeline';
import type { TimelinePackage, TimelineRows } from '../../db/views/timeline-rows';
import { findWordPressUser, isAccountOfSite, type WordPressUser } from '../../db/wordpress-users';
import { AppError } from '../../errors';
import { idsInActivity } from './activity-lines.rules';
import { actorsIn, toTimeline } from './timeline.rules';

export interface StudentsService {
	/** Accounts of this site; with `enrolled` only those who have or had a package. */
	list(query: Page<StudentColumn> & { enrolled: boolean }): Promise<StudentsResponse>;
	/**
	 * One student with everything that happened. Raises `student_not_found`, also for an account that only other sites of
	 * the network know.
	 */
	read(studentId: number): Promise<StudentResponse>;
}

const LONGEST_TIMELINE = 500;

const toAccount = ({ name, email, registeredAt }: WordPressUser): StudentResponse['account'] => ({
	name,
	email,
	registeredAt: registeredAt?.toISOString() ?? null,
});

const toPackage = (row: TimelinePackage): StudentResponse['packages'][number] => ({
	packageId: row.id,
	courseTitle: row.course_title,
	cohortId: row.cohort_id,
	cohortName: row.cohort_name,
	status: row.status,
	purchasedAt: row.purchased_at.toISOString(),
});

const isEmpty = (rows: TimelineRows): boolean => Object.values(rows).every(({ length }) => length === 0);

const read = async (db: Connection, studentId: number): Promise<StudentResponse> => {
	const [account, rows] = await Promise.all([
		findWordPressUser(db, studentId),
		// One more than is shown tells that there are more.
		readTimelineRows(db, studentId, LONGEST_TIMELINE + 1),
	]);
	if (isEmpty(rows) && !(await isAccountOfSite(db, studentId))) {
		throw new AppError('student_not_found', 'There is no such student.');
	}
	const names = await namesOfTimeline(db, { users: actorsIn(rows), ...idsInActivity(rows.activity) });
	const timeline = toTimeline(rows, { studentId, names });
	return {
		id: studentId,
		account: account ? toAccount(account) : null,
		packages: rows.packages.map(toPackage),
		timeline: timeline.slice(0, LONGEST_TIMELINE),
		isCut: timeline.length > LONGEST_TIMELINE,
	};
};

/** Students, as staff looks for them. */
export const createStudentsService = ({ db }: { db: Connection }): StudentsService => ({
	async list(query) {
		const { rows, total } = await studentList(db, query);
		return { items: rows, total, page: query.page, perPage: query.perPage };
	},

	read: (studentId) => read(db, studentId),
});
