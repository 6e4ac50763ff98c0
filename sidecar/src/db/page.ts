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

interface Columns<Column extends string> {
	columns: Record<string, string | Knex.Raw | Knex.QueryBuilder>;
	/** What callers order by; several, where an index has them in this order. */
	columnOf: Record<Column, string | readonly string[]>;
	/** Makes the order total, so that no row is on two pages. */
	tieBreaker: string;
	/** The same rows without what only their order needs. */
	counted?: Knex.QueryBuilder;
}

/** How many rows there are on all pages; most lists end on the first one, and say so without counting. */
const totalOf = async (
	counted: Knex.QueryBuilder,
	rows: number,
	{ page, perPage }: Pick<Page, 'page' | 'perPage'>,
): Promise<number> => {
	if (rows < perPage && (rows > 0 || page === 1)) {
		return (page - 1) * perPage + rows;
	}
	const [{ total }] = (await counted.clone().count({ total: '*' })) as [{ total: number }];
	return total;
};

/** Runs a list's query for one page, and once more to count where the page does not tell. */
export const readPage = async <Row, Column extends string>(
	query: Knex.QueryBuilder,
	page: Page<Column>,
	{ columns, columnOf, tieBreaker, counted = query }: Columns<Column>,
): Promise<PageOf<Row>> => {
	const { perPage, order } = page;
	const ordered = [columnOf[page.orderBy], tieBreaker].flat();
	const rows = (await query
		.clone()
		.select(columns)
		.orderBy(ordered.map((column) => ({ column, order })))
		.limit(perPage)
		.offset((page.page - 1) * perPage)) as Row[];
	return { rows, total: await totalOf(counted, rows.length, page) };
};
