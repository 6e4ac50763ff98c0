import { wordpressTableName, type Connection } from './database';

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

/**
 * Whether WordPress runs a network of sites, which all share the accounts. It has this table from the moment on at which
 * it is one.
 */
export const isNetwork = (db: Connection): Promise<boolean> =>
	db.schema.hasTable(wordpressTableName(db, 'blogs'));
