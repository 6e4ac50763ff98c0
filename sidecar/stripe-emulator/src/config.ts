import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

const list = z
	.string()
	.default('')
	.transform((value) => value.split(',').map((part) => part.trim()))
	.transform((parts) => parts.filter((part) => part !== ''));

const environment = z.object({
	HOST: z.string().default('127.0.0.1'),
	PORT: z.coerce.number().int().min(0).max(65535).default(12111),
	PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
	WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
	WEBHOOK_SECRETS: list.pipe(z.array(z.string()).max(2, 'takes one or two secrets')),
	WEBHOOK_RETRY_MILLISECONDS: z.coerce.number().int().min(1).default(1000),
	DATA_FILE: z.string().optional(),
	LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
	ALLOW_NON_LOOPBACK: z.literal('container').optional(),
});

/** What only several values together can get wrong. */
function contradictions(env: Record<string, string>): string[] {
	const problems: string[] = [];
	if (!LOOPBACK.has(env['HOST'] ?? '127.0.0.1') && env['ALLOW_NON_LOOPBACK'] !== 'container') {
		problems.push(
			'HOST: must be a loopback address, because whoever reaches this server can "pay" (ALLOW_NON_LOOPBACK=container lifts this inside of a container)',
		);
	}
	if (env['WEBHOOK_URL'] !== undefined && env['WEBHOOK_SECRETS'] === undefined) {
		problems.push('WEBHOOK_SECRETS: is needed to sign what goes to WEBHOOK_URL');
	}
	return problems;
}

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
	const filled: Record<string, string> = {};
	for (const [name, value] of Object.entries(env))
		if (value !== undefined && value !== '') filled[name] = value;
	const result = environment.safeParse(filled);
	const problems = [
		...(result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
		...contradictions(filled),
	];
	if (!result.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
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

/** The names of every variable that {@link readConfig} reads: what containers may set. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(environment.shape);
