import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './accounts.mjs';
import { writeDemoFile } from './demo-file.mjs';
import { PLUGIN, TITLE, USERS } from './demo-site.mjs';
import { nextFreePort } from './ports.mjs';
import { ensureDirectory } from './project.mjs';
import { startLocalStripe, startSidecar } from './sidecar.mjs';
import { stopServices } from './stack.mjs';
import { stackSettings } from './stack-settings.mjs';
import { choosePorts, newState, places as placesOf, saveState } from './stack-state.mjs';
import { setUpWordpress, startMariadb } from './stack-steps.mjs';
import { startWebServer } from './web-server.mjs';
import { configureWordpress, placeWordpress, runInWordpress } from './wordpress.mjs';
import { fetchWordpress } from './wordpress-files.mjs';

/** @typedef {Awaited<ReturnType<typeof settingsOf>>} StackSettings */

/** Events of Stripe that a site is told of. */
const EVENTS = '*';
const WEBHOOK = '/wp-json/cohort-enrollment/v1/webhooks/stripe';
const SECOND_SITE = '/two/';

/** What only the plugin writes: into names of tables and files, options, roles, posts and what hangs on them. */
const WORDS = ['cohort_enrollment', 'cohort-enrollment', 'manage_cohorts', 'view_cohort_rosters', '_ce_'];

/** @param {string} directory of an installed site */
const allPlaces = (directory) => [placesOf(directory), placesOf(join(directory, 'two'))];

/**
 * Stops what was started for an installed site.
 *
 * @param {string} directory
 */
export async function stopInstalledSite(directory) {
	for (const places of allPlaces(directory).reverse()) await stopServices(places);
}

/**
 * A WordPress of its own that nobody has worked on, with the plugin from its zip: what whoever installs it has.
 *
 * @param {object} options
 * @param {string} options.directory everything of it lies there; what was there is deleted
 * @param {import('./stack-state.mjs').Ports} options.ports where to begin looking for free ones
 * @param {string} options.zip
 */
export async function openInstalledSite({ directory, ports, zip }) {
	await stopInstalledSite(directory);
	rmSync(directory, { recursive: true, force: true });
	for (const { run, logs } of allPlaces(directory))
		[run, logs].forEach((folder) => ensureDirectory(folder));
	const stack = await settingsOf(directory, ports);
	await startMariadb(stack, () => {});
	await installFromZip(stack, zip);
	await startWebServer({ ...stack.webServer, network: true });
	const sidecar = installedSidecar(stack);
	await startLocalStripe({ ...sidecar, webhookUrl: `${stack.wordpress.siteUrl}${WEBHOOK}` });
	await startSidecar(sidecar);
	writeDemoFile(stack);
	return {
		demoFile: join(directory, 'demo.json'),
		debugLog: stack.wordpress.debugLog,
		wordpressDirectory: stack.wordpress.directory,
		/** With the port: a network of sites is only found by it. */
		host: new URL(stack.wordpress.siteUrl).host,
		makeNetwork: () => makeNetwork(stack),
		removePlugin: () => removePlugin(stack),
		/** @returns {Promise<string[]>} where in database and plugin folder something of the plugin is */
		findTraces: async () =>
			(await runInWordpress(stack.wordpress, 'traces.php', { words: WORDS })).traces,
		stop: () => stopInstalledSite(directory),
	};
}

/**
 * @param {string} directory
 * @param {import('./stack-state.mjs').Ports} wanted
 */
async function settingsOf(directory, wanted) {
	const state = newState();
	state.ports = await choosePorts(directory, state, wanted);
	saveState(directory, state);
	const places = { ...placesOf(directory), started: new Set() };
	const stack = stackSettings({ directory, state, places, ownStripe: undefined });
	const constants = {
		// As on most sites, and as every site of a network must have it: the settings say where the sidecar is.
		COHORT_ENROLLMENT_SIDECAR_URL: undefined,
		FS_METHOD: 'direct',
		// What WordPress does by itself in its first minutes would stand in the log between what the tests do.
		DISABLE_WP_CRON: true,
	};
	/** @type {import('./wordpress.mjs').Wordpress} */
	const wordpress = { ...stack.wordpress, constants };
	return { ...stack, wordpress };
}

/**
 * @param {StackSettings} stack
 * @param {string} zip
 */
