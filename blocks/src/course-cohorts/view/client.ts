import type {
	CohortsResponse,
	EnrollResponse,
	ErrorBody,
	WaitingListResponse,
} from '@cohort-enrollment/sidecar/contract';

/** Longer than the plugin waits for the sidecar, so that its own answer arrives first. */
const TIMEOUT_MILLISECONDS = 30_000;

/** A request that did not succeed; `code` is the REST interface's, or `network`, `timeout`, `login_required`, `unknown`. */
export class Refusal extends Error {
	constructor(readonly code: string) {
		super(code);
	}
}

interface Answer {
	ok: boolean;
	status: number;
	text: string;
}

const ask = async (url: string, init: RequestInit = {}): Promise<Answer> => {
	const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
	try {
		const response = await fetch(url, {
			credentials: 'same-origin',
			cache: 'no-store',
			signal,
			...init,
		});
		return { ok: response.ok, status: response.status, text: await response.text() };
	} catch {
		throw new Refusal(signal.aborted ? 'timeout' : 'network');
	}
};

const parse = ({ ok, status, text }: Answer): unknown => {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw new Refusal('unknown');
	}
	if (ok) {
		return body;
	}
	const { code } = (body ?? {}) as Partial<ErrorBody>;
	// 401 comes from WordPress, in several codes; `invalid_token` is a quarrel between plugin and sidecar.
	throw new Refusal(status === 401 && code !== 'invalid_token' ? 'login_required' : (code ?? 'unknown'));
};

/**
 * A nonce of the person who is logged in now: the page may come from a cache.
 *
 * @throws Refusal `login_required` when nobody is logged in.
 */
export const freshNonce = async (nonceUrl: string): Promise<string> => {
	const { text } = await ask(nonceUrl);
	const nonce = text.trim();
	if (nonce === '0') {
		throw new Refusal('login_required');
	}
	if (!/^\w+$/.test(nonce)) {
		throw new Refusal('unknown');
	}
	return nonce;
};

/** The course's cohorts as they are now. Seats that the student's own checkout holds count as free. */
export const fetchCohorts = async (enrollUrl: string, nonce: string): Promise<CohortsResponse> =>
	parse(await ask(enrollUrl, { headers: { 'X-WP-Nonce': nonce } })) as CohortsResponse;

const post = async (
	url: string,
	nonce: string,
	body: object,
	headers: Record<string, string> = {},
): Promise<unknown> =>
	parse(
		await ask(url, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', 'X-WP-Nonce': nonce, ...headers },
			body: JSON.stringify(body),
		}),
	);

/**
 * Starts a checkout.
 *
 * @throws Refusal Why it was refused.
 */
export const enroll = async (
	enrollUrl: string,
	cohortId: string,
	nonce: string,
	cancelPath: string,
): Promise<EnrollResponse> =>
	(await post(`${enrollUrl}/${cohortId}/enroll`, nonce, { cancelPath })) as EnrollResponse;

/**
 * Puts the student on the waiting list of a cohort.
 *
 * @param returnPath Where the mail about a free seat leads.
 * @throws Refusal Why it was refused.
 */
export const joinWaitingList = async (
	enrollUrl: string,
	cohortId: string,
	nonce: string,
	returnPath: string,
): Promise<WaitingListResponse> =>
	(await post(`${enrollUrl}/${cohortId}/waiting-list`, nonce, { returnPath })) as WaitingListResponse;

/**
 * Takes the student off it.
 *
 * @throws Refusal Why it was refused.
 */
export const leaveWaitingList = async (
	enrollUrl: string,
	cohortId: string,
	nonce: string,
): Promise<WaitingListResponse> =>
	(await post(
		`${enrollUrl}/${cohortId}/waiting-list`,
		nonce,
		{},
		// WordPress's own way around servers that let no DELETE through.
		{ 'X-HTTP-Method-Override': 'DELETE' },
	)) as WaitingListResponse;
