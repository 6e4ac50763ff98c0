import { table, type Connection } from '../database';
import { namesOfWordPressUsers } from '../wordpress-users';

const wordsOf = async (
	db: Connection,
	name: 'course_cohorts' | 'course_steps',
	column: 'name' | 'label',
	ids: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
	const rows = (await table<Record<string, unknown>>(db, name)
		.whereIn('id', [...ids])
		.select({ id: 'id', word: column })) as { id: number; word: string }[];
	return new Map(rows.map(({ id, word }) => [id, word]));
};

/** A weekly class, as times of its sessions are told. */
export interface ClassName {
	name: string;
	timezone: string;
}

const classesOf = async (db: Connection, ids: readonly number[]): Promise<ReadonlyMap<number, ClassName>> => {
	const rows = await table<ClassName & { id: number }>(db, 'group_classes')
		.whereIn('id', [...ids])
		.select('id', 'name', 'timezone');
	return new Map(rows.map(({ id, ...named }) => [id, named]));
};

type Names = Record<'users' | 'cohorts' | 'steps', ReadonlyMap<number, string>> & {
	classes: ReadonlyMap<number, ClassName>;
};

/** Names of accounts, cohorts and weekly classes and labels of steps, by their ids, deleted ones too. */
export const namesOfTimeline = async (
	db: Connection,
	ids: Record<keyof Names, readonly number[]>,
): Promise<Names> => {
	const [users, cohorts, steps, classes] = await Promise.all([
		namesOfWordPressUsers(db, ids.users),
		wordsOf(db, 'course_cohorts', 'name', ids.cohorts),
		wordsOf(db, 'course_steps', 'label', ids.steps),
		classesOf(db, ids.classes),
	]);
	return { users, cohorts, steps, classes };
};
