import { createTestDatabase, type TestDatabase } from '../../test/database';
import { createDatabase, inTransaction, isDuplicateEntry, type Connection } from './database';

let database: TestDatabase;
let db: Connection;
beforeAll(async () => {
	database = await createTestDatabase({ schema: false });
	db = database.db;
	await db.schema.createTable('kinds', (kinds) => {
		kinds.bigIncrements('id');
		kinds.datetime('instant', { precision: 3 });
		kinds.date('day');
		kinds.time('hour');
		kinds.boolean('flag');
		kinds.specificType('small', 'TINYINT');
		kinds.bigInteger('big').unsigned();
		kinds.string('text', 20);
	});
	await db.schema.createTable('counters', (counters) => {
		counters.integer('id').primary();
		counters.integer('value').notNullable();
	});
});
beforeEach(async () => {
	await db('counters').delete();
	await db('counters').insert([
		{ id: 1, value: 0 },
		{ id: 2, value: 0 },
	]);
});
afterAll(() => database.drop());

const lock = (trx: Connection, id: number) => trx('counters').where({ id }).forUpdate().first();
const increment = (trx: Connection, id: number) => trx('counters').where({ id }).increment('value', 1);
const values = async (): Promise<number[]> =>
	((await db('counters').orderBy('id')) as { value: number }[]).map(({ value }) => value);

/** Two promises that let two transactions meet. */
const meeting = () => {
	let arrive = (): void => undefined;
	const met = new Promise<void>((resolve) => (arrive = resolve));
	return { arrive, met };
};

describe('values', () => {
	test('come back as they went in: instants to the millisecond, dates and times as text, booleans, big numbers', async () => {
		const row = {
			instant: new Date('2026-07-01T23:59:59.987Z'),
			day: '2026-03-29',
			hour: '02:30:00',
			flag: true,
			small: 1,
			big: 9_007_199_254_740_991,
			text: 'Zoë 🎓',
		};
		const [id] = await db('kinds').insert(row);
		expect(await db('kinds').where({ id }).first()).toEqual({ id, ...row });
	});

	test('that are missing come back as null', async () => {
		const [id] = await db('kinds').insert({});
		const none = { instant: null, day: null, hour: null, flag: null, small: null, big: null, text: null };
		expect(await db('kinds').where({ id }).first()).toEqual({ id, ...none });
	});

	test('that do not fit are refused, not cut', async () => {
		await expect(db('kinds').insert({ text: 'x'.repeat(21) })).rejects.toThrow();
		await expect(db('kinds').insert({ day: '2026-02-30' })).rejects.toThrow();
	});

	test('do not depend on the time zone of the server or of this machine', async () => {
		const [[row]] = (await db.raw("SELECT TIMESTAMP '2026-07-01 12:00:00' AS instant")) as [
			[{ instant: Date }],
		];
		expect(row.instant.toISOString()).toBe('2026-07-01T12:00:00.000Z');
	});
});

describe('a transaction', () => {
	test('keeps all of its work or none of it', async () => {
		const work = inTransaction(db, async (trx) => {
			await increment(trx, 1);
			throw new Error('changed my mind');
		});
		await expect(work).rejects.toThrow('changed my mind');
		expect(await values()).toEqual([0, 0]);
		expect(await inTransaction(db, (trx) => increment(trx, 1).then(() => 'kept'))).toBe('kept');
		expect(await values()).toEqual([1, 0]);
	});

	test('that waited for a lock reads what the one before it committed', async () => {
		const buyers = Array.from({ length: 12 }, () =>
			inTransaction(db, async (trx) => {
				// A plain read first: under REPEATABLE READ it would freeze what the next one sees.
				await trx('counters').where({ id: 2 }).first();
				await lock(trx, 1);
				const { value } = (await trx('counters').where({ id: 1 }).first()) as { value: number };
				if (value < 3) {
					await trx('counters')
						.where({ id: 1 })
						.update({ value: value + 1 });
				}
			}),
		);
		await Promise.all(buyers);
		expect(await values()).toEqual([3, 0]);
	});

	test('case 43: that lost a deadlock is repeated as a whole', async () => {
		const [one, two] = [meeting(), meeting()];
		let runs = 0;
		const crossing = (first: number, second: number, mine: () => void, other: Promise<void>) =>
			inTransaction(db, async (trx) => {
				runs += 1;
				await increment(trx, first);
				mine();
				await other;
				await increment(trx, second);
			});
		await Promise.all([crossing(1, 2, one.arrive, two.met), crossing(2, 1, two.arrive, one.met)]);
		expect(await values()).toEqual([2, 2]);
		expect(runs).toBe(3);
	});

	test('case 43: that waited too long for a lock is repeated as a whole', async () => {
		const [locked, released] = [meeting(), meeting()];
		const holder = inTransaction(db, async (trx) => {
			await lock(trx, 1);
			locked.arrive();
			await released.met;
		});
		await locked.met;
		let runs = 0;
		await inTransaction(db, async (trx) => {
			runs += 1;
			await increment(trx, 2);
			await trx.raw('SET SESSION innodb_lock_wait_timeout = 1');
			await increment(trx, 1).catch((error: unknown) => {
				released.arrive();
				throw error;
			});
		});
		await holder;
		expect(await values()).toEqual([1, 1]);
		expect(runs).toBe(2);
	});

	test('that never wins gives up after five runs with the error of the database', async () => {
		let runs = 0;
		const work = inTransaction(db, () => {
			runs += 1;
			return Promise.reject(Object.assign(new Error('Deadlock found'), { errno: 1213 }));
		});
		await expect(work).rejects.toThrow('Deadlock found');
		expect(runs).toBe(5);
	});

	test('with any other error is not repeated', async () => {
		let runs = 0;
		const work = inTransaction(db, async (trx) => {
			runs += 1;
			await trx('counters').insert({ id: 1, value: 9 });
		});
		await expect(work).rejects.toMatchObject({ errno: 1062 });
		expect(runs).toBe(1);
	});
});

test('only the refusal of a unique key counts as a duplicate', async () => {
	const errorOf = (query: PromiseLike<unknown>): Promise<unknown> =>
		Promise.resolve(query).then(
			() => null,
			(error: unknown) => error,
		);
	expect(isDuplicateEntry(await errorOf(db('counters').insert({ id: 1, value: 1 })))).toBe(true);
	expect(isDuplicateEntry(await errorOf(db('counters').insert({ id: 3, value: null })))).toBe(false);
	expect(isDuplicateEntry(await errorOf(db('nowhere').insert({ id: 3 })))).toBe(false);
	expect(isDuplicateEntry({ errno: 1062 })).toBe(false);
});

test('a pool serves more callers than it has connections', async () => {
	const small = createDatabase({ ...database.settings, poolSize: 2 });
	await Promise.all(Array.from({ length: 20 }, () => inTransaction(small, (trx) => increment(trx, 1))));
	expect(await values()).toEqual([20, 0]);
	await small.destroy();
});
