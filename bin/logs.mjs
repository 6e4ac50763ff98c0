/** `npm run logs`: what all parts of the demo write, as they write it, until Ctrl-C. */
import { main, readOptions, stackDirectory } from './lib/command-line.mjs';
import { followInDocker, runsInDocker } from './lib/docker.mjs';
import { Failure } from './lib/failure.mjs';
import { followLogs } from './lib/follow-logs.mjs';
import { places } from './lib/stack-state.mjs';

const HELP = `npm run logs [-- options]

  --only NAMES       only these logs, separated by commas, e.g. sidecar,debug
  --directory DIR    the demo is there instead of in .local/`;

await main(async () => {
	const options = readOptions({ only: { type: 'string' }, directory: { type: 'string' } }, HELP);
	if (!options.directory && runsInDocker()) return followInDocker();
	const { logs } = places(stackDirectory(options.directory));
	const found = await followLogs(logs, options.only?.split(','));
	if (!found) throw new Failure(`There are no logs in ${logs}.`, { next: 'npm start' });
});
