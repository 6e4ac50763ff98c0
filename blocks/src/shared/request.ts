import apiFetch from '@wordpress/api-fetch';
import type { ErrorBody } from '@cohort-enrollment/sidecar/contract';

/** Longer than the plugin waits for the sidecar, so that its own answer arrives first. */
const TIMEOUT_MILLISECONDS = 30_000;

/** A request without a usable answer. */
export class RequestError extends Error {
	/**
	 * @param code One of the REST interface's codes, or `network`, `timeout`, `unexpected_answer`.
	 * @param data What came with it.
	 */
	constructor(
		readonly code: string,
		readonly data: Partial<ErrorBody['data']> = {},
	) {
		super(code);
	}
}

/** Codes that WordPress itself gives somebody whose login has ended. */
const LOGGED_OUT = ['rest_not_logged_in', 'rest_forbidden', 'rest_cookie_invalid_nonce'];

/** `@wordpress/api-fetch`'s own words for what never reached the server. */
const LOCAL_CODES: Partial<Record<string, string>> = {
	fetch_error: 'network',
	offline_error: 'network',
	invalid_json: 'unexpected_answer',
};

const toRequestError = (error: unknown, timedOut: boolean): RequestError => {
	if (timedOut) {
		return new RequestError('timeout');
	}
	if (typeof error !== 'object' || error === null || !('code' in error)) {
		return new RequestError('network');
	}
	const { code, data } = error as Partial<ErrorBody>;
	const stable = String(code);
	return new RequestError(
		LOGGED_OUT.includes(stable) ? 'login_required' : (LOCAL_CODES[stable] ?? stable),
		data ?? {},
	);
};

/**
 * Asks the plugin's REST interface.
 *
 * @param path Below `cohort-enrollment/v1`, with a leading slash.
 * @param data Body of a POST; without it the request is a GET, unless told otherwise.
 * @throws RequestError Always, and nothing else.
 */
export const request = async <T>(
	path: string,
	data?: unknown,
	method: 'GET' | 'POST' | 'PUT' | 'DELETE' = data === undefined ? 'GET' : 'POST',
): Promise<T> => {
	const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
	try {
		return await apiFetch<T>({
			path: `/cohort-enrollment/v1${path}`,
			signal,
			method,
			...(data === undefined ? {} : { data }),
		});
	} catch (error) {
		throw toRequestError(error, signal.aborted);
	}
};
