import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

// Tests bundle to a place of their own.
const [outfile = 'build/emulator.mjs'] = process.argv.slice(2);

await build({
	absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
	entryPoints: ['src/main.ts'],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	loader: { '.css': 'text' },
	logLevel: 'warning',
	// Express and its dependencies are CommonJS: inside an ES module they need a `require` for Node's own modules.
	banner: {
		js: "import { createRequire as nodeCreateRequire } from 'node:module'; const require = nodeCreateRequire(import.meta.url);",
	},
});
