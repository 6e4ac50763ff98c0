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
		database: { database: 'wordpress', prefix: 'wp_', poolSize: 8 },
		stripe: { webhookSecrets: ['whsec_one'], apiUrl: null },
		identitySecrets: null,
		siteUrl: null,
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
