import { createTestDatabase, type TestDatabase } from '../test/database';
import { buildCheckout, buildCohort, buildCourse } from '../test/builders';
import { createDatabase, table } from './db/database';
import { createLogger } from './logger';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

const logged = async (work: Promise<unknown>): Promise<string> => {
	const lines: string[] = [];
	const logger = createLogger('trace', { write: (line: string) => void lines.push(line) });
	const error: unknown = await work.then(
		() => undefined,
		(cause: unknown) => cause,
	);
	logger.error({ err: error }, 'failed');
	return lines.join('');
};

test('a refused duplicate is logged without the row', async () => {
	const { db } = database;
	const cohort = await buildCohort(db, await buildCourse(db));
	const { reference } = await buildCheckout(db, cohort);
	const { id } = await buildCheckout(db, cohort);
	const line = await logged(
		table<{ id: number; reference: string; session_url: string }>(db, 'checkouts')
			.where({ id })
			.update({ reference, session_url: 'Ada Lovelace' }),
	);
	expect(line).toContain('ER_DUP_ENTRY');
	expect(line).toContain('update `wp_ce_checkouts` set `reference` = ?');
	expect(line).not.toMatch(new RegExp(`${reference}|Ada`));
});

test('a value that does not fit is not logged', async () => {
	const cohort = await buildCohort(database.db, await buildCourse(database.db));
	const line = await logged(buildCheckout(database.db, cohort, { currency: 'Ada Lovelace' }));
	expect(line).toContain('ER_DATA_TOO_LONG');
	expect(line).not.toContain('Ada');
});

test('nothing is printed beside the log when the database cannot be reached', async () => {
	const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
	const unreachable = createDatabase({ ...database.settings, port: 1 });
	expect(await logged(unreachable.raw('SELECT 1'))).toContain('ECONNREFUSED');
	await unreachable.destroy();
	expect(printed).not.toHaveBeenCalled();
	printed.mockRestore();
});
