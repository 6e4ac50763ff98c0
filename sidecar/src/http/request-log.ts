import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { ErrorCode } from '../../contract';
import { withoutSecrets } from '../logger';
import { PROBLEM_CODE } from './problem-handler';

const UNLOGGED = new Set(['/healthz', '/readyz', '/metrics']);

/** Signed by our secret but no event: somebody else knows it, or we do not understand Stripe any more. */
const ALERTS: readonly (ErrorCode | undefined)[] = ['invalid_event'];

/** A path names a course or an id, never a person; a query may. */
const loggedPath = (url: string): string => withoutSecrets(url.replace(/\?.*$/s, ''));

const codeOf = (res: unknown): ErrorCode | undefined =>
	(res as Response).locals[PROBLEM_CODE] as ErrorCode | undefined;

/** One line for every request but the operators' probes: method, path, status, error code, milliseconds. */
export const requestLog = (logger: Logger): RequestHandler =>
	pinoHttp({
		logger,
		serializers: {
			req: (req: { method: string; url: string }) => ({
				method: req.method,
				path: loggedPath(req.url),
			}),
			res: (res: { statusCode: number }) => ({ status: res.statusCode }),
		},
		autoLogging: { ignore: (req) => UNLOGGED.has(req.url) },
		customLogLevel: (_req, res) =>
			res.statusCode >= 500 || ALERTS.includes(codeOf(res)) ? 'error' : 'info',
		customSuccessObject: (_req, res, fields: object) => ({ ...fields, code: codeOf(res) }),
		// The problem handler has logged the error itself; this one would only say "failed with status code 500".
		customErrorObject: (_req, res, _error, fields: object) => ({
			...fields,
			err: undefined,
			code: codeOf(res),
		}),
	});
