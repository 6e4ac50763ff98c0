import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Figure, Row } from './figures';

/** Beneath the packages that the bundle takes from outside. */
const builds = join(__dirname, '..', 'build');
mkdirSync(builds, { recursive: true });
const folder = mkdtempSync(join(builds, 'bench-test-'));
// Three databases and seven processes: on a busy machine that takes its time.
jest.setTimeout(180_000);
let stub: ChildProcess;
let stripeUrl: string;

beforeAll(async () => {
	execFileSync(process.execPath, [join(__dirname, 'build.mjs'), folder]);
	execFileSync(process.execPath, [join(__dirname, '..', 'build.mjs'), join(folder, 'server.mjs')]);
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	stub = spawn(process.execPath, [join(folder, 'stripe-stub.cjs')], { env: { PORT: String(port) } });
	stripeUrl = `http://127.0.0.1:${port}`;
});
afterAll(() => {
	stub.kill();
	rmSync(folder, { recursive: true });
});

interface Result {
	rows: Row[];
	figures: Figure[];
	statements: { work: { fulfillment: { sidecar: string[] } } };
}

const run = (part: string): Result => {
	const settings = {
		databaseUrl: process.env['TEST_DATABASE_URL'],
		bundle: join(folder, 'server.mjs'),
		stripeUrl,
		logs: folder,
		rounds: 1,
		packages: 500,
		students: 1_200,
		cohorts: 2,
		operations: { 1: 2, 32: 6 },
		calls: 1,
		profile: false,
	};
	const output = execFileSync(process.execPath, [join(folder, 'main.cjs'), part], {
		input: JSON.stringify(settings),
		encoding: 'utf8',
	});
	return JSON.parse(output) as Result;
};

test('the money path runs through the sidecar and as bare statements, and both leave the right books', () => {
	const { rows, figures, statements } = run('money');
	const ids = rows.map(({ id }) => id);
	for (const work of ['fulfillment', 'booking']) {
		for (const variant of ['naive', 'lean', 'sidecar']) {
			for (const cell of ['spread.empty.1', 'spread.filled.32', 'hot.empty.32', 'hot.filled.1']) {
				expect(ids).toContain(`${work}.${cell}.${variant}`);
			}
		}
	}
	// The kernel counts processor time in hundredths of a second: six quick pieces of work may have used none.
	const isNothing = ({ id, value }: Figure): boolean =>
		!Number.isFinite(value) || (value === 0 ? !id.includes('.processor.') : value < 0);
	expect(figures.filter(isNothing)).toEqual([]);
	expect(figures.filter(({ id }) => id.includes('.processor.'))).toHaveLength(12);
	expect(figures.find(({ id }) => id === 'wizard.round_trips')).toMatchObject({ value: 1, met: true });
	expect(statements.work.fulfillment.sidecar.join('\n')).toContain('wp_ce_stripe_events');
});

test('a roster is read through the sidecar and by hand, and both find the same students in the same order', () => {
	const { rows, figures } = run('roster');
	const questions = ['first', 'deep', 'search', 'narrowed', 'export'];
	expect(rows.map(({ id }) => id)).toEqual(
		questions.flatMap((name) => [`roster.${name}.by_hand`, `roster.${name}.sidecar`]),
	);
	expect(figures.map(({ id }) => id)).toEqual(questions.map((name) => `roster.${name}.ratio`));
	expect(figures.every(({ value }) => Number.isFinite(value) && value > 0)).toBe(true);
});

test('the start of the sidecar is measured until it is ready', () => {
	expect(run('start').figures.map(({ id }) => id)).toEqual(['start.ready', 'memory.ready']);
});
