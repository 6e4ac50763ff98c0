/** `npm run reset`: deletes the demo with everything in it, and starts a new one. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { agreed, main, readOptions, stackDirectory } from './lib/command-line.mjs';
import { confirm } from './lib/confirm.mjs';
import { runsInDocker, startInDocker, stopInDocker } from './lib/docker.mjs';
import { withLock } from './lib/lock.mjs';
import { PROJECT } from './lib/project.mjs';
import { step } from './lib/progress.mjs';
import { deleteStack, stopServices } from './lib/stack.mjs';
import { places } from './lib/stack-state.mjs';

const HELP = `npm run reset [-- options]

  --yes              do not ask
  --directory DIR    the demo is there instead of in .local/
  --first-port N     as for npm start`;

await main(async () => {
	const options = readOptions(
		{
			yes: { type: 'boolean', short: 'y' },
			directory: { type: 'string' },
			'first-port': { type: 'string' },
		},
		HELP,
	);
	const inDocker = !options.directory && runsInDocker();
	const directory = stackDirectory(options.directory);
	await confirm(
		`Delete the demo in ${inDocker ? 'its containers' : directory}, with every enrollment in it?`,
		{
			yes: agreed(options.yes),
			usually: false,
			retry: 'npm run reset -- --yes',
		},
	);
	if (inDocker) return (await stopInDocker({ deleteData: true })) || startInDocker();
	await withLock(directory, async () => {
		await step('Stop', async () => void (await stopServices(places(directory))));
		await step('Delete', () => deleteStack(directory));
	});
	const parameters = ['--directory', directory];
	if (options['first-port']) parameters.push('--first-port', options['first-port']);
	if (options.yes) parameters.push('--yes');
	return (
		spawnSync(process.execPath, [join(PROJECT, 'bin', 'start.mjs'), ...parameters], { stdio: 'inherit' })
			.status ?? 1
	);
});
