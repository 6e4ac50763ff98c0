import { wordpressTableName, type Connection } from './database';

/** Reads options of the WordPress site. Those that do not exist are absent. WordPress owns the table; we only read. */
export const readWordPressOptions = async (
	db: Connection,
	names: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
	const rows = (await db(wordpressTableName(db, 'options'))
		.whereIn('option_name', [...names])
		.select('option_name', 'option_value')) as { option_name: string; option_value: string }[];
	return new Map(rows.map((row) => [row.option_name, row.option_value]));
};
