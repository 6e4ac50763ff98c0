/** `npm start`: the demo, from nothing or from where it was left. */
import { join } from 'node:path';
import { build, dependenciesAreCurrent, installDependencies } from './lib/build.mjs';
import { agreed, main, readOptions, stackDirectory } from './lib/command-line.mjs';
import { hasDocker, runsInDocker, startInDocker, unknownSystem } from './lib/docker.mjs';
import { Failure } from './lib/failure.mjs';
import { forgetInterruption } from './lib/interruption.mjs';
import { withLock } from './lib/lock.mjs';
import { agreeOnPackages, installPackages, missingPackages, onDebian } from './lib/packages.mjs';
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
function portsFrom(first) {
	if (first === undefined) return PORTS;
	const site = Number(first);
	if (Number.isInteger(site) && site >= 1024 && site <= 65_000) {
		return { site, sidecar: site + 1, stripe: site + 2, database: site + 3 };
	}
	throw new Failure(`"${first}" is not a port.`, { next: HELP });
}

/**
 * @param {string} directory
 * @param {{ yes: boolean, ports: typeof PORTS }} options
 */
async function startHere(directory, { yes, ports }) {
	const stripe = ownStripe();
	const log = join(ensureDirectory(places(directory).logs), 'install.log');
	const packages = await agreeOnPackages('run', { yes, retry: 'npm start -- --yes' });
	if (packages.length > 0) await step('Packages', () => installPackages('run', packages, log));
	if (!dependenciesAreCurrent()) await step('npm packages', () => installDependencies(log));
	await step('Build', async (note) => note((await build(log)).join(', ')), { quietUnder: 1000 });
	const stack = await createStack({ directory, ports, ...(stripe ? { stripe } : {}) });
	try {
		showTable(await stack.start(), { local: !stripe });
	} catch (error) {
		forgetInterruption();
		const stopped = await stack.stopStarted();
		if (stopped.length > 0) say(dim(`\nStopped again: ${stopped.map(({ name }) => name).join(', ')}.`));
		throw error;
	}
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
	const ports = portsFrom(options['first-port']);
	const elsewhere = process.platform !== 'linux' || (!onDebian() && missingPackages('run').length > 0);
	if (options.docker || runsInDocker() || (elsewhere && hasDocker())) return startInDocker();
	if (elsewhere) throw unknownSystem(missingPackages('run'));
	const directory = stackDirectory(options.directory);
	return withLock(directory, () => startHere(directory, { yes: agreed(options.yes), ports }));
});
