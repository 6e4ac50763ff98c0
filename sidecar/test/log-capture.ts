import type { Logger } from 'pino';
import { createLogger } from '../src/logger';
import { SPEAKER_NAME, TEST_SECRET } from './token';

export interface LogCapture {
	logger: Logger;
	/** One JSON text per line, oldest first. */
	lines: string[];
}

/** The sidecar's own logger, at its most talkative, into memory. */
export const captureLog = (): LogCapture => {
	const lines: string[] = [];
	return { lines, logger: createLogger('trace', { write: (line: string) => void lines.push(line) }) };
};

/** What no line may hold, whatever happened. */
const FORBIDDEN: Record<string, RegExp> = {
	'a token': /eyJ[\w-]{10}/,
	'a signature': /v1=[0-9a-f]{16}/,
	'an e-mail address': /@example|%40example/i,
	"a person's name": new RegExp(SPEAKER_NAME.replace(' ', '|')),
	'a secret': new RegExp(`${TEST_SECRET}|[sr]k_test_\\w|whsec_\\w`),
	'a whole session id': /cs_(test|live)_\w{9}/,
	'a value of a statement': /values \((?!\?)|= '|Duplicate entry/,
};

/** Raises with the first line that holds something personal or secret. Also raises when nothing was logged at all. */
export const expectCleanLog = ({ lines }: LogCapture): void => {
	expect(lines.length).toBeGreaterThan(0);
	for (const [what, pattern] of Object.entries(FORBIDDEN)) {
		expect({ what, lines: lines.filter((line) => pattern.test(line)) }).toEqual({ what, lines: [] });
	}
};
