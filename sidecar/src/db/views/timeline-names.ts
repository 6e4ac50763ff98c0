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

/** Names of accounts and cohorts and labels of steps, by their ids, deleted cohorts too. */
export const namesOfTimeline = async (
	db: Connection,
	ids: { users: readonly number[]; cohorts: readonly number[]; steps: readonly number[] },
): Promise<Record<'users' | 'cohorts' | 'steps', ReadonlyMap<number, string>>> => {
	const [users, cohorts, steps] = await Promise.all([
		namesOfWordPressUsers(db, ids.users),
		wordsOf(db, 'course_cohorts', 'name', ids.cohorts),
		wordsOf(db, 'course_steps', 'label', ids.steps),
	]);
	return { users, cohorts, steps };
};
