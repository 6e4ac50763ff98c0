/**
 * `npm run reconcile`, `npm run replay`, `npm run tasks`: what a person asks of the demo's sidecar. Where the environment
 * names a database, it asks that one instead, exactly as `node server.mjs reconcile` does.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SIDECAR } from './lib/build.mjs';
import { main } from './lib/command-line.mjs';
import { Failure } from './lib/failure.mjs';
import { DEMO_DIRECTORY } from './lib/project.mjs';
import { sidecarEnvironment } from './lib/sidecar.mjs';
import { stackSettings } from './lib/stack-settings.mjs';
import { places, readState } from './lib/stack-state.mjs';
import { ownStripe } from './lib/stripe.mjs';

/** @returns {Record<string, string>} the environment of the demo's sidecar */
function demoEnvironment() {
	const state = readState(DEMO_DIRECTORY);
	if (!state)
		throw new Failure('There is no demo here.', { next: 'npm start, or set DATABASE_NAME and the rest' });
	const own = state.stripe === 'local' ? undefined : ownStripe();
	const stack = stackSettings({
		directory: DEMO_DIRECTORY,
		state,
		places: { ...places(DEMO_DIRECTORY), started: new Set() },
		ownStripe: own,
	});
	return { ...sidecarEnvironment(stack.sidecar), LOG_LEVEL: 'warn' };
}

await main(async () => {
	const environment = process.env['DATABASE_NAME'] ? {} : demoEnvironment();
	const child = spawn(process.execPath, [SIDECAR, ...process.argv.slice(2)], {
		env: { ...process.env, ...environment },
		stdio: 'inherit',
	});
	const [code] = await once(child, 'exit');
	return code ?? 1;
});
