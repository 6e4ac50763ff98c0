import { addQueryArgs } from '@wordpress/url';
import { request, RequestError } from '../../shared/request';

export { RequestError };

type QueryValue = string | number | boolean | undefined;

/**
 * Reads from the admin interface.
 *
 * @param path  Below `/admin`, with a leading slash.
 * @param query Values that are undefined or '' are left out.
 * @throws RequestError Always, and nothing else.
 */
export const read = <Answer>(path: string, query: Record<string, QueryValue> = {}): Promise<Answer> => {
	const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	const text = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
	return request<Answer>(addQueryArgs(`/admin${path}`, text));
};

/** Changes something through the admin interface; see {@link read}. */
export const send = <Answer>(
	method: 'POST' | 'PUT' | 'DELETE',
	path: string,
	body?: unknown,
): Promise<Answer> => request<Answer>(`/admin${path}`, body, method);

/** Deletes a row as its editor saw it. */
export const remove = (path: string, version: number): Promise<void> =>
	send('DELETE', addQueryArgs(path, { version: String(version) }));
