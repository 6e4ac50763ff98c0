// Bundles the bench and its Stripe into files that Node runs; packages stay where npm put them.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Tests bundle it to a place of their own. */
const [ownPlace] = process.argv.slice(2);

await build({
	entryPoints: [here('main.ts'), here('stripe-stub.ts')],
	outdir: ownPlace ?? here('../build/bench'),
	outExtension: { '.js': '.cjs' },
	bundle: true,
	platform: 'node',
	target: 'node20',
	// CommonJS, because that is what most of the packages are.
	format: 'cjs',
	packages: 'external',
	logLevel: 'warning',
});
