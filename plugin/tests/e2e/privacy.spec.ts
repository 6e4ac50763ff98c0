import type { Page } from '@playwright/test';
import { tableName, type Connection } from '../../../sidecar/src/db/database';
import { workAsManager } from './support/staff';
import { expect, test } from './support/test';

const ADMIN = '/cohort-enrollment/v1/admin';

/** Columns of our tables in which a word stands, as `table.column`. */
const whereFound = async (db: Connection, word: string): Promise<string[]> => {
	const [columns] = (await db.raw(
		`SELECT TABLE_NAME AS name, COLUMN_NAME AS col FROM information_schema.COLUMNS
			WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE ? AND DATA_TYPE IN ('char', 'varchar', 'text', 'mediumtext', 'longtext')`,
		[`${tableName(db, '')}%`],
	)) as [{ name: string; col: string }[]];
	const found = await Promise.all(
		columns.map(async ({ name, col }) => {
			const rows = (await db(name)
				.whereRaw('?? LIKE ?', [col, `%${word}%`])
				.limit(1)) as unknown[];
			return rows.length === 0 ? [] : [`${name.slice(tableName(db, '').length)}.${col}`];
		}),
	);
	return found.flat();
};

/** Asks WordPress for somebody's data, as if the person had confirmed it, and returns the row of the request. */
const request = async (page: Page, screen: string, email: string) => {
	await page.goto(`/wp-admin/${screen}`);
	await page.getByLabel('Username or email address').fill(email);
	await page.getByRole('checkbox', { name: /personal data/ }).uncheck();
	await page.getByRole('button', { name: 'Send Request' }).click();
	return page.getByRole('row').filter({ hasText: email }).first();
};

test('An administrator erases a student in WordPress’s own tools: first the enrollment ends, then nothing tells who it was', async ({
	page,
	demo,
	db,
	school,
	newStudent,
	admin,
	records,
}) => {
	const student = await newStudent();
	const { sessionId, packageId } = await student.buy(await school.offer());
	await workAsManager(page, demo);

	const row = await request(page, 'erase-personal-data.php', student.email);
	await row.getByRole('button', { name: 'Erase personal data' }).click();
	await expect(page.getByText('Cohort Enrollment erased nothing')).toBeVisible();
	expect(await whereFound(db, student.email)).toContain('checkouts.stripe_params');

	const { version } = await admin.ask<{ version: number }>('GET', `${ADMIN}/packages/${packageId}`);
	await admin.ask('POST', `${ADMIN}/packages/${packageId}/cancel`, {
		version,
		refund: 'full',
		reason: `${student.email} wants out`,
	});
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('refunded');
	await page.reload();
	await row.hover();
	await row.getByRole('button', { name: /^(Force erase|Erase) personal data/ }).click();
	await expect(page.getByText('keeps payments and refunds without name and address')).toBeVisible();
	expect(await whereFound(db, student.email)).toEqual([]);
	expect(await records.checkout(sessionId)).toMatchObject({ state: 'refunded', student_id: student.id });
});
