import { existsSync, readFileSync } from 'node:fs';
import { ONE_PASSED } from './stages.mjs';

/** @typedef {import('./stages.mjs').Stage} Stage */

/** What PHP and WordPress write about mistakes in code; an outage that a test causes is written in other words. */
const MISTAKE =
	/PHP (Notice|Warning|Deprecated|Fatal error|Parse error|Recoverable)|WordPress database error/;

/** PHP about a file of WordPress's own, which only networks of sites load. */
const NOT_OURS = /PHP Deprecated: .*\/wp-includes\/ms-functions\.php on line \d+$/;

/**
 * After everything before it, WordPress's debug log may name no mistake.
 *
 * @param {{ id: string, needs: string[], debugLog: () => string }} options
 * @returns {Stage}
 */
export function debugLogStage({ id, needs, debugLog }) {
	return {
		id,
		name: 'No PHP warning',
		needs,
		async run() {
			const log = debugLog();
			const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
			const mistakes = lines.filter((line) => MISTAKE.test(line) && !NOT_OURS.test(line));
			if (mistakes.length === 0) return { counts: ONE_PASSED };
			const counts = { passed: 0, failed: mistakes.length, skipped: 0 };
			return { counts, output: mistakes.join('\n'), log };
		},
	};
}
