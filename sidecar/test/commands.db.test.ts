import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../src/db/database';
import { insertTask, type TaskRow } from '../src/db/tasks';
import type { StripeEventRow } from '../src/db/stripe-events';
import { createTestDatabase, type TestDatabase } from './database';
import { buildSidecar, sidecarEnvironment, startSidecarProcess } from './sidecar-process';
import { buildSite } from './site-options';
import { stripeError, stripeSession } from './stripe-objects';

const SESSION = 'cs_test_a1B2c3D4e5F6g7H8i9J0';
const USAGE = `Usage: node server.mjs serve
       node server.mjs migrate
       node server.mjs reconcile [--apply] [--days 30] [--json]
       node server.mjs replay evt_…
       node server.mjs replay --dead
       node server.mjs tasks [--json]
       node server.mjs tasks resolve ID --note "what was done"
`;

const folder = mkdtempSync(join(tmpdir(), 'cohort-enrollment-'));
const bundle = join(folder, 'server.mjs');
const emptyFolder = join(folder, 'empty');

/** Tells every session to be of another program on the account, or fails. */
let stripe: Server;
let stripeFails = false;
let database: TestDatabase;
beforeAll(async () => {
	mkdirSync(emptyFolder);
	buildSidecar(bundle);
	stripe = createServer((req, res) => {
		req.resume();
		res.writeHead(stripeFails ? 400 : 200, { 'Content-Type': 'application/json' });
		res.end(JSON.stringify(stripeFails ? stripeError() : stripeSession({ id: SESSION, metadata: {} })));
	});
	stripe.listen(0, '127.0.0.1');
	await once(stripe, 'listening');
	database = await createTestDatabase();
	await buildSite(database.db);
});
beforeEach(() => {
	stripeFails = false;
});
afterEach(async () => {
	for (const name of ['stripe_events', 'tasks', 'activity', 'notifications']) {
		await table(database.db, name).delete();
	}
});
afterAll(async () => {
	stripe.closeAllConnections();
	stripe.close();
	await database.drop();
	rmSync(folder, { recursive: true });
});

interface End {
	code: number | null;
	stdout: string;
	stderr: string;
}

const run = async (command: string[], environment: Record<string, string>): Promise<End> => {
	const sidecar = startSidecarProcess(bundle, environment, { cwd: emptyFolder, command });
	const code = await sidecar.ended();
	return { code, ...sidecar.output };
};

/** With everything that a sidecar needs. */
const type = (...command: string[]): Promise<End> => {
	const { port } = stripe.address() as AddressInfo;
	return run(command, sidecarEnvironment(database, { port: 8787, stripeUrl: `http://127.0.0.1:${port}` }));
};

const addEvent = async (eventId: string, status: StripeEventRow['status']): Promise<void> => {
	const now = new Date();
	await table<StripeEventRow>(database.db, 'stripe_events').insert({
		event_id: eventId,
		type: 'checkout.session.completed',
		livemode: false,
		object_id: SESSION,
		payload: '{}',
		status,
		attempts: 20,
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
	});
};

const statusesOf = async (): Promise<Record<string, string>> => {
	const rows = await table<StripeEventRow>(database.db, 'stripe_events').orderBy('id');
	return Object.fromEntries(rows.map(({ event_id, status }) => [event_id, status]));
};

const addTask = async (subject: string, minutesAgo: number): Promise<number> => {
	const id = await insertTask(
		database.db,
		{
			kind: 'event_dead',
			subject,
			checkout_id: null,
			stripe_id: 'evt_1',
			livemode: false,
			detail: 'It could not be worked on.',
		},
		new Date(Date.now() - minutesAgo * 60_000),
	);
	return id ?? 0;
};

const taskRow = (id: number) => table<TaskRow>(database.db, 'tasks').where({ id }).first();

test.each([
	[['sreve'], 'There is no command "sreve".'],
	[['serve', 'now'], 'There is no command "serve now".'],
	[['toString'], 'There is no command "toString".'],
	[['replay'], 'Name one event (evt_…), or all of them with --dead.'],
	[['replay', 'pi_1'], 'Name one event (evt_…), or all of them with --dead.'],
	[['replay', 'evt_1', 'evt_2'], 'Name one event (evt_…), or all of them with --dead.'],
	[['replay', 'evt_1', '--dead'], 'Name one event (evt_…), or all of them with --dead.'],
	[['replay', '--all'], "Unknown option '--all'"],
	[['tasks', '--yaml'], "Unknown option '--yaml'"],
	[['tasks', 'close'], "Unexpected argument 'close'"],
	[['tasks', 'resolve', '--note', 'done'], 'Name the task by its number.'],
	[['tasks', 'resolve', '0', '--note', 'done'], 'Name the task by its number.'],
	[['tasks', 'resolve', '7'], 'Say with --note, in 1 to 500 characters, what was done.'],
	[['tasks', 'resolve', '7', '--note', '  '], 'Say with --note, in 1 to 500 characters, what was done.'],
	[['tasks', 'resolve', '7', '8', '--note', 'done'], 'Resolve one task at a time'],
])('%j is answered with how to use it, also where nothing is configured', async (command, words) => {
	const { code, stdout, stderr } = await run(command, {});
	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).toContain(words);
	expect(stderr.endsWith(USAGE)).toBe(true);
});

