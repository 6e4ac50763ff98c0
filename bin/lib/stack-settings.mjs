import { join } from 'node:path';
import { chooseAccounts } from './accounts.mjs';
import { socketPath } from './mariadb.mjs';
import { logFile } from './processes.mjs';
import { PROJECT } from './project.mjs';

/** WordPress's database, and the start of its tables' names. */
const DATABASE = { name: 'wordpress', user: 'wordpress', prefix: 'wp_' };

/** @typedef {ReturnType<typeof stackSettings>} StackSettings */

/**
 * What each part of a stack needs to know of itself and of the others.
 *
 * @param {object} stack
 * @param {string} stack.directory
 * @param {import('./stack-state.mjs').StackState} stack.state
 * @param {import('./processes.mjs').Places & { started: Set<string> }} stack.places
 * @param {import('./stripe.mjs').Stripe | undefined} stack.ownStripe
 */
export function stackSettings({ directory, state, places, ownStripe }) {
	const { ports } = state;
	const accounts = chooseAccounts([
		directory,
		places.run,
		join(PROJECT, 'plugin'),
		join(PROJECT, 'package.json'),
		join(PROJECT, 'bin', 'wordpress', 'bootstrap.php'),
	]);
	const siteUrl = `http://127.0.0.1:${ports.site}`;
	const sidecarUrl = `http://127.0.0.1:${ports.sidecar}`;
	const { localStripe, databasePasswords } = state;
	/** @type {import('./stripe.mjs').Stripe} */
	const stripe = ownStripe ?? {
		kind: 'local',
		secretKey: localStripe.secretKey,
		webhookSecrets: [localStripe.webhookSecret],
	};
	const data = join(directory, 'mariadb');
	const database = {
		directory: data,
		socket: socketPath(data, 'mariadb'),
		port: ports.database,
		rootPassword: databasePasswords.root,
		as: accounts.database,
		places,
	};
	const credentials = {
		host: '127.0.0.1',
		port: ports.database,
		password: databasePasswords.wordpress,
		...DATABASE,
	};
	const wordpress = {
		directory: join(directory, 'wordpress'),
		siteUrl,
		sidecarUrl,
		salt: state.salt,
		debugLog: join(places.logs, 'debug.log'),
		mail: join(directory, 'mail'),
		database: credentials,
		as: accounts.web,
		log: logFile(places, 'wordpress'),
	};
	const webServer = {
		root: wordpress.directory,
		port: ports.site,
		directory: join(directory, 'web-server'),
		as: accounts.web,
		places,
	};
	const sidecar = { directory, ports, siteUrl, database: credentials, stripe, places };
	return {
		directory,
		state,
		places,
		sidecarUrl,
		stripe,
		database,
		credentials,
		wordpress,
		webServer,
		sidecar,
	};
}
