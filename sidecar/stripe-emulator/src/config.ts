import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const list = z
	.string()
	.default('')
	.transform((value) => value.split(',').map((part) => part.trim()))
	.transform((parts) => parts.filter((part) => part !== ''));

const environment = z
	.object({
		HOST: z.string().default('127.0.0.1'),
		PORT: z.coerce.number().int().min(0).max(65535).default(12111),
		PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
		WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
		WEBHOOK_SECRETS: list.pipe(z.array(z.string().min(1)).max(2, 'takes one or two secrets')),
		WEBHOOK_RETRY_MILLISECONDS: z.coerce.number().int().min(1).default(1000),
		DATA_FILE: z.string().min(1).optional(),
		LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
		ALLOW_NON_LOOPBACK: z.literal('container').optional(),
	})
	.superRefine((value, context) => {
		if (!LOOPBACK.has(value.HOST) && value.ALLOW_NON_LOOPBACK === undefined) {
			context.addIssue({
				code: 'custom',
				path: ['HOST'],
				message:
					'must be a loopback address: whoever reaches this server can "pay" (in a container, ALLOW_NON_LOOPBACK=container lifts this)',
			});
		}
		if (value.WEBHOOK_URL !== undefined && value.WEBHOOK_SECRETS.length === 0) {
			context.addIssue({
				code: 'custom',
				path: ['WEBHOOK_SECRETS'],
				message: 'is needed to sign what goes to WEBHOOK_URL',
			});
		}
	});

export interface Config {
	host: string;
	port: number;
	/** Where browsers reach this server, without a trailing slash; null = at host and port. */
	publicUrl: string | null;
	webhook: { url: string; secrets: string[] } | null;
	/** Wait before the first repetition of a delivery; doubles each time. */
	webhookRetryMilliseconds: number;
	/** Null keeps the state in memory only. */
	dataFile: string | null;
	logLevel: string;
}

export class ConfigError extends Error {}

/**
 * Reads the whole configuration at once.
 *
 * - `HOST`, `PORT`: where to listen; loopback only, unless `ALLOW_NON_LOOPBACK=container` says that the
 *   network around this process is a private one of containers.
 * - `PUBLIC_URL`: the address of the pay page as browsers see it, when it differs from host and port.
 * - `WEBHOOK_URL`, `WEBHOOK_SECRETS`: where events go, and the one or two secrets (comma separated) that sign them.
 * - `WEBHOOK_RETRY_MILLISECONDS`: wait before a failed delivery is repeated; doubles each time.
 * - `DATA_FILE`: JSON file that keeps the state over a restart.
 * - `LOG_LEVEL`: a pino level.
 *
 * @throws ConfigError that lists everything that is wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
	const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const result = environment.safeParse(filled);
	if (!result.success) {
		throw new ConfigError(
			result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
		);
	}
	const value = result.data;
	return {
		host: value.HOST,
		port: value.PORT,
		publicUrl: value.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
		webhook:
			value.WEBHOOK_URL === undefined
				? null
				: { url: value.WEBHOOK_URL, secrets: value.WEBHOOK_SECRETS },
		webhookRetryMilliseconds: value.WEBHOOK_RETRY_MILLISECONDS,
		dataFile: value.DATA_FILE ?? null,
		logLevel: value.LOG_LEVEL,
	};
}
