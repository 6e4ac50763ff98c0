import { join } from 'node:path';
import { kill } from './kill/kill';
import { createMariadbServer, type MariadbServer } from './mariadb-server';
import { outage } from './outage/outage';
import { race } from './race/race';
import { random } from './random/random';
import type { PartResult } from './report';
import { readSettings, type Settings } from './settings';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

type Part = (settings: Settings & { say: typeof say }, server: MariadbServer) => Promise<PartResult>;

const PARTS: Record<Settings['parts'][number], Part> = {
	race,
	random,
	kill,
	outage: (settings, server) => outage(server, settings),
};

const readInput = async (): Promise<string> => {
	let text = '';
	for await (const chunk of process.stdin) {
		text += String(chunk);
	}
	return text;
};

/** What did not come to its end did not hold; the parts that follow are tried all the same. */
const asFailure = (error: unknown): PartResult => {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	say(text);
	return { passed: 0, failed: 1, counts: {}, failures: [text] };
};

/** Reads the settings from standard input; prints a line of JSON for each part: its name and what came out. */
const main = async (): Promise<void> => {
	const settings = readSettings(await readInput());
	const server = await createMariadbServer(settings.mariadb, join(settings.logs, 'mariadb.log'));
	process.env['TEST_DATABASE_URL'] = server.url;
	// Whoever is stopped in the middle leaves no database server behind.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void server.remove().then(() => process.exit(1)));
	}
	try {
		for (const name of settings.parts) {
			const result = await PARTS[name]({ ...settings, say }, server).catch(asFailure);
			process.stdout.write(`${JSON.stringify({ name, ...result })}\n`);
		}
	} finally {
		await server.remove();
	}
};

main().catch((error: unknown) => {
	asFailure(error);
	process.exit(1);
});
