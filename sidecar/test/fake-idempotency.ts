import { failure } from './fake-stripe-account';
import { StripeFailure } from '../src/stripe/failure';

interface Entry {
	params: string;
	answer: Promise<unknown>;
	inUse: boolean;
}

/**
 * Remembers idempotency keys as Stripe does (https://docs.stripe.com/api/idempotent_requests): the same key answers
 * the same, a server error included; other parameters under a used key are refused; what was refused at once is not
 * kept. A key in use is waited for, because stripe-node repeats a 409, unless `refuseInUse` says that it gave up.
 */
export class IdempotencyKeys {
	refuseInUse = false;
	readonly #entries = new Map<string, Entry>();

	async run<Result>(key: string, params: object, execute: () => Promise<Result>): Promise<Result> {
		const known = this.#entries.get(key);
		if (known) {
			return this.#replay(known, params) as Promise<Result>;
		}
		const answer = execute();
		const entry = { params: JSON.stringify(params), answer, inUse: true };
		this.#entries.set(key, entry);
		try {
			return structuredClone(await answer);
		} catch (error) {
			if (!(error instanceof StripeFailure) || error.kind !== 'server_error') {
				this.#entries.delete(key);
			}
			throw error;
		} finally {
			entry.inUse = false;
		}
	}

	/** Stripe forgets keys after 24 hours. */
	forget(): void {
		this.#entries.clear();
	}

	async #replay(known: Entry, params: object): Promise<unknown> {
		if (known.params !== JSON.stringify(params)) {
			throw failure('refused', 'idempotency_error');
		}
		if (known.inUse && this.refuseInUse) {
			throw failure('busy', 'idempotency_key_in_use');
		}
		return structuredClone(await known.answer);
	}
}
