/**
 * What kind of "no" Stripe gave.
 * - `unreachable`: no answer; whether it happened is unknown.
 * - `server_error`: a 5xx, stored under the idempotency key for good (https://docs.stripe.com/api/idempotent_requests).
 * - `rate_limited`: 429; nothing happened. stripe-node does not retry it.
 * - `busy`: another call with the same idempotency key is under way (409).
 * - `unauthorized`: the key is wrong, revoked, or lacks a permission.
 * - `not_found`, `refused`: final; `code` and `param` say why.
 * - `unexpected`: an answer that is not the object we asked for.
 */
export type StripeFailureKind =
	| 'unreachable'
	| 'server_error'
	| 'rate_limited'
	| 'busy'
	| 'unauthorized'
	| 'not_found'
	| 'refused'
	| 'unexpected';

export class StripeFailure extends Error {
	readonly kind: StripeFailureKind;
	readonly code: string | undefined;
	readonly param: string | undefined;

	constructor(
		kind: StripeFailureKind,
		message: string,
		details: { code?: string | undefined; param?: string | undefined } = {},
	) {
		super(message);
		this.name = 'StripeFailure';
		this.kind = kind;
		this.code = details.code;
		this.param = details.param;
	}
}