test('a note that does not fit is refused, not cut', async () => {
	const { code, stderr } = await run(['tasks', 'resolve', '7', '--note', 'x'.repeat(501)], {});
	expect(code).toBe(2);
	expect(stderr).toContain('in 1 to 500 characters');
});

describe('replay', () => {
	test('case 45: works on one dead event again, and tells what became of it', async () => {
		await addEvent('evt_dead', 'dead');
		await addEvent('evt_other', 'dead');
		expect(await type('replay', 'evt_dead')).toMatchObject({ code: 0, stdout: 'evt_dead: ignored\n' });
		expect(await statusesOf()).toEqual({ evt_dead: 'ignored', evt_other: 'dead' });
	});

	test('case 45: works on all dead events again, more than one batch, and leaves the others alone', async () => {
		for (let number = 0; number < 23; number += 1) {
			await addEvent(`evt_${number}`, 'dead');
		}
		await addEvent('evt_done', 'done');
		expect(await type('replay', '--dead')).toMatchObject({
			code: 0,
			stdout: '23 dead event(s) replayed, of which 0 failed again.\n',
		});
		expect(Object.values(await statusesOf()).filter((status) => status === 'ignored')).toHaveLength(23);
		expect(await type('replay', '--dead')).toMatchObject({
			code: 0,
			stdout: '0 dead event(s) replayed, of which 0 failed again.\n',
		});
	});

	test('says that an event failed again, and leaves it to the running sidecars', async () => {
		stripeFails = true;
		await addEvent('evt_poison', 'dead');
		const one = await type('replay', 'evt_poison');
		expect(one.code).toBe(1);
		expect(one.stderr).toContain('evt_poison failed again');
		expect(await statusesOf()).toEqual({ evt_poison: 'due' });
		await table<StripeEventRow>(database.db, 'stripe_events').update({ status: 'dead' });
		const all = await type('replay', '--dead');
		expect([all.code, all.stdout]).toEqual([1, '1 dead event(s) replayed, of which 1 failed again.\n']);
	});

	test('says that there is no such event', async () => {
		expect(await type('replay', 'evt_nobody')).toEqual({
			code: 1,
			stdout: '',
			stderr: 'There is no stored event evt_nobody.\n',
		});
	});

	test('leaves an event alone that a sidecar is working on', async () => {
		await addEvent('evt_busy', 'due');
		await table<StripeEventRow>(database.db, 'stripe_events').update({
			claimed_until: new Date(Date.now() + 60_000),
		});
		const { code, stderr } = await type('replay', 'evt_busy');
		expect(code).toBe(1);
		expect(stderr).toContain('A sidecar is working on evt_busy');
	});
});

describe('tasks', () => {
	test('shows what waits for a person, the oldest first, with what to do', async () => {
		await addTask('event:evt_new', 5);
		await addTask('event:evt_old', 3 * 24 * 60);
		const { code, stdout } = await type('tasks');
		expect(code).toBe(0);
		expect(stdout).toMatch(
			/^#\d+ {2}3 d {2}event_dead {2}event:evt_old {2}evt_1 {2}test\n {4}It could not be worked on\.\n {4}An event was tried .*\n#\d+ {2}5 min {2}event_dead {2}event:evt_new .*\n.*\n.*\n2 open task\(s\)\.\n$/,
		);
	});

	test('says when nothing waits', async () => {
		expect(await type('tasks')).toMatchObject({ code: 0, stdout: 'Nothing waits for a person.\n' });
	});

	test('gives a program JSON', async () => {
		const id = await addTask('event:evt_1', 1);
		const { stdout } = await type('tasks', '--json');
		expect(JSON.parse(stdout)).toEqual([
			{
				id,
				kind: 'event_dead',
				subject: 'event:evt_1',
				checkoutId: null,
				stripeId: 'evt_1',
				livemode: false,
				detail: 'It could not be worked on.',
				openedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
				advice: expect.stringContaining('replay'),
			},
		]);
	});

	test('closes one with a note, once, and writes down who it was', async () => {
		const id = await addTask('event:evt_1', 1);
		expect(await type('tasks', 'resolve', `#${id}`, '--note', 'Refunded by hand')).toMatchObject({
			code: 0,
			stdout: `Task ${id} is resolved.\n`,
		});
		expect(await taskRow(id)).toMatchObject({
			status: 'resolved',
			resolved_by: 'operator',
			note: 'Refunded by hand',
		});
		const activity = await table<{ entity_type: string }>(database.db, 'activity').where({
			entity_type: 'task',
		});
		expect(activity).toMatchObject([
			{ actor: 'operator', action: 'task.resolved', entity_type: 'task', entity_id: id },
		]);
		expect(await type('tasks', 'resolve', String(id), '--note', 'Again')).toEqual({
			code: 1,
			stdout: '',
			stderr: `There is no open task ${id}.\n`,
		});
	});
});

test('a command does not migrate: running sidecars may be of the older version', async () => {
	const older = await createTestDatabase({ schema: false });
	const environment = sidecarEnvironment(older, { port: 8787, stripeUrl: 'http://127.0.0.1:1' });
	const { code, stderr } = await run(['tasks'], environment);
	const tables = (await older.db.raw('SHOW TABLES')) as [unknown[]];
	await older.drop();
	expect([code, stderr]).toEqual([1, 'The tables are of an older version. Run: node server.mjs migrate\n']);
	expect(tables[0]).toEqual([]);
});
