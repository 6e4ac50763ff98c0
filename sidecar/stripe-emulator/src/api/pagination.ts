import { invalidRequest, missingResource } from './errors';

export interface ListParameters {
	limit?: number;
	starting_after?: string;
	ending_before?: string;
	created?: number | { gt?: number; gte?: number; lt?: number; lte?: number };
}

export interface List<T> {
	object: 'list';
	data: T[];
	has_more: boolean;
	url: string;
}

/**
 * One page of a list that is sorted newest first, as https://docs.stripe.com/api/pagination has it.
 *
 * @throws StripeApiError 400 for a limit outside of 1…100 or a cursor that is not there
 */
export function paginate<T extends { id: string; created?: number }>(
	name: string,
	url: string,
	all: T[],
	parameters: ListParameters,
	matches: (entry: T) => boolean = () => true,
): List<T> {
	const limit = parameters.limit ?? 10;
	if (limit < 1 || limit > 100) {
		throw invalidRequest('Limit must be between 1 and 100.', { param: 'limit' });
	}
	const start = cursor(name, all, parameters.starting_after, 'starting_after');
	const end = cursor(name, all, parameters.ending_before, 'ending_before');
	const between = all.slice(start === null ? 0 : start + 1, end ?? undefined);
	const found = between.filter(
		(entry) => isWithin(entry.created ?? 0, parameters.created) && matches(entry),
	);
	// Backwards, the page is the one nearest to the cursor.
	const data = end === null ? found.slice(0, limit) : found.slice(-limit);
	return { object: 'list', data, has_more: found.length > data.length, url };
}

function cursor(name: string, all: { id: string }[], id: string | undefined, param: string): number | null {
	if (id === undefined) return null;
	const index = all.findIndex((entry) => entry.id === id);
	if (index === -1) throw missingResource(name, id, param);
	return index;
}

function isWithin(created: number, wanted: ListParameters['created']): boolean {
	if (wanted === undefined) return true;
	if (typeof wanted === 'number') return created === wanted;
	return (
		(wanted.gt === undefined || created > wanted.gt) &&
		(wanted.gte === undefined || created >= wanted.gte) &&
		(wanted.lt === undefined || created < wanted.lt) &&
		(wanted.lte === undefined || created <= wanted.lte)
	);
}
