/** `npm run bench`: how fast it is, with the aim beside each figure. A missed aim is no failure; a wrong result is. */
import { dirname, join, resolve } from 'node:path';
import { describeMachine, measure } from './lib/bench.mjs';
import { extentOf, partsOf } from './lib/bench-options.mjs';
import { figureLines, rowLines, verdict } from './lib/bench-table.mjs';
import { agreed, main, readOptions } from './lib/command-line.mjs';
import { forgetInterruption } from './lib/interruption.mjs';
import { withLock } from './lib/lock.mjs';
import { agreeOnPackages } from './lib/packages.mjs';
import { dim, say } from './lib/progress.mjs';
import { BENCH_DIRECTORY, DEMO_DIRECTORY, ensureDirectory, writeJson } from './lib/project.mjs';
import { deleteStack, stopServices } from './lib/stack.mjs';
import { places } from './lib/stack-state.mjs';

const HELP = `npm run bench [-- options]

  --yes           install what is missing without asking (also with CI=true)
  --only PARTS    only these, separated by commas: money, roster, start, enroll, page
  --quick         a few minutes less, and figures that only say whether it works
  --rounds N      rounds in which all variants take turns
  --packages N    packages in the filled tables
  --profile       write a CPU profile of the sidecar under load into .local/bench/logs
  --output FILE   every figure and sample as JSON; .local/bench.json by default`;

await main(async () => {
	const options = readOptions(
		{
			yes: { type: 'boolean', short: 'y' },
			only: { type: 'string' },
			quick: { type: 'boolean' },
			rounds: { type: 'string' },
			packages: { type: 'string' },
			profile: { type: 'boolean' },
			output: { type: 'string' },
		},
		HELP,
	);
	const parts = partsOf(options.only);
	const extent = extentOf(options);
	const output = options.output ? resolve(options.output) : join(DEMO_DIRECTORY, 'bench.json');
	return withLock(BENCH_DIRECTORY, async () => {
		// A run that was killed may have left something.
		await stopServices(places(BENCH_DIRECTORY));
		deleteStack(BENCH_DIRECTORY);
		const packages = await agreeOnPackages('run', {
			yes: agreed(options.yes),
			retry: 'npm run bench -- --yes',
		});
		try {
			const results = await measure({ parts, extent, profile: options.profile === true, packages });
			const figures = Object.values(results).flatMap((result) => result.figures);
			ensureDirectory(dirname(output));
			writeJson(output, { machine: await describeMachine(), extent, results }, 0o644);
			say(`\n${rowLines(Object.values(results).flatMap(({ rows }) => rows)).join('\n')}`);
			say(`\n${figureLines(figures).join('\n')}`);
			say(`\n${verdict(figures)}. ${dim(`Everything: ${output}`)}`);
		} finally {
			forgetInterruption();
			await stopServices(places(BENCH_DIRECTORY));
		}
	});
});
