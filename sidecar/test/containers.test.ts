import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { CONFIG_VARIABLES, readConfig } from '../src/config';
import {
	compose,
	composeText,
	exampleEnvironment,
	LOCAL,
	PROJECT,
	rawCompose,
	REAL,
	SECRETS,
	serviceOf,
	source,
	variablesOf,
	type Environment,
} from './compose-file';
import { stageOf, stages } from './dockerfile';

/** Another workspace, which this one knows only for its containers. */
const emulator = jest.requireActual<{
	CONFIG_VARIABLES: readonly string[];
	readConfig: (environment: Environment) => {
		host: string;
		port: number;
		publicUrl: string | null;
		webhook: { url: string; secrets: string[] } | null;
		dataFile: string | null;
	};
}>('../stripe-emulator/src/config');

/** What a process finds in its environment: the image's variables and the service's. */
const environmentOf = (service: string, environment = LOCAL): Environment => {
	const { build: image, environment: own } = serviceOf(service, environment);
	return { ...stageOf(image?.target ?? '').environment, ...own };
};

describe('.env', () => {
	test('the example leaves open exactly what nobody else may know', () => {
		const open = Object.entries(exampleEnvironment()).filter(([, value]) => value === '');
		expect(open.map(([name]) => name).sort()).toEqual(Object.keys(SECRETS).sort());
	});

	test('the example names every variable that docker-compose.yml takes, and no other', () => {
		expect(Object.keys(exampleEnvironment()).sort()).toEqual(
			[...variablesOf(composeText(), 'all')].sort(),
		);
	});

	test.each([...Object.keys(SECRETS), 'STRIPE_SECRET_KEY'])('compose stops when %s is missing', (name) => {
		expect(() => compose({ ...LOCAL, [name]: '' })).toThrow(name);
	});

	test('every password and secret comes from there', () => {
		const settings = Object.values(rawCompose().services).flatMap((service) =>
			Object.entries(service.environment ?? {}),
		);
		const secret = settings.filter(([name]) => /PASSWORD|SECRET/.test(name));
		expect(secret.length).toBeGreaterThan(8);
		for (const [, value] of secret) {
			expect(value).toMatch(/^\$\{\w+:\?.+\}$/);
		}
	});
});

describe('the sidecar', () => {
	test('is given only variables that it reads', () => {
		expect(CONFIG_VARIABLES).toEqual(
			expect.arrayContaining(Object.keys(serviceOf('sidecar').environment)),
		);
		const { NODE_ENV, ...image } = stageOf('sidecar').environment;
		expect(NODE_ENV).toBe('production');
		expect(CONFIG_VARIABLES).toEqual(expect.arrayContaining(Object.keys(image)));
	});

	test('is given all that it needs to talk to the database and the local Stripe', () => {
		expect(readConfig(environmentOf('sidecar'))).toMatchObject({
			host: '0.0.0.0',
			port: 8787,
			siteUrl: 'http://127.0.0.1:8080',
			database: {
				host: 'database',
				port: 3306,
				database: serviceOf('database').environment['MYSQL_DATABASE'],
				user: serviceOf('database').environment['MYSQL_USER'],
				password: serviceOf('database').environment['MYSQL_PASSWORD'],
				prefix: serviceOf('wordpress').environment['WORDPRESS_TABLE_PREFIX'],
			},
			stripe: { secretKey: 'sk_test_local', webhookSecrets: ['whsec_local'] },
		});
	});

	test('talks to Stripe itself when there is a key and no profile', () => {
		expect(readConfig(environmentOf('sidecar', REAL)).stripe).toEqual({
			secretKey: 'sk_test_mine',
			webhookSecrets: ['whsec_local'],
			apiUrl: null,
		});
	});

	test('may finish what is in flight before it is killed', () => {
		const drain = /DRAIN_MILLISECONDS = ([\d_]+)/.exec(source('sidecar/src/serve.ts'))?.[1];
		const grace = /^(\d+)s$/.exec(serviceOf('sidecar').stop_grace_period ?? '')?.[1];
		expect(Number(grace) * 1000).toBeGreaterThan(Number(drain?.replaceAll('_', '')));
	});
});

describe('the local Stripe', () => {
	test('is given only variables that it reads', () => {
		const names = Object.keys(environmentOf('stripe')).filter((name) => name !== 'NODE_ENV');
		expect(emulator.CONFIG_VARIABLES).toEqual(expect.arrayContaining(names));
		expect(names.length).toBeGreaterThan(5);
	});

	test('is where the sidecar looks for it, and shares its secrets', () => {
		const config = emulator.readConfig(environmentOf('stripe'));
		const sidecar = readConfig(environmentOf('sidecar'));
		for (const name of ['sidecar', 'stripe', 'installer']) {
			expect(serviceOf(name).network_mode).toBe('service:loopback');
		}
		expect(config.port).toBe(Number(sidecar.stripe.apiUrl?.port));
		expect(config.webhook).toEqual({
			url: `http://127.0.0.1:${sidecar.port}/webhooks/stripe`,
			secrets: sidecar.stripe.webhookSecrets,
		});
	});

	test('sends browsers to the port that is published for it', () => {
		const moved = { ...LOCAL, STRIPE_PORT: '9999' };
		const config = emulator.readConfig(environmentOf('stripe', moved));
		expect(config.publicUrl).toBe('http://127.0.0.1:9999');
		expect(serviceOf('loopback', moved).ports).toContain(`127.0.0.1:9999:${config.port}`);
	});

	test('keeps its state in a volume', () => {
		const { dataFile } = emulator.readConfig(environmentOf('stripe'));
		expect(serviceOf('stripe').volumes).toContain(`stripe:${posix.dirname(dataFile ?? '')}`);
	});

	test('starts with its profile only', () => {
		expect(serviceOf('stripe').profiles).toEqual(['local-stripe']);
		expect(exampleEnvironment()['COMPOSE_PROFILES']).toBe('local-stripe');
	});
});

