import { z } from 'zod';
import { MINIMUM_SECRET_BYTES } from '../contract';
import type { DatabaseSettings } from './db/database';

/** Everything the environment decides. Read once, at start, by nobody else. */
export interface Config {
	version: string;
	host: string;
	port: number;
	logLevel: string;
	database: DatabaseSettings;
	stripe: {
		secretKey: string;
		/** One, or two while they are rotated. */
		webhookSecrets: readonly string[];
		/** Only a local Stripe on loopback, for development and tests. */
		apiUrl: URL | null;
	};
	/** Secrets shared with the plugin; null = read them from WordPress's options. */
	identitySecrets: readonly string[] | null;
	/** The site's home URL without a trailing slash; null = read it from WordPress's options. */
	siteUrl: string | null;
	/** Where the sidecar reaches WordPress, when that is not the home URL; without a trailing slash. */
	wordpressUrl: string | null;
	/** Days for which events that were worked on are kept. */
	eventRetentionDays: number;
	/** What happens when money and seats meet a decision of people. */
	policy: {
		/** Whether a payment for a cohort or course that was switched off meanwhile still buys the seat. */
		honorClosedCohorts: boolean;
		/** Whether a full refund made at Stripe's dashboard ends the enrollment; if not, a person decides. */
		refundEndsEnrollment: boolean;
	};
}

/** The environment is incomplete or wrong; `problems` lists all of it. */
export class ConfigError extends Error {
	readonly problems: readonly string[];

	constructor(problems: readonly string[]) {
		super(`The configuration has ${problems.length} problem(s):\n- ${problems.join('\n- ')}`);
		this.name = 'ConfigError';
		this.problems = problems;
	}
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

const tablePrefix = z
	.string()
	.regex(/^\w{1,30}$/, 'takes letters, digits and underscores, as $table_prefix in wp-config.php');

const port = z.coerce.number().int().min(1).max(65_535);

const list = (maximum: number): z.ZodType<string[], string> =>
	z
		.string()
		.transform((text) =>
			text
				.split(',')
				.map((item) => item.trim())
				.filter((item) => item !== ''),
		)
		.refine(
			(items) => items.length >= 1 && items.length <= maximum,
			`give 1 to ${maximum}, comma separated`,
		);

const flag = (fallback: 'true' | 'false') =>
	z
		.enum(['true', 'false'], { error: 'takes true or false' })
		.default(fallback)
		.transform((text) => text === 'true');

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, '');

const siteAddress = z
	.url({ protocol: /^https?$/ })
	.transform(withoutTrailingSlash)
	.optional();

const environmentSchema = z.object({
	HOST: z.string().min(1).default('127.0.0.1'),
	PORT: port.default(8787),
	LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
	DATABASE_HOST: z.string().min(1).default('127.0.0.1'),
	DATABASE_PORT: port.default(3306),
	DATABASE_NAME: z.string({ error: 'is missing' }).min(1),
	DATABASE_USER: z.string({ error: 'is missing' }).min(1),
	DATABASE_PASSWORD: z.string().default(''),
	DATABASE_PREFIX: tablePrefix.default('wp_'),
	DATABASE_BASE_PREFIX: tablePrefix.optional(),
	DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(8),
	STRIPE_SECRET_KEY: z
		.string({ error: 'is missing' })
		.regex(/^(sk|rk)_(test|live)_\w+$/, 'takes a secret or restricted key: sk_test_…, sk_live_…, rk_…'),
	STRIPE_WEBHOOK_SECRET: z
		.string({ error: 'is missing' })
		.pipe(list(2))
		.refine((secrets) => secrets.every((secret) => /^whsec_\S+$/.test(secret)), 'takes whsec_…'),
	STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
	COHORT_ENROLLMENT_SECRET: list(2)
		.refine(
			(secrets) => secrets.every((secret) => Buffer.byteLength(secret) >= MINIMUM_SECRET_BYTES),
			`takes at least ${MINIMUM_SECRET_BYTES} bytes each`,
		)
		.optional(),
	// Stripe lists events for 30 days: one that is fetched again must still be recognized.
	EVENT_RETENTION_DAYS: z.coerce.number().int().min(31).max(3650).default(90),
	HONOR_CLOSED_COHORTS: flag('false'),
	REFUND_ENDS_ENROLLMENT: flag('true'),
	SITE_URL: siteAddress,
	WORDPRESS_URL: siteAddress,
});

type Environment = z.output<typeof environmentSchema>;

/** An empty variable counts as absent: compose files and shells set them easily. */
const present = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
	Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

/** https://developer.wordpress.org/reference/classes/wpdb/get_blog_prefix/: the first site has no number. */
const networkProblems = ({ DATABASE_PREFIX: prefix, DATABASE_BASE_PREFIX: base }: Environment): string[] =>
	base === undefined || (prefix.startsWith(base) && /^(\d+_)?$/.test(prefix.slice(base.length)))
		? []
		: [
				"DATABASE_PREFIX must be DATABASE_BASE_PREFIX, with the site's number and _ after it but for the first",
			];

const stripeProblems = ({ STRIPE_API_URL: apiUrl, STRIPE_SECRET_KEY: key }: Environment): string[] => {
	if (apiUrl === undefined) {
		return [];
	}
	const problems = [];
	if (!LOOPBACK.has(new URL(apiUrl).hostname)) {
		problems.push('STRIPE_API_URL may only point at this machine (127.0.0.1, [::1], localhost)');
	}
	if (!key.startsWith('sk_test_')) {
		problems.push('STRIPE_API_URL only goes with an sk_test_ key');
	}
	return problems;
};

const toConfig = (environment: Environment): Config => ({
	version: process.env.COHORT_ENROLLMENT_VERSION ?? '0.0.0-development',
	host: environment.HOST,
	port: environment.PORT,
	logLevel: environment.LOG_LEVEL,
	database: {
		host: environment.DATABASE_HOST,
		port: environment.DATABASE_PORT,
		database: environment.DATABASE_NAME,
		user: environment.DATABASE_USER,
		password: environment.DATABASE_PASSWORD,
		prefix: environment.DATABASE_PREFIX,
		basePrefix: environment.DATABASE_BASE_PREFIX ?? environment.DATABASE_PREFIX,
		poolSize: environment.DATABASE_POOL_SIZE,
	},
	stripe: {
		secretKey: environment.STRIPE_SECRET_KEY,
		webhookSecrets: environment.STRIPE_WEBHOOK_SECRET,
		apiUrl: environment.STRIPE_API_URL === undefined ? null : new URL(environment.STRIPE_API_URL),
	},
	identitySecrets: environment.COHORT_ENROLLMENT_SECRET ?? null,
	siteUrl: environment.SITE_URL ?? null,
	wordpressUrl: environment.WORDPRESS_URL ?? null,
	eventRetentionDays: environment.EVENT_RETENTION_DAYS,
	policy: {
		honorClosedCohorts: environment.HONOR_CLOSED_COHORTS,
		refundEndsEnrollment: environment.REFUND_ENDS_ENROLLMENT,
	},
});

/** Reads the environment. Raises {@link ConfigError} with all problems at once, never with a value in the text. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
	const parsed = environmentSchema.safeParse(present(environment));
	if (!parsed.success) {
		throw new ConfigError(
			parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
		);
	}
	const problems = [...networkProblems(parsed.data), ...stripeProblems(parsed.data)];
	if (problems.length > 0) {
		throw new ConfigError(problems);
	}
	return toConfig(parsed.data);
};

/** The names of every variable that {@link readConfig} reads: what containers may set. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(environmentSchema.shape);
