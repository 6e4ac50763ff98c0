import {
	buildCheckout,
	buildCohort,
	buildCourse,
	buildStudentId,
	type BuiltCohort,
} from '../../test/builders';
import { createTestDatabase, type TestDatabase } from '../../test/database';
import {
	findCheckout,
	findPayableCheckout,
	moveCheckout,
	nextAttempt,
	saveSession,
	touchCheckout,
	type CheckoutRow,
} from './checkouts';
import { isDuplicateEntry, table } from './database';

let database: TestDatabase;
let cohort: BuiltCohort;
beforeAll(async () => {
	database = await createTestDatabase();
	cohort = await buildCohort(database.db, await buildCourse(database.db));
});
afterAll(() => database.drop());

const now = new Date('2026-03-01T12:00:00.123Z');
const session = { sessionId: 'cs_test_1', url: 'https://checkout.stripe.test/1', expiresAt: now };

/** A checkout that has no session yet. */
const unsaved = async (state = 'open'): Promise<number> => {
	const { id } = await buildCheckout(database.db, cohort, { state });
	await table<CheckoutRow>(database.db, 'checkouts').where({ id }).update({ session_id: null });
	return id;
};

test('a purchase moves only from the states that were named, and only one of two who move it does', async () => {
	const { id } = await buildCheckout(database.db, cohort, { state: 'enrolled' });
	expect(await moveCheckout(database.db, id, ['open', 'expired'], { state: 'failed' }, now)).toBe(false);
	const moves = await Promise.all(
		[1, 2, 3].map(() => moveCheckout(database.db, id, ['enrolled'], { state: 'refunded' }, now)),
	);
	expect(moves.sort()).toEqual([false, false, true]);
	expect(await findCheckout(database.db, id)).toMatchObject({ state: 'refunded', updated_at: now });
});

test('a session is saved once, and only in the states that were named', async () => {
	const [open, ended] = [await unsaved(), await unsaved('expired')];
	expect(await saveSession(database.db, ended, ['open'], session, now)).toBe(false);
	expect(await saveSession(database.db, open, ['open'], session, now)).toBe(true);
	expect(await saveSession(database.db, open, ['open'], { ...session, sessionId: 'cs_2' }, now)).toBe(
		false,
	);
	expect(await findCheckout(database.db, open)).toMatchObject({
		session_id: 'cs_test_1',
		session_url: 'https://checkout.stripe.test/1',
		expires_at: now,
	});
});

test('a session cannot belong to two purchases', async () => {
	const [one, two] = [await unsaved(), await unsaved()];
	const shared = { ...session, sessionId: 'cs_test_shared' };
	await saveSession(database.db, one, ['open'], shared, now);
	await expect(saveSession(database.db, two, ['open'], shared, now)).rejects.toMatchObject({ errno: 1062 });
});

test('a student has at most one payable purchase of a cohort, and any number of ended ones', async () => {
	const studentId = buildStudentId();
	const build = (state: string) => buildCheckout(database.db, cohort, { studentId, state });
	for (const state of ['expired', 'expired', 'failed', 'refunded', 'enrolled']) {
		await build(state);
	}
	const { id } = await build('open');
	const error: unknown = await build('awaiting_payment').catch((caught: unknown) => caught);
	expect(isDuplicateEntry(error)).toBe(true);
	expect(await findPayableCheckout(database.db, { studentId, cohortId: cohort.id })).toMatchObject({ id });
	await moveCheckout(database.db, id, ['open'], { state: 'expired' }, now);
	expect(await findPayableCheckout(database.db, { studentId, cohortId: cohort.id })).toBeUndefined();
	await build('awaiting_payment');
});

test('of two who take the next key at once, one does', async () => {
	const { id } = await buildCheckout(database.db, cohort);
	const taken = await Promise.all([1, 2].map(() => nextAttempt(database.db, { id, attempt: 1 }, now)));
	expect(taken.sort()).toEqual([false, true]);
	expect(await findCheckout(database.db, id)).toMatchObject({ attempt: 2 });
});

test('of two who look at a purchase at once, one does', async () => {
	const { id } = await buildCheckout(database.db, cohort);
	const row = (await findCheckout(database.db, id))!;
	const later = new Date(row.updated_at.getTime() + 1);
	const looks = await Promise.all([1, 2].map(() => touchCheckout(database.db, row, later)));
	expect(looks.sort()).toEqual([false, true]);
});
