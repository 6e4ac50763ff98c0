/** One part of a running demo alone: `node bin/service.mjs restart sidecar`. Tests take parts away with it. */
import { main, readCommand, stackDirectory } from './lib/command-line.mjs';
import { Failure } from './lib/failure.mjs';
import { createStack, stopServices } from './lib/stack.mjs';
import { SERVICES, places, readState } from './lib/stack-state.mjs';
import { ownStripe } from './lib/stripe.mjs';

const HELP = `node bin/service.mjs stop|start|restart NAME [options]

  NAME               ${SERVICES.join(', ')}
  --directory DIR    the demo is there instead of in .local/`;

await main(async () => {
	const { options, words } = readCommand({ directory: { type: 'string' } }, HELP);
	const [verb = '', wanted] = words;
	const name = SERVICES.find((service) => service === wanted);
	if (!name || !['stop', 'start', 'restart'].includes(verb))
		throw new Failure('What shall be done?', { next: HELP });
	const directory = stackDirectory(options.directory);
	const state = readState(directory);
	if (!state) throw new Failure(`There is no demo in ${directory}.`, { next: 'npm start' });
	if (verb !== 'start') await stopServices(places(directory), [name]);
	if (verb === 'stop') return;
	const stripe = state.stripe === 'local' ? undefined : ownStripe();
	const stack = await createStack({ directory, ports: state.ports, ...(stripe ? { stripe } : {}) });
	await stack.startOne(name);
});
