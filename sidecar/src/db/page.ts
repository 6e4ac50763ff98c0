import type { Knex } from 'knex';

/** Which part of a list, in which order. */
export interface Page<Column extends string = string> {
	/** From 1. */
	page: number;
	perPage: number;
	/** '' = everything. */
	search: string;
	orderBy: Column;
	order: 'asc' | 'desc';
}

/** One page of rows, and how many there are on all of them. */
export interface PageOf<Row> {
	rows: Row[];
	total: number;
}

/** A LIKE pattern that finds the words anywhere, and takes `%`, `_` and `\` for what they are. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

/** Restricts a query to rows in which one of the columns contains the words. */
export const searchIn = (query: Knex.QueryBuilder, words: string, columns: readonly string[]): void => {
	if (words !== '') {
		query.where((either) => {
			for (const column of columns) {
				either.orWhere(column, 'like', containing(words));
			}
		});
	}
};

/**
 * Runs a list's query: once to count, once for the page. `columnOf` maps what callers order by to columns; `tieBreaker`
 * makes the order total, so that no row is on two pages.
 */
export const readPage = async <Row, Column extends string>(
	query: Knex.QueryBuilder,
	{ page, perPage, orderBy, order }: Page<Column>,
	{
		columns,
		columnOf,
		tieBreaker,
	}: {
		columns: Record<string, string | Knex.Raw | Knex.QueryBuilder>;
		columnOf: Record<Column, string>;
		tieBreaker: string;
	},
): Promise<PageOf<Row>> => {
	const [counted] = (await query.clone().count({ total: '*' })) as [{ total: number }];
	const rows = (await query
		.clone()
		.select(columns)
		.orderBy([
			{ column: columnOf[orderBy], order },
			{ column: tieBreaker, order },
		])
		.limit(perPage)
		.offset((page - 1) * perPage)) as Row[];
	return { rows, total: counted.total };
};
