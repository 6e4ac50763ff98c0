import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGIN, TAGLINE, THEME, TITLE, USERS } from './demo-site.mjs';
import { Failure } from './failure.mjs';
import { createOwnDatabase, startDatabase } from './mariadb.mjs';
import { seedDemo } from './sidecar.mjs';
import { saveState } from './stack-state.mjs';
import { configureWordpress, linkPlugin, placeWordpress, runInWordpress } from './wordpress.mjs';
import { fetchWordpress, wordpressVersion } from './wordpress-files.mjs';

/** @typedef {import('./stack-settings.mjs').StackSettings} StackSettings */
/** @typedef {(words: string) => void} Note adds a few words to the step's line */

/**
 * Prices live in Stripe: a demo cannot change to another one.
 *
 * @param {StackSettings} stack
 */
export function keepToOneStripe({ directory, state, stripe }) {
	const current = stripe.kind === 'local' ? 'local' : `stripe ${stripe.secretKey.slice(-6)}`;
	if (state.stripe && state.stripe !== current) {
		throw new Failure('This demo was made with another Stripe, and its prices are there.', {
			next: 'npm run reset starts over, with the Stripe of .env if there is one',
		});
	}
	state.stripe = current;
	saveState(directory, state);
}

/**
 * @param {StackSettings} stack
 * @param {Note} note
 */
export async function startMariadb({ database, credentials, state }, note) {
	await startDatabase(database);
	await createOwnDatabase(database, { ...credentials, empty: !state.wordpress });
	const asRoot = database.as?.uid === 0 ? ', as root: other accounts cannot enter this folder' : '';
	note(`127.0.0.1:${database.port}${asRoot}`);
}

/**
 * @param {StackSettings} stack
 * @param {Note} note
 */
export async function installWordpress(stack, note) {
	const { directory, state, wordpress } = stack;
	if (!existsSync(join(wordpress.directory, 'wp-load.php'))) {
		const { tree } = await fetchWordpress(wordpress.log);
		await placeWordpress(wordpress, tree);
	}
	configureWordpress(wordpress);
	linkPlugin(wordpress);
	const wanted = JSON.stringify([wordpress.siteUrl, TITLE, TAGLINE, THEME, PLUGIN, USERS]);
	if (state.setUp !== wanted || !state.wordpress) {
		state.wordpress = await setUpWordpress(stack);
		state.setUp = wanted;
		saveState(directory, state);
	}
	note(`WordPress ${wordpressVersion(wordpress.directory)}, 127.0.0.1:${state.ports.site}`);
}

/**
 * Installs WordPress into its database if that is empty, and makes it the demo's. Safe to repeat.
 *
 * @param {{ state: { demoPassword: string }, wordpress: import('./wordpress.mjs').ReadyWordpress }} stack
 * @returns {Promise<{ secret: string, prefix: string, userIds: Record<string, number> }>}
 */
export async function setUpWordpress({ state, wordpress }) {
	const password = state.demoPassword;
	await runInWordpress(wordpress, 'install.php', { title: TITLE, admin: { ...USERS[0], password } });
	return runInWordpress(wordpress, 'set-up.php', {
		title: TITLE,
		tagline: TAGLINE,
		theme: THEME,
		plugin: PLUGIN,
		users: USERS.map((user) => ({ ...user, password })),
	});
}

/** @param {StackSettings} stack */
export async function fillPages({ directory, state, wordpress }) {
	if (state.content) return;
	state.content = await runInWordpress(wordpress, 'demo-content.php');
	saveState(directory, state);
}

/** @param {StackSettings} stack */
export async function seedCourses({ directory, state, sidecar, stripe }) {
	if (state.seeded) return;
	if (!state.wordpress || !state.content) throw new Error('The demo seed needs WordPress and its pages.');
	const input = { students: state.wordpress.userIds, pages: state.content.pages };
	state.seeded = await seedDemo(sidecar, input).catch((error) => {
		if (error instanceof Failure && stripe.kind === 'stripe') {
			error.next = 'check the keys in .env and the connection to api.stripe.com, then start again';
		}
		throw error;
	});
	saveState(directory, state);
}
