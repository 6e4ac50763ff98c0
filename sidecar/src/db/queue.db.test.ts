import { createTestDatabase, type TestDatabase } from '../../test/database';
import { table } from './database';
import { claimDue, putBack } from './queue';
import type { StripeEventRow } from './stripe-events';

const NAME = 'stripe_events';
const now = new Date('2026-03-01T12:00:00.123Z');
const at = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const until = at(120_000);

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
beforeEach(() => table(database.db, NAME).delete());
afterAll(() => database.drop());

const insert = async (id: number, overrides: Partial<StripeEventRow> = {}): Promise<void> => {
	await table<StripeEventRow>(database.db, NAME).insert({
		id,
		event_id: `evt_${id}`,
		type: 'a.type',
		livemode: false,
		object_id: 'x',
		payload: '{}',
		status: 'due',
		next_attempt_at: now,
		created_at: now,
		updated_at: now,
		...overrides,
	});
};

const claim = async (limit = 10, db = database.db): Promise<number[]> =>
	(await claimDue<StripeEventRow>(db, NAME, { now, until, limit })).map(({ id }) => id);

const find = async (id: number): Promise<StripeEventRow | undefined> =>
	table<StripeEventRow>(database.db, NAME).where({ id }).first();

test('what is due is claimed, the oldest first, as many as wanted, with its attempts counted', async () => {
	await insert(1, { next_attempt_at: at(-1) });
	await insert(2, { next_attempt_at: at(-3), attempts: 4 });
	await insert(3, { next_attempt_at: at(-2) });
	expect(await claim(2)).toEqual([2, 3]);
	expect(await find(2)).toMatchObject({
		attempts: 5,
		claimed_until: until,
		updated_at: now,
		status: 'due',
	});
	expect(await find(1)).toMatchObject({ attempts: 0, claimed_until: null });
});

test('what is finished, not due yet, or claimed by another worker is left alone', async () => {
	await insert(1, { status: 'done' });
	await insert(2, { status: 'dead' });
	await insert(3, { next_attempt_at: at(1) });
	await insert(4, { claimed_until: at(1) });
	expect(await claim()).toEqual([]);
});

test('a claim lapses at the millisecond in which it ends', async () => {
	await insert(1, { claimed_until: at(0) });
	await insert(2, { claimed_until: at(-1) });
	expect((await claim()).sort()).toEqual([1, 2]);
});

test('case 65: any number of workers share the rows without overlap, fresh ones and those of killed workers', async () => {
	for (let id = 1; id <= 60; id += 1) {
		await insert(id, id % 2 === 0 ? { claimed_until: at(-1000) } : {});
	}
	const pools = [database.db, database.connect(), database.connect()];
	const free = () => table<StripeEventRow>(database.db, NAME).where('attempts', 0).first();
	const all: number[] = [];
	const work = async (index: number): Promise<void> => {
		while (await free()) {
			all.push(...(await claim(7, pools[index % pools.length])));
		}
	};
	await Promise.all(Array.from({ length: 9 }, (_, index) => work(index)));
	expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
	const rows = await table<StripeEventRow>(database.db, NAME);
	expect(rows.map(({ attempts }) => attempts)).toEqual(rows.map(() => 1));
});

test('a row that is put back is due later, free for anybody, with the reason as far as it fits', async () => {
	await insert(1);
	await claim();
	const failure = { status: 'due', nextAttemptAt: at(5_000), lastError: `${'é'.repeat(499)}🙈 and more` };
	await putBack(database.db, NAME, 1, failure, at(10));
	expect(await find(1)).toMatchObject({
		status: 'due',
		attempts: 1,
		claimed_until: null,
		next_attempt_at: at(5_000),
		updated_at: at(10),
		last_error: expect.stringMatching(/^é{499}/),
	});
	expect(await claim()).toEqual([]);
});

test('a row that somebody finished meanwhile is not put back', async () => {
	await insert(1);
	await claim();
	await table<StripeEventRow>(database.db, NAME).where('id', 1).update({ status: 'done' });
	await putBack(database.db, NAME, 1, { status: 'due', nextAttemptAt: now, lastError: 'late' }, now);
	expect(await find(1)).toMatchObject({ status: 'done', last_error: null });
});
