// Bundles the sidecar into one file that starts with nothing but Node, and the demo seed beside it.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdPartyLicenses } from './third-party-licenses.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Tests bundle the server alone, to a place of their own. */
const [ownPlace] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));

const options = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'esm',
	sourcemap: 'linked',
	legalComments: 'inline',
	metafile: true,
	logLevel: 'warning',
	define: { 'process.env.COHORT_ENROLLMENT_VERSION': JSON.stringify(version) },
	// CommonJS packages inside an ES module bundle still call require() for Node's own modules.
	banner: {
		js: "import { createRequire as cohortEnrollmentRequire } from 'node:module'; const require = cohortEnrollmentRequire(import.meta.url);",
	},
	// Knex asks for these only when a connection uses them; ours is mysql2.
	external: [
		'better-sqlite3',
		'mariadb',
		'mysql',
		'oracledb',
		'pg',
		'pg-native',
		'pg-query-stream',
		'sqlite3',
		'tedious',
	],
};

const server = { entryPoints: [here('src/main.ts')], outfile: here('../plugin/build/sidecar/server.mjs') };
const demo = { entryPoints: [here('demo/main.ts')], outfile: here('build/demo.mjs') };

/** Only the server is shipped. */
const buildServer = async (outfile) => {
	const { metafile } = await build({ ...options, ...server, outfile });
	const licenses = thirdPartyLicenses(Object.keys(metafile.inputs).map((file) => resolve(file)));
	writeFileSync(join(dirname(outfile), 'THIRD-PARTY-LICENSES.txt'), licenses);
};

await Promise.all(
	ownPlace ? [buildServer(ownPlace)] : [buildServer(server.outfile), build({ ...options, ...demo })],
);
