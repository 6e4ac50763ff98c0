import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInTerminal } from './commands.mjs';
import { Failure } from './failure.mjs';
import { say } from './progress.mjs';
import { DEMO_DIRECTORY, PROJECT, ensureDirectory } from './project.mjs';
import { secret } from './stack-state.mjs';

const ENVIRONMENT = join(PROJECT, '.env');

/** Says to the other commands that the demo runs in containers. */
const MARK = join(DEMO_DIRECTORY, 'docker');

export const runsInDocker = () => existsSync(MARK);

/** @returns {boolean} there is an engine, and compose */
export function hasDocker() {
	return spawnSync('docker', ['compose', 'version']).status === 0;
}

/**
 * Fills in the secrets that docker-compose.yml asks for, and leaves what is there as it is.
 *
 * @param {string} text of `.env`, or of `.env.example`
 * @param {(bytes: number) => string} random hexadecimal digits
 * @returns {string}
 */
export function withSecrets(text, random) {
	/** @type {Record<string, string>} */
	const wanted = {
		DATABASE_PASSWORD: random(24),
		DATABASE_ROOT_PASSWORD: random(24),
		DEMO_PASSWORD: `river-${random(4)}`,
	};
	// Somebody's own Stripe stays, and only its owner knows the webhook's secret; without one it is the local.
	if (!/^STRIPE_SECRET_KEY=./m.test(text) || /^COMPOSE_PROFILES=.*local-stripe/m.test(text)) {
		wanted['COMPOSE_PROFILES'] = 'local-stripe';
		wanted['STRIPE_SECRET_KEY'] = 'sk_test_local';
		wanted['STRIPE_WEBHOOK_SECRET'] = `whsec_${random(24)}`;
	}
	for (const [name, value] of Object.entries(wanted)) {
		const line = new RegExp(`^${name}=(.*)$`, 'm');
		const found = line.exec(text);
		if (!found) text = `${text.trimEnd()}\n${name}=${value}\n`;
		else if (found[1]?.trim() === '') text = text.replace(line, `${name}=${value}`);
	}
	return text.trimStart();
}

/** Writes `.env`, or completes it. */
function prepareEnvironment() {
	const before = existsSync(ENVIRONMENT) ? readFileSync(ENVIRONMENT, 'utf8') : undefined;
	const after = withSecrets(before ?? readFileSync(`${ENVIRONMENT}.example`, 'utf8'), secret);
	if (after === before) return;
	writeFileSync(ENVIRONMENT, after, { mode: 0o600 });
	say(before === undefined ? 'Wrote .env with new secrets.' : 'Completed .env with new secrets.');
}

/** @param {readonly string[]} parameters of `docker compose` */
async function compose(...parameters) {
	const files = ['--project-directory', PROJECT];
	return runInTerminal('docker', ['compose', ...files, ...parameters]);
}

/**
 * The demo in containers: as on this machine, it ends with the table of addresses, printed by the installer.
 *
 * @returns {Promise<number>} exit code
 */
export async function startInDocker() {
	if (!hasDocker()) throw new Failure('There is no docker compose here.', { next: withoutDocker() });
	prepareEnvironment();
	writeFileSync(join(ensureDirectory(DEMO_DIRECTORY), 'docker'), '');
	const next = 'docker compose logs shows what each part says; then try again: npm start -- --docker';
	if ((await compose('up', '--build', '--detach')) !== 0)
		throw new Failure('docker compose could not start it.', { next });
	await compose('logs', '--follow', '--no-log-prefix', 'installer');
	if (installerExitCode() !== 0) throw new Failure('The installer did not come to its end.', { next });
	return 0;
}

function installerExitCode() {
	const ps = ['compose', '--project-directory', PROJECT, 'ps', '--all', '--quiet', 'installer'];
	const id = spawnSync('docker', ps, { encoding: 'utf8' }).stdout?.trim() ?? '';
	const state = spawnSync('docker', ['inspect', '--format', '{{.State.ExitCode}}', id], {
		encoding: 'utf8',
	});
	return state.status === 0 ? Number(state.stdout) : 1;
}

/**
 * @param {{ deleteData: boolean }} options
 * @returns {Promise<number>} exit code
 */
export async function stopInDocker({ deleteData }) {
	// With the profile even when .env has left it: its container may be there still.
	const code = await compose(
		...['--profile', 'local-stripe', 'down'],
		...(deleteData ? ['--volumes'] : []),
	);
	if (code === 0) rmSync(MARK, { force: true });
	return code;
}

/** @returns {Promise<number>} exit code */
export const followInDocker = () => compose('logs', '--follow');

function withoutDocker() {
	return `install Docker with its compose plugin (https://docs.docker.com/get-docker/), or use Debian 12, Ubuntu 24.04 or newer, where npm start installs what it needs by itself`;
}

/**
 * @param {readonly string[]} missing programs and extensions
 * @returns {Failure} for a system whose packages we do not know
 */
export function unknownSystem(missing) {
	return new Failure(`Not here on this system: ${missing.join(', ')}.`, {
		next: `${hasDocker() ? 'npm start -- --docker; or ' : ''}${withoutDocker()}`,
	});
}
