/** `npm stop`: ends every process of the demo, and loses nothing. */
import { main, readOptions, stackDirectory } from './lib/command-line.mjs';
import { runsInDocker, stopInDocker } from './lib/docker.mjs';
import { withLock } from './lib/lock.mjs';
import { say } from './lib/progress.mjs';
import { stopServices } from './lib/stack.mjs';
import { places } from './lib/stack-state.mjs';

const HELP = `npm stop [-- options]

  --directory DIR    the demo is there instead of in .local/`;

await main(async () => {
	const options = readOptions({ directory: { type: 'string' } }, HELP);
	if (!options.directory && runsInDocker()) return stopInDocker({ deleteData: false });
	const directory = stackDirectory(options.directory);
	await withLock(directory, async () => {
		const outcome = await stopServices(places(directory));
		const stopped = outcome.filter(({ how }) => how !== 'not running');
		for (const { name, how } of stopped)
			say(`✓ ${name}${how === 'killed' ? ' (did not end by itself)' : ''}`);
		say(stopped.length > 0 ? 'Stopped.' : 'Nothing was running.');
	});
});
