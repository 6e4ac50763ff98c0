import { wordpressTableName, type Connection } from './database';

/**
 * Whether WordPress's users are where the prefixes say. Without any table of WordPress the answer is yes: it may be
 * installed after the sidecar was started.
 */
export const findsWordPressUsers = async (db: Connection): Promise<boolean> => {
	const exists = (name: string): Promise<boolean> => db.schema.hasTable(wordpressTableName(db, name));
	return (await exists('users')) || !(await exists('options'));
};
