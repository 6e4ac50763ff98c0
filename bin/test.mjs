/** `npm test`: everything that proves the product, on a stack of its own. */
import { agreed, main, readOptions } from './lib/command-line.mjs';
import { forgetInterruption } from './lib/interruption.mjs';
import { withLock } from './lib/lock.mjs';
import { agreeOnPackages } from './lib/packages.mjs';
import { TEST_DIRECTORY } from './lib/project.mjs';
import { deleteStack, stopServices } from './lib/stack.mjs';
import { places } from './lib/stack-state.mjs';
import { conclude, runStages, select } from './lib/stages.mjs';
import { stopInstalledProofs } from './lib/installed-proofs.mjs';
import { proofs } from './lib/proofs.mjs';

const HELP = `npm test [-- options]

  --yes         install what is missing without asking (also with CI=true)
  --only IDS    only these stages and what they need, separated by commas (a wrong one prints them all)
  --keep        leave the test stack running at the end; its addresses are in .local/test/demo.json

  WORDPRESS_FROM=trixie npm test
                on another WordPress than the newest: Debian's package of that suite, or the one in a folder`;

await main(async () => {
	const options = readOptions(
		{ yes: { type: 'boolean', short: 'y' }, only: { type: 'string' }, keep: { type: 'boolean' } },
		HELP,
	);
	return withLock(TEST_DIRECTORY, async () => {
		// A run that was killed may have left something.
		await stopInstalledProofs();
		await stopServices(places(TEST_DIRECTORY));
		deleteStack(TEST_DIRECTORY);
		const packages = await agreeOnPackages('test', {
			yes: agreed(options.yes),
			retry: 'npm test -- --yes',
		});
		try {
			return conclude(await runStages(select(proofs(packages), options.only)));
		} finally {
			forgetInterruption();
			await stopInstalledProofs();
			if (!options.keep) await stopServices(places(TEST_DIRECTORY));
		}
	});
});