async function installFromZip({ state, wordpress }, zip) {
	const { tree } = await fetchWordpress(wordpress.log);
	await placeWordpress(wordpress, tree);
	configureWordpress(wordpress);
	const content = join(wordpress.directory, 'wp-content');
	// WordPress unpacks there, and deletes again.
	for (const folder of ['plugins', 'upgrade']) giveTo(ensureDirectory(join(content, folder)), wordpress.as);
	const admin = { ...USERS[0], password: state.demoPassword };
	await runInWordpress(wordpress, 'install.php', { title: TITLE, admin });
	await runInWordpress(wordpress, 'install-plugin.php', { zip, plugin: PLUGIN });
	state.wordpress = await setUpWordpress({ state, wordpress });
}

/**
 * The sidecar that came with the plugin.
 *
 * @param {StackSettings} stack
 * @returns {import('./sidecar.mjs').SidecarSettings}
 */
function installedSidecar({ wordpress, sidecar }) {
	const plugin = join(wordpress.directory, 'wp-content', 'plugins', PLUGIN.split('/')[0] ?? '');
	return { ...sidecar, program: join(plugin, 'build', 'sidecar', 'server.mjs') };
}

/**
 * Makes the site the first one of a network, adds a second one in a folder, and makes the plugin active on both.
 *
 * @param {StackSettings} stack
 * @returns {Promise<{ demoFile: string }>} of the second site, which has a sidecar of its own
 */
async function makeNetwork(stack) {
	const { wordpress } = stack;
	const { domain } = await runInWordpress(wordpress, 'make-network.php', { title: TITLE });
	wordpress.constants = { ...wordpress.constants, ...networkConstants(domain) };
	configureWordpress(wordpress);
	const site = await runInWordpress(wordpress, 'add-site.php', {
		path: SECOND_SITE,
		title: `${TITLE}, second site`,
		plugin: PLUGIN,
	});
	return startSecondSite(stack, site);
}

/**
 * https://developer.wordpress.org/advanced-administration/multisite/create-network/
 *
 * @param {string} domain
 */
const networkConstants = (domain) => ({
	// They would count for every site.
	WP_HOME: undefined,
	WP_SITEURL: undefined,
	MULTISITE: true,
	SUBDOMAIN_INSTALL: false,
	DOMAIN_CURRENT_SITE: domain,
	PATH_CURRENT_SITE: '/',
	SITE_ID_CURRENT_SITE: 1,
	BLOG_ID_CURRENT_SITE: 1,
});

/**
 * @param {StackSettings} stack
 * @param {{ url: string, prefix: string }} site
 */
async function startSecondSite(stack, { url, prefix }) {
	const directory = join(stack.directory, 'two');
	const places = { ...placesOf(directory), started: new Set() };
	const { ports } = stack.state;
	const taken = new Set(Object.values(ports));
	const port = await nextFreePort(ports.sidecar, taken);
	const database = { ...stack.credentials, prefix, basePrefix: stack.credentials.prefix };
	const secret = await registerWebhook(stack, `${url}${WEBHOOK}`);
	await startSidecar({
		...installedSidecar(stack),
		directory,
		siteUrl: url,
		database,
		places,
		ports: { ...ports, sidecar: port },
		stripe: { ...stack.stripe, webhookSecrets: [secret] },
	});
	writeDemoFile({
		...stack,
		directory,
		places,
		sidecarUrl: `http://127.0.0.1:${port}`,
		wordpress: { ...stack.wordpress, siteUrl: url, database },
	});
	return { demoFile: join(directory, 'demo.json') };
}

/**
 * Both sites sell on one account of Stripe, each with an address of its own there.
 *
 * @param {StackSettings} stack
 * @param {string} url
 * @returns {Promise<string>} the secret that Stripe signs with
 */
async function registerWebhook({ state, stripe }, url) {
	const answer = await fetch(`http://127.0.0.1:${state.ports.stripe}/v1/webhook_endpoints`, {
		method: 'POST',
		headers: { Authorization: `Bearer ${stripe.secretKey}` },
		body: new URLSearchParams({ url, 'enabled_events[]': EVENTS }),
	});
	const { secret } = /** @type {{ secret?: string }} */ (await answer.json());
	if (!secret) throw new Error(`The local Stripe did not register ${url}: ${answer.status}`);
	return secret;
}

/**
 * Switches the plugin off on all sites and deletes it with its data.
 *
 * @param {StackSettings} stack
 */
async function removePlugin({ directory, wordpress }) {
	// As the settings ask for before somebody deletes the data.
	for (const places of allPlaces(directory)) await stopServices(places, ['sidecar']);
	for (const step of ['deactivate', 'delete'])
		await runInWordpress(wordpress, 'remove-plugin.php', { plugin: PLUGIN, step, removeData: true });
}
