// Bundles the proof by force into a file that Node runs; packages stay where npm put them.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Tests bundle it to a place of their own. */
const [ownPlace] = process.argv.slice(2);

await build({
	entryPoints: [here('main.ts'), here('shifted-clock.ts')],
	outdir: ownPlace ?? here('../build/chaos'),
	outExtension: { '.js': '.cjs' },
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'cjs',
	sourcemap: 'inline',
	packages: 'external',
	// The pages of the local Stripe.
	loader: { '.css': 'text' },
	logLevel: 'warning',
});
