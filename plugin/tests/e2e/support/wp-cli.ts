import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { PROJECT, type Demo } from './demo';

const PROGRAM = join(PROJECT, 'vendor', 'wp-cli', 'wp-cli', 'php', 'boot-fs.php');

/** Sets constants before wp-config.php does. */
const CONSTANTS = join(PROJECT, 'plugin', 'tests', 'integration', 'constants.php');

/** Composer brings WP-CLI; where Composer reaches nothing, it is not there. */
export const hasWpCli = (): boolean => existsSync(PROGRAM);

export interface Typed {
	code: number;
	output: string;
	errors: string;
}

/** Old libraries of WP-CLI say so of themselves. */
const OF_A_LIBRARY = /Deprecated: .* in \S*\/vendor\//;

const complaints = (text: string): string[] =>
	text
		.split('\n')
		.filter((line) => /(Warning|Notice|Deprecated|Fatal error): /.test(line) && !OF_A_LIBRARY.test(line));

/** Types `wp …` at the server of the stack. WordPress's debug log of this process is kept apart, and must be empty. */
export const typeWp = async (demo: Demo, ...typed: string[]): Promise<Typed> => {
	const directory = mkdtempSync(join(tmpdir(), 'cohort-enrollment-wp-'));
	const debugLog = join(directory, 'debug.log');
	const parameters = [
		PROGRAM,
		'--allow-root',
		'--no-color',
		`--path=${demo.wordpressDir}`,
		`--require=${CONSTANTS}`,
	];
	const answer = await new Promise<Typed>((resolve) => {
		execFile(
			'php',
			['-d', 'display_errors=stderr', ...parameters, ...typed],
			{
				env: {
					...process.env,
					COHORT_ENROLLMENT_TEST_CONSTANTS: JSON.stringify({ WP_DEBUG_LOG: debugLog }),
				},
			},
			(error, output, errors) =>
				resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors }),
		);
	});
	const logged = existsSync(debugLog) ? readFileSync(debugLog, 'utf8') : '';
	rmSync(directory, { recursive: true });
	expect(complaints(logged + answer.errors), `wp ${typed.join(' ')}`).toEqual([]);
	return answer;
};
