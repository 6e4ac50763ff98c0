import { MIGRATIONS } from '../migrations';
import { tableName } from '../src/db/database';
import { migrate, schemaState } from '../src/db/migrate';
import { createTestDatabase, type TestDatabase } from './database';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase({ schema: false });
});
afterAll(() => database.drop());

test('three sidecars that start at once migrate an empty database together, once', async () => {
	expect(await schemaState(database.db)).toBe('behind');
	await Promise.all([database.db, database.connect(), database.connect()].map((db) => migrate(db)));
	expect(await schemaState(database.db)).toBe('ok');
	const rows = await database.db(tableName(database.db, 'migrations')).select('name');
	expect(rows).toEqual(MIGRATIONS.map(({ name }) => ({ name })));
});

test('a migration that was killed half-way is finished by the next start', async () => {
	await database.db(tableName(database.db, 'migrations')).where('name', '0002_checkouts').delete();
	await database.db.schema.dropTable(tableName(database.db, 'refunds'));
	await database.db(tableName(database.db, 'migrations_lock')).update({ is_locked: 1 });
	await migrate(database.db);
	expect(await schemaState(database.db)).toBe('ok');
	expect(await database.db.schema.hasTable(tableName(database.db, 'refunds'))).toBe(true);
});

test('tables of a newer version are reported as ahead', async () => {
	await database
		.db(tableName(database.db, 'migrations'))
		.insert({ name: '9999_future', batch: 9, migration_time: new Date() });
	expect(await schemaState(database.db)).toBe('ahead');
});
