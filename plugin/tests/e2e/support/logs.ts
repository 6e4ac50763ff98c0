import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { expect, type BrowserContext } from '@playwright/test';
import type { Demo } from './demo';

/** What browsers complained about on the site's pages. */
export interface BrowserLog {
	watch(context: BrowserContext): void;
	/** Lets the browser note that a request whose address contains `path` was answered with this status. */
	expectStatus(status: number, path: string): void;
	expectClean(): void;
}

export const openBrowserLog = ({ siteUrl }: Demo): BrowserLog => {
	const complaints: string[] = [];
	const expected: { status: number; path: string }[] = [];
	return {
		watch(context) {
			context.on('console', (message) => {
				const { url } = message.location();
				// The payment page is not ours, and it answers a declined card with its real HTTP status.
				const isOurs = [message.page()?.url(), url].some((address) => address?.startsWith(siteUrl));
				const isExpected = expected.some(
					({ status, path }) =>
						message.text().includes(`status of ${status}`) && url.includes(path),
				);
				if (message.type() === 'error' && isOurs && !isExpected) {
					complaints.push(`${message.text()} (${url})`);
				}
			});
			context.on('weberror', (error) => {
				complaints.push(
					`${error.error().stack ?? error.error().message} (${error.page()?.url() ?? ''})`,
				);
			});
		},
		expectStatus: (status, path) => void expected.push({ status, path }),
		expectClean: () => expect(complaints, "the browser's console").toEqual([]),
	};
};

/** PHP about a file of WordPress's own, which only networks of sites load. */
const NOT_OURS = /PHP Deprecated: .*\/wp-includes\/ms-functions\.php on line \d+$/;

/** What WordPress logged since: warnings, notices, deprecations. */
export interface PhpLog {
	/** Allows lines that match, and takes them out of the log: after all tests it must be empty. */
	expectLine(pattern: RegExp): void;
	expectClean(): void;
}

export const openPhpLog = ({ debugLog }: Demo): PhpLog => {
	const begin = existsSync(debugLog) ? statSync(debugLog).size : 0;
	const expected: RegExp[] = [];
	return {
		expectLine: (pattern) => void expected.push(pattern),
		expectClean() {
			const written = existsSync(debugLog)
				? readFileSync(debugLog).subarray(begin).toString('utf8')
				: '';
			const lines = written.split('\n').filter((line) => line !== '' && !NOT_OURS.test(line));
			const unexpected = lines.filter((line) => !expected.some((pattern) => pattern.test(line)));
			for (const pattern of expected) {
				expect(written, "WordPress's log").toMatch(pattern);
			}
			expect(unexpected, "WordPress's log").toEqual([]);
			if (lines.length > 0) {
				truncateSync(debugLog, begin);
			}
		},
	};
};
