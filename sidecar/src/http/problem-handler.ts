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

const CONNECTION_CODES = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'EPIPE',
	'ETIMEDOUT',
	'PROTOCOL_CONNECTION_LOST',
	'ER_ACCESS_DENIED_ERROR',
	'ER_CON_COUNT_ERROR',
	'ER_SERVER_SHUTDOWN',
	// A Galera node that has lost its cluster answers every statement with this.
	'ER_UNKNOWN_COM_ERROR',
]);

const isDatabaseDown = (error: Error & { code?: unknown }): boolean =>
	error.name === 'KnexTimeoutError' || (typeof error.code === 'string' && CONNECTION_CODES.has(error.code));

const toAppError = (error: unknown): AppError => {
	if (error instanceof AppError) {
		return error;
	}
	if (error instanceof Error) {
		if (isDatabaseDown(error)) {
			return new AppError('database_unavailable', 'The database cannot be reached.');
		}
		return (
			fromExpress(error as Error & { type?: unknown; status?: unknown }) ??
			new AppError('internal_error', 'Something went wrong on our side.')
		);
	}
	return new AppError('internal_error', 'Something went wrong on our side.');
};

/** Turns every error into WordPress's error shape. What we did not expect is logged with its stack, once. */
export const problemHandler =
	(logger: Logger): ErrorRequestHandler =>
	(error: unknown, req, res, next) => {
		const problem = toAppError(error);
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
