import type { Knex } from 'knex';
import { tableName, wordpressTableName, type Connection } from './database';

/** An account, as far as the sidecar reads it. */
export interface WordPressUser {
	id: number;
	/** Display name. */
	name: string;
	email: string;
	/** Null when nobody knows: imported accounts may have the date 0000-00-00. */
	registeredAt: Date | null;
}

/** One account; undefined when there is none, or none any more. */
export const findWordPressUser = async (db: Connection, id: number): Promise<WordPressUser | undefined> => {
	const user = (await db(wordpressTableName(db, 'users')).where('ID', id).first({
		id: 'ID',
		name: 'display_name',
		email: 'user_email',
		registeredAt: 'user_registered',
	})) as (WordPressUser & { registeredAt: Date }) | undefined;
	return (
		user && {
			...user,
			registeredAt: Number.isNaN(user.registeredAt.getTime()) ? null : user.registeredAt,
		}
	);
};

/** Display names of accounts, by id; those that are gone are absent. */
export const namesOfWordPressUsers = async (
	db: Connection,
	ids: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
	const rows = (await db(wordpressTableName(db, 'users'))
		.whereIn('ID', [...ids])
		.select({ id: 'ID', name: 'display_name' })) as { id: number; name: string }[];
	return new Map(rows.map(({ id, name }) => [id, name]));
};

/** WordPress has this table from the moment on at which it runs a network of sites. */
const isNetwork = (db: Connection): Promise<boolean> => db.schema.hasTable(wordpressTableName(db, 'blogs'));

/**
 * Restricts a query on accounts, which it calls `user`, to those of this site. In a network all sites share the accounts:
 * those of one site have a role there, or have bought or waited for something.
 */
export const keepAccountsOfSite = async (db: Connection, query: Knex.QueryBuilder): Promise<void> => {
	if (!(await isNetwork(db))) {
		return;
	}
	const role = db({ meta: wordpressTableName(db, 'usermeta') })
		.select('meta.umeta_id')
		.where({
			'meta.user_id': db.ref('user.ID'),
			'meta.meta_key': wordpressTableName(db, 'capabilities'),
		});
	const rowsIn = (name: string) =>
		db({ own: tableName(db, name) })
			.select('own.id')
			.where('own.student_id', db.ref('user.ID'));
	query.where((ours) =>
		ours
			.whereExists(role)
			.orWhereExists(rowsIn('student_packages'))
			.orWhereExists(rowsIn('checkouts'))
			.orWhereExists(rowsIn('waiting_list')),
	);
};

/** Whether there is such an account, and it is one of this site: see {@link keepAccountsOfSite}. */
export const isAccountOfSite = async (db: Connection, id: number): Promise<boolean> => {
	const query = db({ user: wordpressTableName(db, 'users') }).where('user.ID', id);
	await keepAccountsOfSite(db, query);
	return (await query.first('user.ID')) !== undefined;
};
