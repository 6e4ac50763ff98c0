import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Checks all PHP of the project: `php -l`, PHP_CodeSniffer, PHPStan. Ends with 1 when one of them finds something.
 *
 * The WordPress coding standard and PHPStan come through Composer. Where it reaches nothing, PHP_CodeSniffer's own
 * rules and no static analysis have to do, and the output says so.
 */
const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const PLUGIN = join(PROJECT, 'plugin');
const CACHE = join(PROJECT, '.cache');
const VENDOR = join(PROJECT, 'vendor');

const INSTALL_TIMEOUT = 90_000;

/** How long a Composer that reached nothing is not asked again, in milliseconds. */
const INSTALL_PAUSE = 3_600_000;

/**
 * @param {string} folder
 * @returns {string[]} PHP files below it that people write
 */
function phpFiles(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return ['build', 'node_modules'].includes(entry.name) ? [] : phpFiles(path);
		return entry.name.endsWith('.php') ? [path] : [];
	});
}

/**
 * @param {string} command
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run(command, parameters, options = {}) {
	const result = spawnSync(command, parameters, { cwd: PLUGIN, encoding: 'utf8', ...options });
	return {
		found: !result.error,
		passed: result.status === 0,
		output: `${result.stdout}${result.stderr}`.trim(),
	};
}

/** @param {string[]} files */
function checkSyntax(files) {
	const broken = files.filter((file) => {
		const { found, passed, output } = run('php', ['-d', 'display_errors=1', '-l', file]);
		if (!found)
			throw new Error('PHP is not installed. `npm start` installs it; so does the package php-cli.');
		if (!passed) console.error(output);
		return !passed;
	});
	console.log(`php -l: ${files.length} files, ${broken.length} broken`);
	return broken.length === 0;
}

/** What `vendor/` must hold, told apart by the content of composer.json. */
const wanted = () =>
	createHash('sha256')
		.update(readFileSync(join(PROJECT, 'composer.json')))
		.digest('hex');

/** @returns {boolean} whether the tools of composer.json are there */
function installTools() {
	const stamp = join(VENDOR, '.installed');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()) return true;
	const failure = join(CACHE, 'composer-reached-nothing');
	if (existsSync(failure) && Date.now() - statSync(failure).mtimeMs < INSTALL_PAUSE) return false;
	const { passed } = run(
		'composer',
		['install', '--no-interaction', '--no-progress', '--no-plugins', '--quiet'],
		{
			cwd: PROJECT,
			timeout: INSTALL_TIMEOUT,
			env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1' },
		},
	);
	mkdirSync(CACHE, { recursive: true });
	writeFileSync(passed ? stamp : failure, wanted());
	return passed;
}

/**
 * @param {string} title
 * @param {string} command
 * @param {string[]} parameters
 */
function check(title, command, parameters) {
	const { passed, output } = run(command, parameters);
	if (!passed) console.error(output);
	console.log(`${title}: ${passed ? 'nothing found' : 'see above'}`);
	return passed;
}

function checkWithoutComposer() {
	console.log('Composer reached no packages: no WordPress coding standard and no PHPStan this time.');
	if (!run('phpcs', ['--version']).found) {
		console.log(
			'PHP_CodeSniffer is not installed either (package php-codesniffer): style was not checked.',
		);
		return true;
	}
	return check("PHP_CodeSniffer's own rules", 'phpcs', ['--standard=phpcs-fallback.xml.dist']);
}

function checkWithComposer() {
	const bin = relative(PLUGIN, join(VENDOR, 'bin'));
	const style = check('WordPress coding standard', join(bin, 'phpcs'), ['--standard=phpcs.xml.dist', '-q']);
	const types = check('PHPStan', join(bin, 'phpstan'), [
		'analyse',
		'--configuration=phpstan.neon.dist',
		'--no-progress',
		'--memory-limit=1G',
	]);
	return style && types;
}

const files = [
	...phpFiles(PLUGIN),
	...phpFiles(join(PROJECT, 'blocks', 'src')),
	...phpFiles(join(PROJECT, 'bin')),
];
const syntax = checkSyntax(files);
const style = installTools() ? checkWithComposer() : checkWithoutComposer();
process.exitCode = syntax && style ? 0 : 1;
