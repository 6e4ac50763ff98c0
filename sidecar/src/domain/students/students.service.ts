import type { StudentsResponse } from '../../../contract';
import type { Connection } from '../../db/database';
import type { Page } from '../../db/page';
import { studentList, type StudentColumn } from '../../db/views/student-list';

export interface StudentsService {
	/** Accounts of this site; with `enrolled` only those who have or had a package. */
	list(query: Page<StudentColumn> & { enrolled: boolean }): Promise<StudentsResponse>;
}

/** Students, as staff looks for them. */
export const createStudentsService = ({ db }: { db: Connection }): StudentsService => ({
	async list(query) {
		const { rows, total } = await studentList(db, query);
		return { items: rows, total, page: query.page, perPage: query.perPage };
	},
});
