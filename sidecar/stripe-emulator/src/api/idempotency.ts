import type { Clock } from '../clock';
import type { IdempotentResult } from '../store/state';
import type { Store } from '../store/store';
import { StripeApiError, documentation, invalidRequest } from './errors';

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;
const KEY_LENGTH = 255;

/** https://docs.stripe.com/api/idempotent_requests */
export interface IdempotencyKeys {
	/**
	 * Looks at a key before its request is executed.
	 *
	 * @returns the stored answer to give again; null = execute
	 * @throws StripeApiError 400 for other parameters under the same key, 409 while the first request still runs
	 */
	find(key: string, fingerprint: string): IdempotentResult | null;
	/** From here to `release`, the key is in use. */
	claim(key: string): void;
	release(key: string): void;
	/** Keeps an answer, whatever its status: the key gives it again for a day. */
	keep(result: Omit<IdempotentResult, 'at'>): void;
}

export function createIdempotencyKeys(store: Store, clock: Clock): IdempotencyKeys {
	const inUse = new Set<string>();
	const kept = store.state.idempotency;

	function forgetOld(): void {
		for (const [key, result] of kept) {
			// Insertion order is age: the first young one ends the search.
			if (clock() - result.at < KEPT_MILLISECONDS) return;
			kept.delete(key);
		}
	}

	return {
		find(key, fingerprint) {
			if (key.length > KEY_LENGTH) {
				throw invalidRequest(`Idempotency keys can be at most ${KEY_LENGTH} characters long.`);
			}
			if (inUse.has(key)) throw inUseError(key);
			forgetOld();
			const result = kept.get(key);
			if (result === undefined) return null;
			if (result.fingerprint !== fingerprint) throw mismatchError(key);
			return result;
		},
		claim: (key) => inUse.add(key),
		release: (key) => inUse.delete(key),
		keep(result) {
			kept.set(result.key, { ...result, at: clock() });
			store.changed();
		},
	};
}

const mismatchError = (key: string): StripeApiError =>
	new StripeApiError(400, {
		type: 'idempotency_error',
		message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
	});

export const inUseError = (key: string): StripeApiError =>
	new StripeApiError(409, {
		type: 'invalid_request_error',
		code: 'idempotency_key_in_use',
		doc_url: documentation('idempotency_key_in_use'),
		message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
	});
