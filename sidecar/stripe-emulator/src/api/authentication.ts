import { StripeApiError } from './errors';

const unauthorized = (message: string): StripeApiError =>
	new StripeApiError(401, { type: 'invalid_request_error', message });

/** Reads the key of `Authorization: Bearer …` or of Basic authentication (key as user name). */
function readKey(header: string | undefined): string | null {
	const [scheme, credentials] = (header ?? '').split(' ');
	if (credentials === undefined) return null;
	if (scheme?.toLowerCase() === 'bearer') return credentials;
	if (scheme?.toLowerCase() !== 'basic') return null;
	return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? null;
}

/**
 * Any secret test key is good. A live key is refused: somebody is about to do real business with a fake.
 *
 * @throws StripeApiError 401
 */
export function authenticate(header: string | undefined): void {
	const key = readKey(header);
	if (key === null || key === '') {
		throw unauthorized(
			"You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
		);
	}
	if (key.startsWith('sk_live_') || key.startsWith('rk_live_')) {
		throw unauthorized('Invalid API Key provided: this is the local Stripe, it takes test keys only.');
	}
	if (!/^sk_test_\w+$/.test(key)) {
		throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}****`);
	}
}
