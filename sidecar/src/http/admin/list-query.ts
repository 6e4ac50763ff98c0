import { z } from 'zod';
import { rule } from '../field-issues';

const MOST_PER_PAGE = 100;
const DEFAULT_PER_PAGE = 20;
/** Deeper pages cost more than they are worth; whoever is there should search. */
const LAST_PAGE = 100_000;

const count = (most: number) =>
	z
		.string()
		.regex(/^[1-9]\d{0,6}$/, rule('invalid_number'))
		.transform(Number)
		.pipe(z.int().max(most));

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** A version in a query, as DELETE carries it. */
export const versionQuery = z.object({ version: count(9_999_999) });

/** Words to search for in a query. */
export const searchWords = z.string().trim().max(200).default('');

/** The version in a body. */
export const versioned = { version: z.int().positive() };

/**
 * The schema of a list's query; see `ListQuery` of the contract.
 *
 * @param columns What it can be ordered by; the first is the default.
 * @param filters Its own parameters, each a string that is turned into what the service takes.
 */
export const listQuery = <const Column extends string, Filters extends z.ZodRawShape>(
	columns: readonly [Column, ...Column[]],
	filters: Filters,
	defaults: { orderBy?: NoInfer<Column>; order?: 'asc' | 'desc' } = {},
) =>
	z.strictObject({
		page: count(LAST_PAGE).default(1),
		perPage: count(MOST_PER_PAGE).default(DEFAULT_PER_PAGE),
		search: searchWords,
		orderBy: z.enum(columns).default((defaults.orderBy ?? columns[0]) as never),
		order: z.enum(['asc', 'desc']).default(defaults.order ?? 'asc'),
		...filters,
	});
