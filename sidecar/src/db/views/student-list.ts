import { tableName, wordpressTableName, type Connection } from '../database';
import { readPage, searchIn, type Page, type PageOf } from '../page';
import { keepAccountsOfSite } from '../wordpress-users';

/** An account with how many live packages it has. */
export interface ListedStudent {
	id: number;
	login: string;
	name: string;
	email: string;
	packages: number;
}

export type StudentColumn = 'name' | 'email';

const COLUMN_OF = {
	name: 'user.display_name',
	email: 'user.user_email',
} as const satisfies Record<StudentColumn, string>;

const packagesOf = (connection: Connection) =>
	connection({ package: tableName(connection, 'student_packages') }).where(
		'package.student_id',
		connection.ref('user.ID'),
	);

/**
 * Accounts of this site, one page; with `enrolled` only those who have or had a package. Searches name, login and email.
 */
export const studentList = async (
	connection: Connection,
	page: Page<StudentColumn> & { enrolled: boolean },
): Promise<PageOf<ListedStudent>> => {
	const query = connection({ user: wordpressTableName(connection, 'users') });
	searchIn(query, page.search, ['user.display_name', 'user.user_login', 'user.user_email']);
	if (page.enrolled) {
		query.whereExists(packagesOf(connection).select('package.id'));
	} else {
		await keepAccountsOfSite(connection, query);
	}
	return readPage(query, page, {
		columns: {
			id: 'user.ID',
			login: 'user.user_login',
			name: 'user.display_name',
			email: 'user.user_email',
			packages: packagesOf(connection).where('package.live', 1).count(),
		},
		columnOf: COLUMN_OF,
		tieBreaker: 'user.ID',
	});
};
