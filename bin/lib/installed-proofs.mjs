import { join } from 'node:path';
import { playwrightStage } from './browser-proofs.mjs';
import { debugLogStage } from './debug-log.mjs';
import { Failure } from './failure.mjs';
import { openInstalledSite, stopInstalledSite } from './installed-site.mjs';
import { phpunitStage } from './php-checks.mjs';
import { PROJECT, TEST_DIRECTORY } from './project.mjs';
import { ONE_PASSED } from './stages.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {Awaited<ReturnType<typeof openInstalledSite>>} InstalledSite */

/** Apart from those of the other stack of `npm test`, which runs beside it. */
const PORTS = { site: 19080, sidecar: 19087, stripe: 19088, database: 19306 };

const DIRECTORY = join(TEST_DIRECTORY, 'installed');
const ZIP = join(TEST_DIRECTORY, 'cohort-enrollment.zip');
const SPECIFICATION = join(PROJECT, 'plugin', 'tests', 'e2e', 'zip', 'playwright.config.ts');

/** After a run, or before one when an earlier one was killed. */
export const stopInstalledProofs = () => stopInstalledSite(DIRECTORY);

/**
 * Packs the plugin, and looks at it as WordPress's directory does.
 *
 * @returns {Stage}
 */
export function zipStage() {
	return {
		id: 'zip',
		name: 'Installable zip',
		needs: ['build', 'packages'],
		async run() {
			// Only now are the packages here that these need.
			const { writePluginZip } = await import('./plugin-zip/plugin-zip.mjs');
			const { checkPlugin } = await import('./plugin-check/plugin-check.mjs');
			const { PLUGIN_SLUG } = await import('./wordpress.mjs');
			const { files, bytes } = writePluginZip(ZIP);
			const findings = await checkPlugin({ slug: PLUGIN_SLUG, files });
			const output = findings.map(({ file, problem }) => `${file}: ${problem}`).join('\n');
			const note = `${files.size} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB`;
			return {
				counts:
					findings.length === 0 ? ONE_PASSED : { passed: 0, failed: findings.length, skipped: 0 },
				note,
				output,
			};
		},
	};
}

/**
 * The zip's whole life on a WordPress that nobody has worked on: installed, used, moved into a network of sites, used
 * on a second one, deleted.
 *
 * @param {string} logs folder
 * @returns {Stage[]} in order
 */
export function installedProofs(logs) {
	/** @type {InstalledSite | undefined} */
	let opened;
	let secondDemo = '';
	/** @returns {InstalledSite} */
	const site = () => {
		if (!opened) throw new Error('The stage that installs the zip has not run.');
		return opened;
	};
	const inBrowser = { config: SPECIFICATION, logs };
	// Each needs the one before: they share one site, and change it.
	return [
		{
			id: 'installed',
			name: 'The zip in a clean WordPress',
			needs: ['zip'],
			async run() {
				opened = await openInstalledSite({ directory: DIRECTORY, ports: PORTS, zip: ZIP });
				return { note: opened.host };
			},
		},
		playwrightStage({
			...inBrowser,
			id: 'installed-e2e',
			name: 'An editor’s and a student’s way through it',
			needs: ['installed'],
			demoFile: () => site().demoFile,
		}),
		{
			id: 'network',
			name: 'A network of two sites',
			needs: ['installed-e2e'],
			async run() {
				secondDemo = (await site().makeNetwork()).demoFile;
			},
		},
		playwrightStage({
			...inBrowser,
			id: 'network-e2e',
			name: 'The same way on the second site',
			needs: ['network'],
			demoFile: () => secondDemo,
		}),
		phpunitStage({
			suite: 'network',
			name: 'Plugin, network tests',
			needs: ['network-e2e'],
			env: () => ({ WORDPRESS_DIR: site().wordpressDirectory, WORDPRESS_HOST: site().host }),
			logs,
		}),
		{
			id: 'deleted',
			name: 'Nothing left after deletion',
			needs: ['php-network'],
			async run() {
				await expectNothingLeft(site());
				return { counts: ONE_PASSED };
			},
		},
		debugLogStage({ id: 'installed-warnings', needs: ['deleted'], debugLog: () => site().debugLog }),
	];
}

/** @param {InstalledSite} site */
async function expectNothingLeft(site) {
	// A search that finds nothing in a site that has everything would prove nothing.
	if ((await site.findTraces()).length < 10)
		throw new Error('The plugin’s traces were not found while it was there.');
	await site.removePlugin();
	const traces = await site.findTraces();
	await site.stop();
	if (traces.length === 0) return;
	throw new Failure('The plugin was deleted with its data, and this is still there:', {
		output: traces.join('\n'),
	});
}
