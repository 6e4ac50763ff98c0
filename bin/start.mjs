/** `npm start`: the demo, from nothing or from where it was left. */
import { build, dependenciesAreCurrent, installDependencies } from './lib/build.mjs';
import { agreed, main, readOptions, stackDirectory } from './lib/command-line.mjs';
import { forgetInterruption } from './lib/interruption.mjs';
import { withLock } from './lib/lock.mjs';
import { agreeOnPackages, installPackages } from './lib/packages.mjs';
import { logFile } from './lib/processes.mjs';
import { dim, say, step } from './lib/progress.mjs';
import { ensureDirectory } from './lib/project.mjs';
import { createStack } from './lib/stack.mjs';
import { places } from './lib/stack-state.mjs';
import { ownStripe } from './lib/stripe.mjs';
import { showTable } from './lib/table.mjs';

const HELP = `npm start [-- options]

  --yes              install what is missing without asking (also with CI=true)
  --docker           use docker compose instead of this machine's packages
  --directory DIR    keep the demo there instead of in .local/
  --first-port N     take ports from N on (site N, sidecar N+1, local Stripe N+2, MariaDB N+3)`;

const PORTS = { site: 8080, sidecar: 8787, stripe: 8788, database: 33306 };

/** @param {string | undefined} first */
function ports(first) {
	if (first === undefined) return PORTS;
	const site = Number(first);
	return { site, sidecar: site + 1, stripe: site + 2, database: site + 3 };
}

await main(async () => {
	const options = readOptions(
		{
			yes: { type: 'boolean', short: 'y' },
			docker: { type: 'boolean' },
			directory: { type: 'string' },
			'first-port': { type: 'string' },
		},
		HELP,
	);
	const directory = stackDirectory(options.directory);
	const stripe = ownStripe();
	await withLock(directory, async () => {
		const log = logFile(
			{ ...places(directory), logs: ensureDirectory(places(directory).logs) },
			'install',
		);
		const packages = await agreeOnPackages('run', {
			yes: agreed(options.yes),
			retry: 'npm start -- --yes',
		});
		if (packages.length > 0) await step('Packages', () => installPackages('run', packages, log));
		if (!dependenciesAreCurrent())
			await step('npm packages', async () => void (await installDependencies(log)));
		await step('Build', async (note) => note((await build(log)).join(', ')), { quietUnder: 1000 });
		const stack = await createStack({
			directory,
			ports: ports(options['first-port']),
			...(stripe ? { stripe } : {}),
		});
		try {
			showTable(await stack.start(), { local: !stripe });
		} catch (error) {
			forgetInterruption();
			const stopped = await stack.stopStarted();
			if (stopped.length > 0)
				say(dim(`\nStopped again: ${stopped.map(({ name }) => name).join(', ')}.`));
			throw error;
		}
	});
});
