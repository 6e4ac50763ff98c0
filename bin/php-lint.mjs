/** The PHP checks alone: `node bin/php-lint.mjs`. */
import { join } from 'node:path';
import { main } from './lib/command-line.mjs';
import { composerStage, phpChecks } from './lib/php-checks.mjs';
import { CACHE, ensureDirectory } from './lib/project.mjs';
import { conclude, runStages } from './lib/stages.mjs';

await main(async () => {
	const logs = ensureDirectory(join(CACHE, 'check'));
	return conclude(await runStages([[composerStage(logs)], phpChecks(logs)]));
});
