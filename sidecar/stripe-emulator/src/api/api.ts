import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { API_VERSION } from '../api-version';
import type { Clock } from '../clock';
import { newId } from '../ids';
import type { EventCause } from '../store/state';
import { authenticate } from './authentication';
import { StripeApiError, type ErrorBody } from './errors';
import { expand, type Expander } from './expand';
import type { Fault, Faults } from './faults';
import { inUseError, type IdempotencyKeys } from './idempotency';
import { requestSchema } from './openapi';
import type { Method, ParameterSchema } from './openapi-types';
import { decodeForm, readParameters } from './parameters';

/** One API request, parsed. */
export interface Call<Parameters> {
	parameters: Parameters;
	/** What stands in the path, by the names of the OpenAPI document. */
	ids: Record<string, string>;
	/** Goes into the events that this request makes. */
	cause: EventCause;
}

/** @returns the object to answer with; throws StripeApiError to refuse */
export type Handler<Parameters> = (call: Call<Parameters>) => object;

export interface Api {
	readonly router: Router;
	get<Parameters>(path: string, handler: Handler<Parameters>): void;
	post<Parameters>(path: string, handler: Handler<Parameters>): void;
}

interface Operation {
	method: Method;
	schema: ParameterSchema;
	handler: Handler<never>;
}

interface Answer {
	status: number;
	body: unknown;
	/** The request whose answer is given again. */
	originalRequest?: string;
}

interface Parts {
	idempotencyKeys: IdempotencyKeys;
	faults: Faults;
	expander: Expander;
	/** What the `Date` of an answer says. */
	clock: Clock;
	log: Logger;
}

/** Stripe's manners, the same for every call: key, form body, idempotency, expansion, errors, headers. */
export function createApi({ idempotencyKeys, faults, expander, clock, log }: Parts): Api {
	const router = express.Router();
	router.use(express.text({ type: () => true, limit: '1mb', defaultCharset: 'utf-8' }));

	function run(
		operation: Operation,
		parameters: Record<string, unknown>,
		call: Omit<Call<never>, 'parameters'>,
	): Answer {
		try {
			const { expand: paths = [], ...rest } = parameters as { expand?: string[] };
			const object = operation.handler({ ...call, parameters: rest as never });
			return { status: 200, body: expand(object, paths, expander) };
		} catch (error) {
			return errorAnswer(error, log);
		}
	}

	async function decide(operation: Operation, request: Request, requestId: string, fault: Fault | null) {
		const key = operation.method === 'post' ? (request.get('idempotency-key') ?? null) : null;
		const fields = decodeForm(rawParameters(operation.method, request));
		const path = request.originalUrl.split('?')[0] ?? '';
		const fingerprint = JSON.stringify([operation.method, path, fields]);
		const keep = ({ status, body }: Answer): void => {
			if (key !== null) idempotencyKeys.keep({ key, fingerprint, requestId, status, body });
		};

		if (fault?.kind === 'rate_limit') return RATE_LIMITED;
		if (fault?.kind === 'key_in_use' && key !== null) throw inUseError(key);
		const replayed = key === null ? null : idempotencyKeys.find(key, fingerprint);
		if (replayed !== null) {
			return { status: replayed.status, body: replayed.body, originalRequest: replayed.requestId };
		}
		if (fault?.kind === 'status' && fault.when === 'before') {
			const failed = failedAnswer(fault.status);
			if (fault.stored) keep(failed);
			return failed;
		}
		// Wrong parameters are not kept: Stripe stores an answer only once execution has begun.
		const parameters = readParameters(operation.schema, fields);
		if (key !== null) idempotencyKeys.claim(key);
		try {
			if (fault?.kind === 'delay' && fault.when === 'before') await sleep(fault.milliseconds);
			const done = run(operation, parameters, {
				ids: request.params as Record<string, string>,
				cause: { id: requestId, idempotency_key: key },
			});
			const given = fault?.kind === 'status' ? failedAnswer(fault.status) : done;
			keep(fault?.kind === 'status' && fault.stored ? given : done);
			if (fault?.kind === 'delay' && fault.when === 'after') await sleep(fault.milliseconds);
			return given;
		} finally {
			if (key !== null) idempotencyKeys.release(key);
		}
	}

	async function answer(operation: Operation, request: Request, response: Response): Promise<void> {
		const requestId = newId('req_', 14);
		let fault: Fault | null = null;
		let result: Answer;
		try {
			authenticate(request.get('authorization'));
			fault = faults.take(request.method, request.originalUrl);
			if (fault?.when === 'before' && disconnect(fault, response)) return;
			result = await decide(operation, request, requestId, fault);
		} catch (error) {
			result = errorAnswer(error, log);
		}
		log.debug(
			{ method: request.method, path: request.path, status: result.status, requestId },
			'API call',
		);
		if (fault !== null && disconnect(fault, response)) return;
		response.set('Date', new Date(clock()).toUTCString());
		send(request, response, requestId, result);
	}

	function register(method: Method, path: string, handler: Handler<never>): void {
		const operation = { method, schema: requestSchema(method, path), handler };
		router[method](path.replace(/\{(\w+)\}/g, ':$1'), (request, response) =>
			answer(operation, request, response),
		);
	}

	return {
		router,
		get: (path, handler) => register('get', path, handler),
		post: (path, handler) => register('post', path, handler),
	};
}

/** Answers what no operation of the API has taken. */
export function unknownAddress(request: Request, response: Response): void {
	const requestId = newId('req_', 14);
	const body: ErrorBody = {
		type: 'invalid_request_error',
		message: `Unrecognized request URL (${request.method}: ${request.path}). The local Stripe knows only what Cohort Enrollment needs.`,
	};
	send(request, response, requestId, { status: 404, body: { error: body } });
}

/** Reads the parameters as text: Stripe takes them from the body of a POST, from the address of a GET. */
function rawParameters(method: Method, request: Request): string {
	if (method === 'get') return request.originalUrl.split('?').slice(1).join('?');
	return typeof request.body === 'string' ? request.body : '';
}

/** @returns whether the caller is left without an answer */
function disconnect(fault: Fault, response: Response): boolean {
	if (fault.kind === 'reset') response.socket?.resetAndDestroy();
	return fault.kind === 'reset' || fault.kind === 'hang';
}

function send(request: Request, response: Response, requestId: string, answer: Answer): void {
	const key = request.get('idempotency-key');
	response.status(answer.status).set({
		'Content-Type': 'application/json',
		'Cache-Control': 'no-cache, no-store',
		'Request-Id': requestId,
		'Stripe-Version': request.get('stripe-version') ?? API_VERSION,
		...(key === undefined || request.method !== 'POST' ? {} : { 'Idempotency-Key': key }),
		...(answer.originalRequest === undefined
			? {}
			: { 'Idempotent-Replayed': 'true', 'Original-Request': answer.originalRequest }),
	});
	response.send(JSON.stringify(answer.body, null, 2));
}

function errorAnswer(error: unknown, log: Logger): Answer {
	if (error instanceof StripeApiError) return { status: error.status, body: { error: error.body } };
	log.error({ err: error }, 'API call failed');
	return failedAnswer(500);
}

const failedAnswer = (status: number): Answer => ({
	status,
	body: { error: { type: 'api_error', message: 'An unknown error occurred' } satisfies ErrorBody },
});

const RATE_LIMITED: Answer = {
	status: 429,
	body: {
		error: {
			type: 'invalid_request_error',
			code: 'rate_limit',
			message: 'Request rate limit exceeded.',
		} satisfies ErrorBody,
	},
};
