import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isFree, nextFreePort } from './ports.mjs';
import { runningPid } from './processes.mjs';
import { ensureDirectory, readJson, writeJson } from './project.mjs';

/** @typedef {{ site: number, sidecar: number, stripe: number, database: number }} Ports */

/**
 * What a stack must remember from one start to the next.
 *
 * @typedef {object} StackState
 * @property {Ports} ports
 * @property {{ root: string, wordpress: string, tester: string }} databasePasswords
 * @property {string} demoPassword of every demo user
 * @property {string} salt of WordPress's keys
 * @property {{ secretKey: string, webhookSecret: string }} localStripe
 * @property {string} [stripe] which Stripe the demo's prices were made in
 * @property {string} [setUp] what WordPress was last set up for; set up again when that changed
 * @property {{ secret: string | null, prefix: string, userIds: Record<string, number> }} [wordpress]
 * @property {{ courses: { code: string, title: string }[] }} [seeded]
 * @property {{ coursePath: string, dashboardPath: string, pages: Record<string, number> }} [content]
 */

/** Names of the services' pid files, in the order in which they are started. */
export const SERVICES = /** @type {const} */ (['mariadb', 'php-fpm', 'nginx', 'stripe', 'sidecar']);

/** @param {string} directory */
export function places(directory) {
	return {
		run: join(directory, 'run'),
		logs: join(directory, 'logs'),
	};
}

/** @param {string} directory */
const stateFile = (directory) => join(directory, 'stack.json');

/** @param {number} bytes */
export const secret = (bytes) => randomBytes(bytes).toString('hex');

/**
 * @param {string} directory
 * @returns {StackState | undefined}
 */
export function readState(directory) {
	return readJson(stateFile(directory));
}

/**
 * @param {string} directory
 * @param {StackState} state
 */
export function saveState(directory, state) {
	writeJson(stateFile(ensureDirectory(directory)), state);
}

/** @returns {StackState} */
export function newState() {
	return {
		ports: { site: 0, sidecar: 0, stripe: 0, database: 0 },
		databasePasswords: { root: secret(16), wordpress: secret(16), tester: secret(16) },
		demoPassword: `river-${secret(4)}`,
		salt: secret(32),
		localStripe: { secretKey: `sk_test_${secret(16)}`, webhookSecret: `whsec_${secret(16)}` },
	};
}

/** @type {Record<keyof Ports, string>} */
const OWNER = { site: 'nginx', sidecar: 'sidecar', stripe: 'stripe', database: 'mariadb' };

/**
 * Keeps the ports of the last start; one that somebody else took meanwhile is replaced by the next free one.
 *
 * @param {string} directory
 * @param {StackState} state
 * @param {Ports} wanted where to begin looking on the first start
 * @returns {Promise<Ports>}
 */
export async function choosePorts(directory, state, wanted) {
	const names = /** @type {(keyof Ports)[]} */ (Object.keys(wanted));
	/** @type {Set<number>} */
	const promised = new Set();
	/** @type {Partial<Ports>} */
	const ports = {};
	for (const name of names) {
		const last = state.ports[name];
		const ours = runningPid(places(directory).run, OWNER[name]) !== undefined;
		if (last > 0 && (ours || (await isFree(last)))) promised.add((ports[name] = last));
	}
	for (const name of names) {
		ports[name] ??= await nextFreePort(state.ports[name] || wanted[name], promised);
		promised.add(ports[name]);
	}
	return /** @type {Ports} */ (ports);
}
