import { ConfigError, readConfig } from './config';

const complete = {
	DATABASE_NAME: 'wordpress',
	DATABASE_USER: 'wordpress',
	STRIPE_SECRET_KEY: 'sk_test_abc',
	STRIPE_WEBHOOK_SECRET: 'whsec_one',
};

const problemsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
	try {
		readConfig(environment);
	} catch (error) {
		if (error instanceof ConfigError) {
			return error.problems;
		}
		throw error;
	}
	return [];
};

test('the smallest environment of a normal installation is enough', () => {
	expect(readConfig(complete)).toMatchObject({
		host: '127.0.0.1',
		port: 8787,
		database: { database: 'wordpress', prefix: 'wp_', basePrefix: 'wp_', poolSize: 8 },
		stripe: { webhookSecrets: ['whsec_one'], apiUrl: null },
		identitySecrets: null,
		siteUrl: null,
		wordpressUrl: null,
		policy: { honorClosedCohorts: false, refundEndsEnrollment: true },
	});
});

test('everything that is missing is listed at once', () => {
	const problems = problemsOf({ PORT: 'eighty' }).join('\n');
	for (const name of [
		'PORT',
		'DATABASE_NAME',
		'DATABASE_USER',
		'STRIPE_SECRET_KEY',
		'STRIPE_WEBHOOK_SECRET',
	]) {
		expect(problems).toContain(name);
	}
});

test('an empty variable counts as missing', () => {
	expect(problemsOf({ ...complete, DATABASE_NAME: '' })).toEqual(['DATABASE_NAME: is missing']);
});

test('no problem repeats a secret', () => {
	expect(
		problemsOf({ ...complete, STRIPE_SECRET_KEY: 'hunter2', STRIPE_WEBHOOK_SECRET: 'hunter3' }).join(),
	).not.toMatch(/hunter/);
});

test('two webhook secrets are accepted while they are rotated, three are not', () => {
	expect(
		readConfig({ ...complete, STRIPE_WEBHOOK_SECRET: 'whsec_a, whsec_b' }).stripe.webhookSecrets,
	).toEqual(['whsec_a', 'whsec_b']);
	expect(problemsOf({ ...complete, STRIPE_WEBHOOK_SECRET: 'whsec_a,whsec_b,whsec_c' })).toHaveLength(1);
});

test('a short secret for the plugin is refused', () => {
	expect(problemsOf({ ...complete, COHORT_ENROLLMENT_SECRET: 'short' })).toHaveLength(1);
});

describe('STRIPE_API_URL', () => {
	test('is accepted for loopback with a test key', () => {
		expect(
			readConfig({ ...complete, STRIPE_API_URL: 'http://127.0.0.1:12111' }).stripe.apiUrl?.port,
		).toBe('12111');
	});
	test.each(['http://stripe.example', 'http://10.0.0.1', 'http://127.0.0.1.example'])(
		'%s is refused',
		(url) => {
			expect(problemsOf({ ...complete, STRIPE_API_URL: url })).toHaveLength(1);
		},
	);
	test('is refused with a live key', () => {
		expect(
			problemsOf({
				...complete,
				STRIPE_SECRET_KEY: 'sk_live_abc',
				STRIPE_API_URL: 'http://127.0.0.1:1',
			}),
		).toHaveLength(1);
	});
});

describe('a site of a network', () => {
	const prefixesOf = (prefix: string, base: string) =>
		readConfig({ ...complete, DATABASE_PREFIX: prefix, DATABASE_BASE_PREFIX: base }).database;

	test.each([
		['wp_2_', 'wp_'],
		['wp_31_', 'wp_'],
		['wp_', 'wp_'],
		['school12_', 'school'],
	])('has its own tables under %s and the users under %s', (prefix, basePrefix) => {
		expect(prefixesOf(prefix, basePrefix)).toMatchObject({ prefix, basePrefix });
	});

	test.each([
		['wp_2_', 'other_'],
		['wp_2', 'wp_'],
		['wp_two_', 'wp_'],
		['wp_', 'wp_2_'],
	])('cannot have the prefix %s under the base prefix %s', (prefix, base) => {
		expect(() => prefixesOf(prefix, base)).toThrow(/DATABASE_PREFIX must be DATABASE_BASE_PREFIX/);
	});
});

test.each<[string, string]>([
	['PORT', '0'],
	['PORT', '65536'],
	['PORT', '80.5'],
	['DATABASE_PORT', '-1'],
	['DATABASE_POOL_SIZE', '0'],
	['DATABASE_POOL_SIZE', 'many'],
	['DATABASE_PREFIX', 'wp-'],
	['DATABASE_PREFIX', 'wp_`; DROP'],
	['DATABASE_BASE_PREFIX', 'wp-'],
	['STRIPE_SECRET_KEY', 'pk_test_abc'],
	['STRIPE_SECRET_KEY', 'sk_test_'],
	['STRIPE_WEBHOOK_SECRET', 'sk_test_abc'],
	['STRIPE_WEBHOOK_SECRET', ','],
	['COHORT_ENROLLMENT_SECRET', `${'a'.repeat(64)},short`],
	['COHORT_ENROLLMENT_SECRET', Array(3).fill('a'.repeat(64)).join()],
	['SITE_URL', 'school.example.test'],
	['SITE_URL', 'ftp://school.example.test'],
	['STRIPE_API_URL', 'not an address'],
	['LOG_LEVEL', 'loud'],
])('%s=%s is refused by its name', (name, value) => {
	expect(problemsOf({ ...complete, [name]: value })).toEqual([expect.stringMatching(`^${name}: `)]);
});

test.each([
	['https://school.example.test/', 'https://school.example.test'],
	['https://school.example.test/blog//', 'https://school.example.test/blog'],
	['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('SITE_URL %s is the site %s', (url, site) => {
	expect(readConfig({ ...complete, SITE_URL: url }).siteUrl).toBe(site);
});

test.each(['sk_test_a', 'sk_live_a', 'rk_test_a', 'rk_live_a'])('%s is a key', (key) => {
	expect(readConfig({ ...complete, STRIPE_SECRET_KEY: key }).stripe.secretKey).toBe(key);
});

test.each(['http://127.0.0.1:12111', 'http://localhost:12111', 'http://[::1]:12111'])(
	'a local Stripe may live at %s, but not with a restricted key of the real one',
	(url) => {
		expect(problemsOf({ ...complete, STRIPE_API_URL: url })).toEqual([]);
		expect(problemsOf({ ...complete, STRIPE_API_URL: url, STRIPE_SECRET_KEY: 'rk_test_a' })).toHaveLength(
			1,
		);
	},
);

test('both secrets of the plugin are taken as they are, without the blanks around them', () => {
	const [one, other] = ['a'.repeat(64), 'ä'.repeat(16)];
	expect(
		readConfig({ ...complete, COHORT_ENROLLMENT_SECRET: ` ${one} , ${other} ` }).identitySecrets,
	).toEqual([one, other]);
});
