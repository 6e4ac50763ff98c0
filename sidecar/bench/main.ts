import { enroll } from './enroll';
import { closeConnections } from './http-client';
import { money } from './money';
import { page } from './page';
import { roster } from './roster';
import { readSettings } from './settings';
import { start } from './start';

const PARTS = { money, roster, start, enroll, page };

const isPart = (name: string): name is keyof typeof PARTS => name in PARTS;

/** `node main.cjs PART`: reads the settings from standard input, prints what came out as one line of JSON. */
const main = async (part: string): Promise<void> => {
	if (!isPart(part)) {
		throw new Error(`The bench has no part "${part}".`);
	}
	let text = '';
	for await (const chunk of process.stdin) {
		text += String(chunk);
	}
	process.stdout.write(`${JSON.stringify(await PARTS[part](readSettings(text)))}\n`);
	closeConnections();
};

main(process.argv[2] ?? '').catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	process.exit(1);
});
