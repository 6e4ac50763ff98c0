import type { ProgramRow } from '../course-programs';
import { tableName, wordpressTableName, type Connection } from '../database';

/** A course with whether visitors find the page that sells it. */
export interface CoursePage extends Pick<ProgramRow, 'id' | 'title' | 'is_active'> {
	/** It has a page, and that is published. */
	hasPublishedPage: boolean;
}

/** Undefined when there is no such course. */
export const findCoursePage = async (connection: Connection, id: number): Promise<CoursePage | undefined> => {
	const row = (await connection({ program: tableName(connection, 'course_programs') })
		.leftJoin({ page: wordpressTableName(connection, 'posts') }, (join) =>
			join.on('page.ID', 'program.page_id').andOnVal('page.post_status', 'publish'),
		)
		.where('program.id', id)
		.first({
			id: 'program.id',
			title: 'program.title',
			is_active: 'program.is_active',
			page_id: 'page.ID',
		})) as (Pick<CoursePage, 'id' | 'title' | 'is_active'> & { page_id: number | null }) | undefined;
	return (
		row && {
			id: row.id,
			title: row.title,
			is_active: row.is_active,
			hasPublishedPage: row.page_id !== null,
		}
	);
};
