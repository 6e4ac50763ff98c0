/** `npm run test:chaos`: the proof by force. Races, random schedules, sidecars and databases that are killed. */
import { dirname, join, resolve } from 'node:path';
import { WHOLE, partsOf, wholeNumber } from './lib/chaos-options.mjs';
import { prepareChaos, proveByForce } from './lib/chaos.mjs';
import { reportLines, total } from './lib/chaos-report.mjs';
import { agreed, main, readOptions } from './lib/command-line.mjs';
import { forgetInterruption } from './lib/interruption.mjs';
import { withLock } from './lib/lock.mjs';
import { agreeOnPackages } from './lib/packages.mjs';
import { dim, say } from './lib/progress.mjs';
import { CHAOS_DIRECTORY, ensureDirectory, writeJson } from './lib/project.mjs';
import { conclude } from './lib/stages.mjs';

const HELP = `npm run test:chaos [-- options]

  --yes           install what is missing without asking (also with CI=true)
  --only PARTS    only these, separated by commas: race, random, kill, outage
  --seed N        play the random schedule N again, and nothing else; with --only or --runs, begin with it
  --runs N        so many random schedules
  --output FILE   the report as JSON; .local/chaos/report.json by default`;

await main(async () => {
	const options = readOptions(
		{
			yes: { type: 'boolean', short: 'y' },
			only: { type: 'string' },
			seed: { type: 'string' },
			runs: { type: 'string' },
			output: { type: 'string' },
		},
		HELP,
	);
	const again = options.seed !== undefined && options.only === undefined;
	const parts = partsOf(again ? 'random' : options.only);
	const extent = {
		...WHOLE,
		// Another one each time, so that more is tried with every run; it is in the report.
		seed: wholeNumber('--seed', options.seed, { least: 0, usually: Date.now() % 1_000_000_000 }),
		runs: wholeNumber('--runs', options.runs, { least: 1, usually: again ? 1 : WHOLE.runs }),
	};
	const output = options.output ? resolve(options.output) : join(CHAOS_DIRECTORY, 'report.json');
	return withLock(CHAOS_DIRECTORY, async () => {
		const packages = await agreeOnPackages('run', {
			yes: agreed(options.yes),
			retry: 'npm run test:chaos -- --yes',
		});
		try {
			await prepareChaos(packages);
			const results = await proveByForce(parts, extent);
			ensureDirectory(dirname(output));
			writeJson(
				output,
				{ at: new Date().toISOString(), node: process.version, extent, results },
				0o644,
			);
			say(`\n${reportLines(results, extent.seed).join('\n')}`);
			say(dim(`Everything: ${output}`));
			return conclude(total(results));
		} finally {
			forgetInterruption();
		}
	});
});
