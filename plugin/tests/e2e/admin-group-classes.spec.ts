import { expectAccessibleScreen } from './support/accessibility';
import { expectNews, expectToFit, openScreen, workAsManager } from './support/staff';
import { expect, test } from './support/test';

const CLASSES = '/cohort-enrollment/v1/admin/group-classes';

test('A manager adds a weekly class, changes it and deletes it', async ({ page, demo, shoot }) => {
	await workAsManager(page, demo);
	const name = `Wednesday <b>noon</b> ${Date.now()}`;
	await openScreen(page, demo, 'group-classes');
	await page.getByRole('link', { name: 'Add class' }).first().click();
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Day of the week').selectOption({ label: 'Wednesday' });
	await page.getByLabel('Starts at').fill('12:00');
	await page.getByLabel('Ends at').fill('11:00');
	await expect(page.getByText('On the next day')).toBeVisible();
	await page.getByLabel('Ends at').fill('13:15');
	await expectAccessibleScreen(page, 'form');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
	await page.getByRole('button', { name: 'Create class' }).click();
	await expectNews(page, 'The class was created.');

	await page.getByRole('searchbox', { name: 'Search classes' }).fill(name);
	const link = page.getByRole('link', { name });
	await expect(link).toBeVisible();
	await expect(page.getByRole('row')).toHaveCount(2);
	await expect(page.getByText('Wednesday, 12:00 PM – 1:15 PM')).toBeVisible();
	await expectAccessibleScreen(page, 'list');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
	await shoot('admin-classes');
	await link.click();
	await page.getByLabel('Seats').fill('7');
	await page.getByRole('button', { name: 'Save' }).click();
	await expectNews(page, 'The class was saved.');
	await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();

	await page.getByRole('button', { name: 'Delete' }).click();
	const dialog = page.getByRole('dialog', { name: `Delete “${name}”?` });
	await expectAccessibleScreen(page, 'dialog');
	await dialog.getByRole('button', { name: 'Delete class' }).click();
	await expectNews(page, 'The class was deleted.');
	await page.getByRole('searchbox', { name: 'Search classes' }).fill(name);
	await expect(page.getByText('Nothing fits.')).toBeVisible();
});

test('What is missing is said at its field, and nothing that was typed is lost unasked', async ({
	page,
	demo,
	browserLog,
}) => {
	browserLog.expectStatus(400, '/group-classes');
	await workAsManager(page, demo);
	await openScreen(page, demo, 'group-classes', '/new');
	await page.getByLabel('Meeting link').fill('javascript:alert(1)');
	await page.getByRole('button', { name: 'Create class' }).click();
	await expect(page.getByText('Some fields are not right.').first()).toBeVisible();
	await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
	await expect(
		page.getByText('Please give an address that begins with https:// or http://.'),
	).toBeVisible();
	await expectAccessibleScreen(page, 'refused form');

	page.once('dialog', (dialog) => void dialog.dismiss());
	await page.getByRole('link', { name: 'Weekly classes' }).last().click();
	await expect(page.getByLabel('Meeting link')).toHaveValue('javascript:alert(1)');
	page.once('dialog', (dialog) => void dialog.accept());
	await page.getByRole('link', { name: 'Weekly classes' }).last().click();
	await expect(page.getByRole('heading', { level: 1, name: 'Weekly classes' })).toBeVisible();
});

test('Of two who edit the same class, the slower one hears of the other and chooses', async ({
	page,
	demo,
	admin,
	browserLog,
}) => {
	browserLog.expectStatus(409, '/group-classes/');
	await workAsManager(page, demo);
	const input = {
		name: `Shared ${Date.now()}`,
		dayOfWeek: 1,
		startTime: '10:00',
		endTime: '11:00',
		timezone: 'Europe/Berlin',
		maxStudents: 5,
		instructor: null,
		location: null,
		meetingUrl: null,
		isActive: true,
	};
	const { id } = await admin.ask<{ id: number }>('POST', CLASSES, input);
	await openScreen(page, demo, 'group-classes', `/${id}`);
	await page.getByLabel('Instructor').fill('Mine');
	await admin.ask('PUT', `${CLASSES}/${id}`, { ...input, instructor: 'Theirs', version: 1 });
	await page.getByRole('button', { name: 'Save' }).click();
	const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' });
	await dialog.getByRole('button', { name: 'Take theirs' }).click();
	await expect(page.getByLabel('Instructor')).toHaveValue('Theirs');

	await page.getByLabel('Instructor').fill('Mine');
	await admin.ask('PUT', `${CLASSES}/${id}`, { ...input, instructor: 'Again theirs', version: 2 });
	await page.getByRole('button', { name: 'Save' }).click();
	await dialog.getByRole('button', { name: 'Save mine' }).click();
	await expectNews(page, 'The class was saved.');
	expect(await admin.ask('GET', `${CLASSES}/${id}`)).toMatchObject({ instructor: 'Mine', version: 4 });
	await admin.send('DELETE', `${CLASSES}/${id}?version=4`);
});
