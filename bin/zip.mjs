/** `npm run zip`: the plugin with the sidecar in it, as sites install it. */
import { join, relative, resolve } from 'node:path';
import { build, dependenciesAreCurrent, installDependencies } from './lib/build.mjs';
import { main, readOptions } from './lib/command-line.mjs';
import { Failure } from './lib/failure.mjs';
import { findProgram } from './lib/packages.mjs';
import { say, step } from './lib/progress.mjs';
import { CACHE, ensureDirectory } from './lib/project.mjs';

const HELP = `npm run zip [-- options]

  --output FILE   write it there instead of into build/`;

/** The blocks and the sidecar; their packages first. */
async function buildAll() {
	const log = join(ensureDirectory(join(CACHE, 'zip')), 'build.log');
	if (!dependenciesAreCurrent()) await step('npm packages', () => installDependencies(log));
	await step('Build', async (note) => note((await build(log)).join(', ')));
}

await main(async () => {
	const { output } = readOptions({ output: { type: 'string' } }, HELP);
	await buildAll();
	// Only now are the packages here that these need.
	const { writePluginZip, zipFile } = await import('./lib/plugin-zip/plugin-zip.mjs');
	const { checkPlugin } = await import('./lib/plugin-check/plugin-check.mjs');
	const { PLUGIN_SLUG } = await import('./lib/wordpress.mjs');
	const file = output ? resolve(output) : zipFile();
	await step('Zip', async (note) => {
		const { files, bytes, sha256 } = writePluginZip(file);
		const php = findProgram('php') !== undefined;
		const findings = await checkPlugin({ slug: PLUGIN_SLUG, files }, { php });
		if (findings.length > 0)
			throw new Failure('WordPress’s directory would not take it.', {
				output: findings.map(({ file: path, problem }) => `${path}: ${problem}`).join('\n'),
			});
		const without = php ? '' : ', its PHP files unchecked: there is no PHP here';
		note(`${files.size} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB, SHA-256 ${sha256}${without}`);
	});
	say(relative(process.cwd(), file));
});
