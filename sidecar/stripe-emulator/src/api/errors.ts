/** The `error` object of an answer; https://docs.stripe.com/api/errors */
export interface ErrorBody {
	type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
	message: string;
	code?: string;
	param?: string;
	decline_code?: string;
	doc_url?: string;
}

/** A refusal in Stripe's own words; becomes the answer `{ error: … }` with this status. */
export class StripeApiError extends Error {
	constructor(
		readonly status: number,
		readonly body: ErrorBody,
	) {
		super(body.message);
	}
}

/** A 400 that the caller can mend. */
export function invalidRequest(
	message: string,
	options: { code?: string; param?: string } = {},
): StripeApiError {
	return new StripeApiError(400, {
		type: 'invalid_request_error',
		message,
		...options,
		...(options.code === undefined ? {} : { doc_url: documentation(options.code) }),
	});
}

/** 404 when the id is part of the address, 400 when a parameter names it: so does Stripe. */
export function missingResource(
	name: string,
	id: string,
	param: string,
	status: 400 | 404 = 400,
): StripeApiError {
	return new StripeApiError(status, {
		type: 'invalid_request_error',
		code: 'resource_missing',
		doc_url: documentation('resource_missing'),
		message: `No such ${name}: '${id}'`,
		param,
	});
}

export const documentation = (code: string): string =>
	`https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