describe('WordPress', () => {
	test('answers on the published port of the one address that everybody calls the site', () => {
		const moved = { ...LOCAL, SITE_PORT: '9090' };
		const addresses = ['wordpress', 'sidecar', 'installer'].map(
			(name) => serviceOf(name, moved).environment['SITE_URL'],
		);
		expect(new Set(addresses)).toEqual(new Set(['http://127.0.0.1:9090']));
		expect(serviceOf('wordpress', moved).ports).toEqual(['127.0.0.1:9090:9090']);
		expect(environmentOf('wordpress', moved)['SITE_PORT']).toBe('9090');
	});

	test('reaches the sidecar by its name and may do so', () => {
		const { environment } = serviceOf('wordpress');
		const url = new URL(environment['SIDECAR_URL'] ?? '');
		expect(serviceOf('loopback').networks?.['default']?.aliases).toContain(url.hostname);
		expect(Number(url.port)).toBe(readConfig(environmentOf('sidecar')).port);
		expect(environment['WORDPRESS_CONFIG_EXTRA']).toContain(`'WP_ACCESSIBLE_HOSTS', '${url.hostname}'`);
	});

	test('finds every variable that its configuration asks for', () => {
		const { environment } = serviceOf('wordpress');
		const asked = [...(environment['WORDPRESS_CONFIG_EXTRA'] ?? '').matchAll(/getenv\( '(\w+)' \)/g)];
		expect(asked.length).toBeGreaterThan(0);
		expect(Object.keys(environment)).toEqual(expect.arrayContaining(asked.map(([, name]) => name)));
	});

	test('keeps the plugin of the image, not of the volume', () => {
		const { copies, command } = stageOf('wordpress');
		const script = source('bin/container/apache2-with-plugin');
		const plugin = copies.find(({ sources }) => sources.includes('plugin/'))?.target.replace(/\/$/, '');
		expect(plugin).not.toMatch(/^\/var\/www\/html/);
		expect(script).toContain(`ln -s ${plugin ?? ''} "$link"`);
		expect(command).toBe('["apache2-with-plugin"]');
	});
});

describe('the installer', () => {
	test('is given everything that its script asks for', () => {
		const script = source('bin/container/install.mjs');
		const asked = [...script.matchAll(/(?:given\('|process\.env\[')(\w+)'/g)].map(([, name]) => name);
		expect(asked).toContain('DEMO_PASSWORD');
		expect(Object.keys(serviceOf('installer').environment)).toEqual(expect.arrayContaining(asked));
	});

	test('can run the demo seed, which reads what the sidecar reads', () => {
		expect(serviceOf('installer').environment).toMatchObject(serviceOf('sidecar').environment);
	});

	test('works on the WordPress that is served', () => {
		expect(serviceOf('installer').environment).toMatchObject(serviceOf('wordpress').environment);
		expect(serviceOf('installer').volumes).toEqual(serviceOf('wordpress').volumes);
		expect(stageOf('installer').base).toBe('wordpress');
	});
});

describe('services', () => {
	const { services, volumes } = compose(LOCAL);
	const built = Object.entries(services).filter(([, { build: image }]) => image !== undefined);

	test('start when those they need are healthy', () => {
		const needed = Object.fromEntries(
			Object.entries(services).map(([name, service]) => [name, service.depends_on ?? {}]),
		);
		const healthy = { condition: 'service_healthy' };
		// Whoever has another's network must start again with it.
		const network = { condition: 'service_started', restart: true };
		expect(needed).toEqual({
			database: {},
			loopback: {},
			wordpress: { database: healthy },
			sidecar: { loopback: network, database: healthy },
			stripe: { loopback: network },
			installer: {
				loopback: network,
				database: healthy,
				wordpress: healthy,
				sidecar: healthy,
				stripe: { ...healthy, required: false },
			},
		});
	});

	test('that others wait for say whether they are healthy', () => {
		const awaited = Object.values(services).flatMap((service) =>
			Object.entries(service.depends_on ?? {})
				.filter(([, { condition }]) => condition === 'service_healthy')
				.map(([name]) => name),
		);
		for (const name of new Set(awaited)) {
			const { healthcheck, build: image } = services[name] ?? {};
			const check = healthcheck?.test.join(' ') ?? stageOf(image?.target ?? '').healthCheck;
			expect([name, check]).toEqual([name, expect.stringContaining('CMD')]);
		}
	});

	test('publish ports on this machine only', () => {
		const ports = Object.values(services).flatMap((service) => service.ports ?? []);
		expect(ports).toHaveLength(3);
		for (const port of ports) {
			expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
		}
	});

	test('use volumes that are declared', () => {
		const used = Object.values(services).flatMap((service) => service.volumes ?? []);
		expect(new Set(used.map((volume) => volume.split(':')[0]))).toEqual(new Set(Object.keys(volumes)));
	});

	test.each(built)('%s is built from files and a stage that exist', (_name, { build: image }) => {
		expect(existsSync(join(PROJECT, image?.context ?? '', image?.dockerfile ?? ''))).toBe(true);
		expect(stages().map(({ name }) => name)).toContain(image?.target);
	});

	test.each(['loopback', 'sidecar', 'stripe', 'installer'])(
		'%s has no more rights than it needs',
		(name) => {
			expect(services[name]).toMatchObject({
				read_only: true,
				cap_drop: ['ALL'],
				security_opt: ['no-new-privileges:true'],
			});
			expect(stageOf(services[name]?.build?.target ?? '').user).toMatch(/^(node|www-data)$/);
		},
	);
});
