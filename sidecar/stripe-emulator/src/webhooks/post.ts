import { signatureHeader } from './signature';

const ATTEMPT_TIMEOUT_MILLISECONDS = 20_000;

export interface WebhookRequest {
	url: string;
	payload: string;
	/** Newest first; one signature each. */
	secrets: string[];
	/** Unix seconds that the signature names. */
	timestamp: number;
	/** Added to the usual ones, or in the place of one. */
	headers?: Record<string, string>;
}

export interface WebhookAnswer {
	ok: boolean;
	/** Null when the connection failed. */
	status: number | null;
	body: string;
	error: string | null;
}

/** One attempt to bring a payload to an endpoint. Never throws: what went wrong is part of the answer. */
export async function post(request: WebhookRequest, stop: AbortSignal): Promise<WebhookAnswer> {
	const { url, payload, secrets, timestamp } = request;
	// Not AbortSignal.any and .timeout: thousands of those cost more than the requests.
	const abort = new AbortController();
	const end = (): void => abort.abort(new Error('no answer'));
	const timer = setTimeout(end, ATTEMPT_TIMEOUT_MILLISECONDS);
	stop.addEventListener('abort', end);
	try {
		const headers = new Headers({
			'Content-Type': 'application/json; charset=utf-8',
			'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
			'Stripe-Signature': signatureHeader(payload, timestamp, secrets),
		});
		for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
		const response = await fetch(url, {
			method: 'POST',
			headers,
			body: payload,
			// Stripe does not follow redirects: they count as failures.
			redirect: 'manual',
			signal: abort.signal,
		});
		const body = await response.text();
		const { ok, status } = response;
		return { ok, status, body, error: ok ? null : `HTTP ${status}` };
	} catch (error) {
		return { ok: false, status: null, body: '', error: reason(error) };
	} finally {
		clearTimeout(timer);
		stop.removeEventListener('abort', end);
	}
}

function reason(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown error';
	const cause = error.cause as { code?: string } | undefined;
	return cause?.code ?? error.message;
}
