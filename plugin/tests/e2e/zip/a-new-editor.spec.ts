import type { Page } from '@playwright/test';
import { expectAccessibleScreen } from '../support/accessibility';
import { expectScreen, stepToChoose } from '../support/pages';
import { expectNews, openScreen } from '../support/staff';
import { logIn } from '../support/rest';
import { createAccount } from '../support/student';
import { expect, test } from '../support/test';

/** YYYY-MM-DD, so many days from today. */
const daysFromNow = (days: number): string =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const addClass = async (page: Page, demo: Parameters<typeof openScreen>[1], name: string, day: string) => {
	await openScreen(page, demo, 'group-classes', '/new');
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Day of the week').selectOption({ label: day });
	await page.getByRole('button', { name: 'Create class' }).click();
	await expectNews(page, 'The class was created.');
};

const addStep = async (page: Page, index: number, title: string, classes: string[]) => {
	if (index > 0) {
		await page.getByRole('button', { name: 'Add step' }).click();
	}
	// The first title is the course's.
	await page
		.getByLabel('Title', { exact: true })
		.nth(index + 1)
		.fill(title);
	for (const name of classes) {
		await page.getByLabel('Weekly classes').nth(index).fill(name);
		await page.getByRole('option', { name }).click();
	}
	await page.keyboard.press('Escape');
};

