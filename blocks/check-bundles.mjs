// Fails the build when a page that only lists cohorts would load more than it needs.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_BYTES = 5 * 1024;

const built = (file) =>
	readFileSync(fileURLToPath(new URL(`../plugin/build/blocks/course-cohorts/${file}`, import.meta.url)));

const problems = [];
const size = gzipSync(built('view.js')).length;
if (size >= LIMIT_BYTES) {
	problems.push(`view.js is ${size} bytes gzipped; less than ${LIMIT_BYTES} are allowed.`);
}
const dependencies = /'dependencies' => array\(([^)]*)\)/.exec(built('view.asset.php').toString())?.[1];
if (dependencies !== '') {
	problems.push(`view.js loads other scripts: ${dependencies ?? 'view.asset.php has no list of them'}.`);
}

if (problems.length > 0) {
	process.stderr.write(`Course cohorts: ${problems.join(' ')}\n`);
	process.exitCode = 1;
} else {
	process.stdout.write(`Course cohorts: view.js is ${size} bytes gzipped and loads no other script.\n`);
}
