import { wordpressTableName, type Connection } from '../src/db/database';
import { buildStudentId } from './builders';

/** WordPress's own tables, with the columns that the sidecar reads. */
export const createWordPressTables = async (db: Connection): Promise<void> => {
	await db.schema.createTable(wordpressTableName(db, 'users'), (table) => {
		table.bigIncrements('ID');
		table.string('user_login', 60).notNullable().defaultTo('');
		table.string('user_email', 100).notNullable();
		table.datetime('user_registered').notNullable().defaultTo('2026-01-01 00:00:00');
		table.string('display_name', 250).notNullable().defaultTo('');
	});
	await db.schema.createTable(wordpressTableName(db, 'posts'), (table) => {
		table.bigIncrements('ID');
		table.string('post_status', 20).notNullable().defaultTo('publish');
		table.string('post_type', 20).notNullable().defaultTo('page');
	});
	await db.schema.createTable(wordpressTableName(db, 'options'), (table) => {
		table.bigIncrements('option_id');
		table.string('option_name', 191).notNullable().unique();
		table.text('option_value', 'longtext').notNullable();
	});
};

/** Makes the site the first of a network of sites. */
export const createNetworkTables = async (db: Connection): Promise<void> => {
	await db.schema.createTable(wordpressTableName(db, 'blogs'), (table) => {
		table.bigIncrements('blog_id');
	});
	await db.schema.createTable(wordpressTableName(db, 'usermeta'), (table) => {
		table.bigIncrements('umeta_id');
		table.bigInteger('user_id').unsigned().notNullable();
		table.string('meta_key', 255).nullable();
		table.text('meta_value', 'longtext').nullable();
	});
};

/** Gives an account a role on one site of the network: `wp_` is the prefix of the first. */
export const giveRole = async (db: Connection, userId: number, prefix = 'wp_'): Promise<void> => {
	await db(wordpressTableName(db, 'usermeta')).insert({
		user_id: userId,
		meta_key: `${prefix}capabilities`,
		meta_value: 'a:1:{s:10:"subscriber";b:1;}',
	});
};

/** A WordPress user; returns the id. */
export const buildStudent = async (
	db: Connection,
	overrides: { login?: string; name?: string; email?: string } = {},
): Promise<number> => {
	const id = buildStudentId();
	await db(wordpressTableName(db, 'users')).insert({
		ID: id,
		user_login: overrides.login ?? `student-${id}`,
		user_email: overrides.email ?? `student-${id}@example.test`,
		display_name: overrides.name ?? `Student ${id}`,
	});
	return id;
};

/** A page of the site; returns the id. */
export const buildPage = async (db: Connection, status = 'publish'): Promise<number> => {
	const [id] = await db<{ ID: number; post_status: string }>(wordpressTableName(db, 'posts')).insert({
		post_status: status,
	});
	return id as number;
};

export const deleteStudent = async (db: Connection, id: number): Promise<void> => {
	await db(wordpressTableName(db, 'users')).where('ID', id).delete();
};
