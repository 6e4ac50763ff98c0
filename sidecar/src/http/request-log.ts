import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { withoutSecrets } from '../logger';

const UNLOGGED = new Set(['/healthz', '/readyz', '/metrics']);

/** A path names a course or an id, never a person; a query may. */
const loggedPath = (url: string): string => withoutSecrets(url.replace(/\?.*$/s, ''));

/** One line for every request but the operators' probes: method, path, status, milliseconds. */
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
		customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
		// The problem handler has logged the error itself; this one would only say "failed with status code 500".
		customErrorObject: (_req, _res, _error, fields: Record<string, unknown>) => ({
			...fields,
			err: undefined,
		}),
	});
