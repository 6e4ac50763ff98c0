import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SEED, EMULATOR, SIDECAR } from './build.mjs';
import { run } from './commands.mjs';
import { Failure } from './failure.mjs';
import { accepts } from './ports.mjs';
import { logFile, startService } from './processes.mjs';
import { ensureDirectory } from './project.mjs';

/**
 * @typedef {object} SidecarSettings
 * @property {string} directory of the stack
 * @property {import('./stack-state.mjs').Ports} ports
 * @property {string} siteUrl
 * @property {{ host: string, port: number, name: string, user: string, password: string, prefix: string, basePrefix?: string }} database
 *   `basePrefix`: of a network of sites
 * @property {import('./stripe.mjs').Stripe} stripe
 * @property {import('./processes.mjs').Places} places
 * @property {string} [program] another `server.mjs` than the one of this checkout
 * @property {string} [webhookUrl] where the local Stripe delivers instead of to the sidecar itself
 */

/**
 * The sidecar's environment. Its secret is not in it: as in a normal installation it comes from the option
 * that the plugin wrote.
 *
 * @param {SidecarSettings} settings
 * @returns {Record<string, string>}
 */
export function sidecarEnvironment({ ports, siteUrl, database, stripe }) {
	return {
		HOST: '127.0.0.1',
		PORT: String(ports.sidecar),
		DATABASE_HOST: database.host,
		DATABASE_PORT: String(database.port),
		DATABASE_NAME: database.name,
		DATABASE_USER: database.user,
		DATABASE_PASSWORD: database.password,
		DATABASE_PREFIX: database.prefix,
		...(database.basePrefix ? { DATABASE_BASE_PREFIX: database.basePrefix } : {}),
		STRIPE_SECRET_KEY: stripe.secretKey,
		STRIPE_WEBHOOK_SECRET: stripe.webhookSecrets.join(','),
		...(stripe.kind === 'local' ? { STRIPE_API_URL: `http://127.0.0.1:${ports.stripe}` } : {}),
		SITE_URL: siteUrl,
		LOG_LEVEL: 'info',
	};
}

/** @param {string} file */
const contentHash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** @param {SidecarSettings} settings */
export function migrate(settings) {
	return run(process.execPath, [SIDECAR, 'migrate'], {
		env: sidecarEnvironment(settings),
		log: logFile(settings.places, 'migrate'),
		timeout: 120_000,
	});
}

/** @param {SidecarSettings} settings */
export function startSidecar(settings) {
	const program = settings.program ?? SIDECAR;
	return startService(
		{
			name: 'sidecar',
			command: process.execPath,
			parameters: [program],
			env: sidecarEnvironment(settings),
			cwd: settings.directory,
			version: contentHash(program),
			port: settings.ports.sidecar,
			ready: () => answers(`http://127.0.0.1:${settings.ports.sidecar}/healthz`),
			readyWithin: 30_000,
			stop: { signal: 'SIGTERM', within: 15_000 },
		},
		settings.places,
	);
}

/** @param {SidecarSettings} settings */
export function startLocalStripe(settings) {
	return startService(
		{
			name: 'stripe',
			command: process.execPath,
			parameters: [EMULATOR],
			env: {
				HOST: '127.0.0.1',
				PORT: String(settings.ports.stripe),
				WEBHOOK_URL:
					settings.webhookUrl ?? `http://127.0.0.1:${settings.ports.sidecar}/webhooks/stripe`,
				WEBHOOK_SECRETS: settings.stripe.webhookSecrets.join(','),
				DATA_FILE: join(ensureDirectory(join(settings.directory, 'stripe')), 'data.json'),
				LOG_LEVEL: 'info',
			},
			cwd: settings.directory,
			version: contentHash(EMULATOR),
			port: settings.ports.stripe,
			ready: () => accepts(settings.ports.stripe),
		},
		settings.places,
	);
}

/** @param {string} url */
async function answers(url) {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
	} catch {
		return false;
	}
}

/**
 * Fills the tables with the demo's courses, cohorts and students.
 *
 * @param {SidecarSettings} settings
 * @param {SeedInput} wordpress
 */
export function seedDemo(settings, wordpress) {
	return runSeed(sidecarEnvironment(settings), logFile(settings.places, 'demo-seed'), wordpress);
}

/**
 * @typedef {{ students: Record<string, number>, pages: Record<string, number> }} SeedInput
 *   WordPress user ids by login, and page ids by course code
 */

/**
 * @param {NodeJS.ProcessEnv} environment the sidecar's
 * @param {string} log
 * @param {SeedInput} wordpress
 * @returns {Promise<{ courses: { code: string, title: string }[] }>}
 */
export async function runSeed(environment, log, { students, pages }) {
	const { stdout } = await run(process.execPath, [DEMO_SEED], {
		env: {
			...environment,
			DEMO_STUDENTS: JSON.stringify(students),
			DEMO_PAGES: JSON.stringify(pages),
		},
		log,
		timeout: 120_000,
	});
	try {
		const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
		if (Array.isArray(result.courses) && result.courses.length > 0) return result;
	} catch {
		// Said below.
	}
	throw new Failure('The demo seed did not print the courses that it made.', { log });
}
