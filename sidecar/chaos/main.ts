import { kill } from './kill/kill';
import { random } from './random/random';
import { readSettings, type Settings } from './settings';
import type { PartResult } from './report';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const PARTS: Record<string, (settings: Settings) => Promise<PartResult>> = {
	random: (settings) => random({ ...settings, say }),
	kill: (settings) => kill({ ...settings, say }),
};

/** `node main.cjs PART`: reads the settings from standard input, prints what came out as one line of JSON. */
const main = async (name: string): Promise<void> => {
	const part = PARTS[name];
	if (part === undefined) {
		throw new Error(`There is no part "${name}".`);
	}
	let text = '';
	for await (const chunk of process.stdin) {
		text += String(chunk);
	}
	const settings = readSettings(text);
	process.env['TEST_DATABASE_URL'] = settings.databaseUrl;
	process.stdout.write(`${JSON.stringify(await part(settings))}\n`);
};

main(process.argv[2] ?? '').catch((error: unknown) => {
	say(error instanceof Error ? (error.stack ?? error.message) : String(error));
	process.exit(1);
});
