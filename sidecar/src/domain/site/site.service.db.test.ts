import { createTestClock } from '../../../test/clock';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { TEST_SECRET, TEST_SITE_URL } from '../../../test/token';
import { buildSite, setOption } from '../../../test/site-options';
import { createDatabase } from '../../db/database';
import { createSiteService } from './site.service';

const NEW_SECRET = 'b'.repeat(64);
const SECOND = 1000;

let database: TestDatabase;
let queries = 0;
beforeAll(async () => {
	database = await createTestDatabase();
	await buildSite(database.db);
	database.db.on('query', ({ sql }: { sql: string }) => {
		queries += /select .* from `wp_options`/.test(sql) ? 1 : 0;
	});
});
afterAll(() => database.drop());

beforeEach(async () => {
	await setOption(database.db, 'cohort_enrollment_secret', TEST_SECRET);
	await setOption(database.db, 'cohort_enrollment_secret_previous', null);
	await setOption(database.db, 'home', TEST_SITE_URL);
	queries = 0;
});

const createSite = (settings = {}) => {
	const clock = createTestClock();
	const site = createSiteService(database.db, { identitySecrets: null, siteUrl: null, ...settings }, clock);
	return { clock, site };
};

test('the secret and the address are those that the plugin and WordPress stored', async () => {
	const { site } = createSite();
	expect(await site.secrets(false)).toEqual([TEST_SECRET]);
	expect(await site.siteUrl()).toBe(TEST_SITE_URL);
	expect(queries).toBe(1);
});

test('during a rotation both secrets are known, the new one first', async () => {
	await setOption(database.db, 'cohort_enrollment_secret_previous', TEST_SECRET);
	await setOption(database.db, 'cohort_enrollment_secret', NEW_SECRET);
	expect(await createSite().site.secrets(false)).toEqual([NEW_SECRET, TEST_SECRET]);
});

test.each(['', 'short', 'x'.repeat(31)])('a stored secret of %j is no secret', async (secret) => {
	await setOption(database.db, 'cohort_enrollment_secret', secret);
	expect(await createSite().site.secrets(false)).toEqual([]);
});

test('without the plugin there is no secret', async () => {
	await setOption(database.db, 'cohort_enrollment_secret', null);
	expect(await createSite().site.secrets(false)).toEqual([]);
});

test('a rotated secret is found at once when somebody asks for fresh ones', async () => {
	const { clock, site } = createSite();
	await site.secrets(false);
	await setOption(database.db, 'cohort_enrollment_secret', NEW_SECRET);
	clock.pass(2 * SECOND);
	expect(await site.secrets(false)).toEqual([TEST_SECRET]);
	expect(await site.secrets(true)).toEqual([NEW_SECRET]);
});

test('a withdrawn secret is forgotten after half a minute', async () => {
	const { clock, site } = createSite();
	await site.secrets(false);
	await setOption(database.db, 'cohort_enrollment_secret', NEW_SECRET);
	clock.pass(30 * SECOND);
	expect(await site.secrets(false)).toEqual([NEW_SECRET]);
});

test('a flood of requests for fresh secrets costs one query in two seconds', async () => {
	const { clock, site } = createSite();
	await Promise.all(Array.from({ length: 100 }, () => site.secrets(true)));
	clock.pass(2 * SECOND - 1);
	await Promise.all(Array.from({ length: 100 }, () => site.secrets(true)));
	expect(queries).toBe(1);
	clock.pass(1);
	await Promise.all(Array.from({ length: 100 }, () => site.secrets(true)));
	expect(queries).toBe(2);
});

test.each([
	['https://school.example.test/', 'https://school.example.test'],
	['https://school.example.test/blog///', 'https://school.example.test/blog'],
])('the address %s is known as %s', async (home, known) => {
	await setOption(database.db, 'home', home);
	expect(await createSite().site.siteUrl()).toBe(known);
});

test.each(['', null])('a site without an own home (%j) lives where WordPress does', async (home) => {
	await setOption(database.db, 'home', home);
	expect(await createSite().site.siteUrl()).toBe(TEST_SITE_URL);
});

test('what the environment says wins, and WordPress is not asked', async () => {
	const { site } = createSite({ identitySecrets: [NEW_SECRET], siteUrl: 'https://other.example.test' });
	expect(await site.secrets(true)).toEqual([NEW_SECRET]);
	expect(await site.siteUrl()).toBe('https://other.example.test');
	expect(queries).toBe(0);
});

test('what the environment leaves open still comes from WordPress', async () => {
	const { site } = createSite({ siteUrl: 'https://other.example.test' });
	expect(await site.secrets(false)).toEqual([TEST_SECRET]);
	expect(await site.siteUrl()).toBe('https://other.example.test');
});

test('a database that was away is asked again by the next request', async () => {
	const settings = { ...database.settings };
	const away = createDatabase({ ...settings, port: 1 });
	const site = createSiteService(away, { identitySecrets: null, siteUrl: null }, createTestClock());
	await expect(site.secrets(false)).rejects.toThrow('ECONNREFUSED');
	// The same pool, when the server is back.
	(away.client as { connectionSettings: { port: number } }).connectionSettings.port = settings.port;
	expect(await site.secrets(false)).toEqual([TEST_SECRET]);
	await away.destroy();
});
