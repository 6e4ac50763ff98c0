/** `npm run check`: types, linters, arrows and unit tests, in under a minute. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dependenciesAreCurrent, installDependencies } from './lib/build.mjs';
import { checks } from './lib/checks.mjs';
import { main, readOptions } from './lib/command-line.mjs';
import { composerStage } from './lib/php-checks.mjs';
import { CACHE, ensureDirectory } from './lib/project.mjs';
import { conclude, runStages, select } from './lib/stages.mjs';

const HELP = `npm run check [-- options]

  --only IDS    only these stages and what they need, separated by commas`;

await main(async () => {
	const { only } = readOptions({ only: { type: 'string' } }, HELP);
	const logs = join(CACHE, 'check');
	rmSync(logs, { recursive: true, force: true });
	ensureDirectory(logs);
	const preparation = {
		id: 'npm',
		name: 'npm packages',
		async run() {
			if (!dependenciesAreCurrent()) await installDependencies(join(logs, 'npm.log'));
		},
	};
	return conclude(
		await runStages(select([[preparation], [composerStage(logs)], checks(logs, { hurry: true })], only)),
	);
});