test('A new editor gets from nothing to a first paid enrollment with the screens alone', async ({
	page,
	context,
	browser,
	demo,
	admin,
	records,
	shoot,
}) => {
	test.slow();
	const stamp = Date.now();
	const [tuesday, thursday] = [`Tuesday ${stamp}`, `Thursday ${stamp}`];
	const title = `Bread ${stamp}`;

	await test.step('An administrator connects the sidecar and lets editors run courses', async () => {
		await logIn(
			context.request,
			demo.siteUrl,
			demo.users.find(({ role }) => role === 'administrator')!,
		);
		await page.goto(`${demo.siteUrl}/wp-admin/options-general.php?page=cohort-enrollment`);
		await page.getByLabel('Sidecar address').fill(demo.sidecarUrl);
		await page.getByRole('button', { name: 'Save Changes' }).click();
		await page.getByRole('group', { name: 'Editor' }).getByLabel('Run courses').check();
		await page.getByRole('button', { name: 'Save roles' }).click();
		await expect(page.getByText('The roles were saved.')).toBeVisible();
		await expectAccessibleScreen(page, 'settings');
		await context.clearCookies();
	});

	await test.step('The editor makes two weekly classes', async () => {
		await logIn(context.request, demo.siteUrl, await createAccount(admin, 'editor'));
		await openScreen(page, demo, 'overview');
		await expect(page.getByText('Add a weekly class')).toBeVisible();
		await expectAccessibleScreen(page, 'first steps');
		await addClass(page, demo, tuesday, 'Tuesday');
		await addClass(page, demo, thursday, 'Thursday');
	});

	await test.step('… a course with two steps and a page from the pattern', async () => {
		await openScreen(page, demo, 'courses', '/new');
		await page.getByLabel('Title', { exact: true }).first().fill(title);
		await addStep(page, 0, 'Feed the starter', [tuesday]);
		await addStep(page, 1, 'Bake', [tuesday, thursday]);
		await page.getByRole('button', { name: 'Create a page' }).click();
		await expectNews(page, 'The page was created as a draft.');
		await page.getByRole('button', { name: 'Create course' }).click();
		await expectNews(page, 'The course was created.');
		await page.getByRole('button', { name: 'Publish page' }).click();
		await expectNews(page, 'The page was published.');
	});
	const pageUrl = (await page.getByRole('link', { name: 'View page' }).getAttribute('href')) ?? '';
	const editUrl = (await page.getByRole('link', { name: 'Edit page' }).getAttribute('href')) ?? '';

	await test.step('… with a price in Stripe', async () => {
		await page.getByRole('button', { name: 'Set price' }).click();
		const dialog = page.getByRole('dialog', { name: 'Set price' });
		await dialog.getByLabel('Amount').fill('120');
		await dialog.getByRole('combobox', { name: 'Currency' }).fill('eur');
		await page.getByRole('option', { name: 'EUR – Euro' }).click();
		await dialog.getByRole('button', { name: 'Set price' }).click();
		await expectNews(page, 'The price was set.');
	});

	await test.step('… and a cohort with a schedule, which goes on sale', async () => {
		await openScreen(page, demo, 'cohorts', '/new');
		await page.getByRole('combobox', { name: 'Course' }).fill(title);
		await page.getByRole('option', { name: title }).click();
		await page.getByLabel('Name').fill('First cohort');
		await page.getByLabel('First day').fill(daysFromNow(14));
		await page.getByLabel('Last day').fill(daysFromNow(42));
		await page.getByRole('spinbutton', { name: 'Seats' }).fill('12');
		await page.getByRole('button', { name: 'Create cohort' }).click();
		await expectNews(page, 'The cohort was created.');
		await expect(page.getByRole('heading', { level: 2, name: 'Schedule' })).toBeVisible();
		await page.getByRole('button', { name: 'Fill from the weekly classes' }).click();
		await page.getByRole('button', { name: 'Save schedule' }).click();
		await expectNews(page, 'The schedule was saved.');
		await shoot('editors-way-schedule');
		await page.getByRole('link', { name: 'Details' }).click();
		await page.getByRole('button', { name: 'Put on sale' }).click();
		const dialog = page.getByRole('dialog', { name: 'Put “First cohort” on sale?' });
		await expect(dialog.getByText('The check found nothing that stands in the way.')).toBeVisible();
		await dialog.getByRole('button', { name: 'Put on sale' }).click();
		await expectNews(page, 'The cohort is on sale.');
	});

	await test.step('A student enrolls, pays, and has the first step booked already', async () => {
		const visitor = await browser.newContext({ locale: 'en-US' });
		await logIn(visitor.request, demo.siteUrl, await createAccount(admin, 'subscriber'));
		const shop = await visitor.newPage();
		await shop.goto(pageUrl);
		await shop.getByRole('button', { name: 'Enroll in First cohort' }).click();
		await shop.waitForURL(/\/pay\/cs_test_\w+$/);
		const sessionId = new URL(shop.url()).pathname.split('/').pop() ?? '';
		await shop.locator('button.pay').click();
		await expectScreen(shop, 'You are enrolled. Choose your times');
		await expect(stepToChoose(shop, 'Bake').getByRole('radio')).toHaveCount(2);
		await expect(shop.getByText('Feed the starter')).toBeVisible();
		expect(await records.checkout(sessionId)).toMatchObject({ state: 'enrolled', amount: 12_000 });
		await visitor.close();
	});

	await test.step('The editor sees the student on the roster', async () => {
		await page.getByRole('link', { name: 'Roster' }).click();
		await expect(page.getByRole('row').nth(1)).toContainText('1 of 2');
		await shoot('editors-way-roster');
	});

	await test.step('The page is put away, as the next stage looks for what the plugin left', async () => {
		const id = new URL(editUrl, demo.siteUrl).searchParams.get('post') ?? '';
		await admin.ask('DELETE', `/wp/v2/pages/${id}?force=true`);
	});

	await test.step('The right is taken back', async () => {
		await context.clearCookies();
		await logIn(
			context.request,
			demo.siteUrl,
			demo.users.find(({ role }) => role === 'administrator')!,
		);
		await page.goto(`${demo.siteUrl}/wp-admin/options-general.php?page=cohort-enrollment`);
		await page.getByRole('group', { name: 'Editor' }).getByLabel('Run courses').uncheck();
		await page.getByRole('button', { name: 'Save roles' }).click();
		await expect(page.getByText('The roles were saved.')).toBeVisible();
	});
});
