import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSnapshot } from '../src/store/snapshot';
import { client, eventsOf, openSession, payWith, startLocalStripe, until } from './support/local-stripe';
import { startReceiver } from './support/receiver';

let folder: string;
let dataFile: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'local-stripe-'));
	dataFile = join(folder, 'deep', 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('sessions, payments, keys and metadata survive a restart', async () => {
	const before = await startLocalStripe({ dataFile });
	const metadata = { $map: 'a key like those of the file' };
	const session = await openSession(before.stripe, { metadata });
	await before.submit(session.id, payWith('card'));
	const product = await before.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'k' });
	await before.close();

	const after = await startLocalStripe({ dataFile });
	try {
		const found = await after.stripe.checkout.sessions.retrieve(session.id, {
			expand: ['payment_intent', 'line_items'],
		});
		const again = await after.stripe.products.create({ name: 'Course' }, { idempotencyKey: 'k' });

		expect(found).toMatchObject({
			status: 'complete',
			metadata,
			payment_intent: { status: 'succeeded' },
		});
		expect(found.line_items?.data).toHaveLength(1);
		expect(again.id).toBe(product.id);
		expect(readdirSync(join(folder, 'deep'))).toEqual(['state.json']);
	} finally {
		await after.close();
	}
});

test('an event that the shop did not take before a restart is delivered after it, to the address of now', async () => {
	const nobody = { url: 'http://127.0.0.1:9/', secrets: ['whsec_old'] };
	const before = await startLocalStripe({ dataFile, webhook: nobody, webhookRetryMilliseconds: 50 });
	await before.stripe.products.create({ name: 'Course' });
	await before.close();

	const after = await startLocalStripe({ dataFile });
	try {
		const [sent] = await eventsOf(after.receiver, 'product.created');

		expect(sent?.event.data.object).toMatchObject({ name: 'Course' });
		expect((await after.stripe.webhookEndpoints.list()).data).toHaveLength(1);
	} finally {
		await after.close();
	}
});

test('a file that is no state stops the start instead of being overwritten', () => {
	const file = join(folder, 'state.json');
	writeFileSync(file, '{"version": 99}');

	expect(() => readSnapshot(file)).toThrow(/another version/);
	expect(readFileSync(file, 'utf8')).toBe('{"version": 99}');
});

test('a file of an earlier release, which knows no clock, is read', async () => {
	const before = await startLocalStripe({ dataFile });
	const product = await before.stripe.products.create({ name: 'Course' });
	await before.close();
	const { clock, ...earlier } = JSON.parse(readFileSync(dataFile, 'utf8')) as Record<string, unknown>;
	writeFileSync(dataFile, JSON.stringify(earlier));

	const after = await startLocalStripe({ dataFile });
	try {
		expect(clock).toEqual({ aheadMilliseconds: 0, skewMilliseconds: 0 });
		expect((await after.stripe.products.retrieve(product.id)).name).toBe('Course');
		await after.command('clock', { advanceSeconds: 60 });
	} finally {
		await after.close();
	}
});

describe('the bundle', () => {
	const bundleFolder = mkdtempSync(join(tmpdir(), 'local-stripe-bundle-'));
	const bundle = join(bundleFolder, 'emulator.mjs');

	const start = (env: Record<string, string>): ChildProcess =>
		spawn(process.execPath, [bundle], {
			env: { PATH: process.env['PATH'] ?? '', ...env },
			stdio: 'pipe',
		});
	const ended = (child: ChildProcess) =>
		new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

	beforeAll(async () => {
		const build = spawn(process.execPath, ['build.mjs', bundle], { cwd: join(__dirname, '..') });
		expect(await ended(build)).toBe(0);
	});
	afterAll(() => rmSync(bundleFolder, { recursive: true }));

	test('says in one line when it is ready, and writes its state at SIGTERM', async () => {
		const receiver = await startReceiver();
		const child = start({
			PORT: '0',
			DATA_FILE: dataFile,
			WEBHOOK_URL: receiver.url,
			WEBHOOK_SECRETS: 'whsec_a',
		});
		let output = '';
		child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
		await until(() => output.endsWith('\n'));
		const ready = JSON.parse(output) as { msg: string; url: string };
		const stripe = client(Number(new URL(ready.url).port));
		const product = await stripe.products.create({ name: 'Course' });
		await eventsOf(receiver, 'product.created');

		child.kill('SIGTERM');

		expect(await ended(child)).toBe(0);
		expect(ready.msg).toBe('local Stripe ready');
		expect(readSnapshot(dataFile).objects.product.get(product.id)?.name).toBe('Course');
		await receiver.close();
	});

	test('lists what is wrong with its configuration and exits with 78', async () => {
		const child = start({ HOST: '0.0.0.0', PORT: 'x' });
		let output = '';
		child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));

		expect(await ended(child)).toBe(78);
		expect(output).toContain('The local Stripe cannot start');
		expect(output).toMatch(/PORT: [^]*HOST: /);
	});
});
