import { types } from 'node:util';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { AppError } from '../errors';

/** Errors of Express and its body parser, by the `type` or `status` they carry. */
const fromExpress = (error: { type?: unknown; status?: unknown }): AppError | undefined => {
	switch (error.type) {
		case 'entity.too.large':
			return new AppError('payload_too_large', 'The body is too large.');
		case 'encoding.unsupported':
			return new AppError('unsupported_media_type', 'Compressed bodies are not accepted.');
		default:
			return typeof error.status === 'number' && error.status >= 400 && error.status < 500
				? new AppError('invalid_request', 'The request could not be read.')
				: undefined;
	}
};

/** Codes of Node, mysql2 and the server that say "not now" rather than "not like this". */
const UNAVAILABLE = new Set([
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOTFOUND',
	'EPIPE',
	'ETIMEDOUT',
	'PROTOCOL_CONNECTION_LOST',
	'ER_ACCESS_DENIED_ERROR',
	'ER_BAD_DB_ERROR',
	'ER_CON_COUNT_ERROR',
	'ER_SERVER_SHUTDOWN',
	'ER_TOO_MANY_USER_CONNECTIONS',
	// After every retry of its transaction: too many want the same row.
	'ER_LOCK_DEADLOCK',
	'ER_LOCK_WAIT_TIMEOUT',
	// WordPress is not installed yet, or these tables are of an older version.
	'ER_NO_SUCH_TABLE',
	// The server was made read-only, as in a failover.
	'ER_OPTION_PREVENTS_STATEMENT',
	// A Galera node that has lost its cluster answers every statement with this.
	'ER_UNKNOWN_COM_ERROR',
]);

const isDatabaseDown = (error: Error & { code?: unknown; fatal?: unknown }): boolean =>
	error.name === 'KnexTimeoutError' ||
	// mysql2 says so of a connection that is lost.
	error.fatal === true ||
	(typeof error.code === 'string' && UNAVAILABLE.has(error.code));

/** The refusal that the caller gets for any error: what it says, or that something went wrong on our side. */
export const toAppError = (error: unknown): AppError => {
	if (error instanceof AppError) {
		return error;
	}
	// By kind, not by class: an error may come from another realm (a worker, a test).
	if (types.isNativeError(error)) {
		if (isDatabaseDown(error)) {
			return new AppError('database_unavailable', 'The database cannot answer at the moment.');
		}
		const refusal = fromExpress(error as Error & { type?: unknown; status?: unknown });
		if (refusal) {
			return refusal;
		}
	}
	return new AppError('internal_error', 'Something went wrong on our side.');
};

/** Where in `res.locals` the log of requests finds why one was refused. */
export const PROBLEM_CODE = 'problemCode';

/** Turns every error into WordPress's error shape. What we did not expect is logged with its stack, once. */
export const problemHandler =
	(logger: Logger): ErrorRequestHandler =>
	(error: unknown, req, res, next) => {
		const problem = toAppError(error);
		res.locals[PROBLEM_CODE] = problem.code;
		if (problem.status >= 500) {
			logger.error({ err: error, code: problem.code, method: req.method }, 'request failed');
		}
		if (res.headersSent) {
			next(error);
			return;
		}
		if (problem.status === 503) {
			res.set('Retry-After', '5');
		}
		res.status(problem.status).json(problem.toBody());
	};

export const routeNotFound: RequestHandler = () => {
	throw new AppError('route_not_found', 'There is no such route.');
};

/** Answers every method but the allowed one with 405. */
export const methodNotAllowed =
	(allowed: string): RequestHandler =>
	(_req, res) => {
		res.set('Allow', allowed);
		throw new AppError('method_not_allowed', `Only ${allowed} is allowed here.`);
	};
