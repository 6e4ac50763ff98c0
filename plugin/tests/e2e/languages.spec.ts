import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { EVENINGS, POTTERY } from './support/course';
import { PROJECT, type Demo } from './support/demo';
import { expectNoEnglish, inLanguage } from './support/languages';
import { cardOf, expectScreen, payBy, stepToChoose } from './support/pages';
import { logIn } from './support/rest';
import { expect, test } from './support/test';

const block = (page: Page, name: string) => page.locator(`.wp-block-cohort-enrollment-${name}`);

/** Stylesheets of ours as WordPress printed them: the address of a link, or the sheet itself. */
const stylesheets = (page: Page): Promise<string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll('link[rel="stylesheet"], style')]
			.filter(({ id }) => id.startsWith('cohort-enrollment-'))
			.map((sheet) => sheet.getAttribute('href') ?? sheet.textContent),
	);

const builtSheet = (name: string): string =>
	readFileSync(join(PROJECT, 'plugin', 'build', 'blocks', name, 'style-index-rtl.css'), 'utf8').trim();

const expectSheetForRightToLeft = async (page: Page, name: string): Promise<void> => {
	const marks = [`${name}/style-index-rtl.css`, builtSheet(name)];
	const sheets = await stylesheets(page);
	expect(
		sheets.filter((sheet) => marks.some((mark) => sheet.includes(mark))),
		`sheets of ${name} for reading from right to left`,
	).toHaveLength(1);
};

const expectNoSidewaysScrolling = async (page: Page): Promise<void> => {
	const widths = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return { content: scrollWidth, window: clientWidth };
	});
	expect(widths.content, page.url()).toBeLessThanOrEqual(widths.window);
};

/** Screens of the admin app by their titles. */
const GERMAN_SCREENS = [
	['overview', 'Überblick'],
	['courses', 'Kurse'],
	['group-classes', 'Wöchentliche Gruppen'],
	['cohorts', 'Durchgänge'],
	['students', 'Teilnehmende'],
	['attention', 'Zu erledigen'],
] as const;

const becomeAdministrator = async (request: APIRequestContext, { siteUrl, users }: Demo): Promise<void> => {
	await logIn(
		request,
		siteUrl,
		users.find(({ role }) => role === 'administrator')!,
	);
};

test('On a German site everything is German, from the course page to the mail', async ({
	page,
	school,
	student,
	admin,
	demo,
	mails,
	shoot,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 3 } });
	const typed = POTTERY.flatMap(({ label }) => label ?? []);
	await inLanguage(demo, admin, 'de_DE', async () => {
		await page.goto(offer.pageUrl);
		await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
		await expect(cardOf(page, offer.cohort)).toContainText('Noch 3 Plätze frei');
		await expect(cardOf(page, offer.cohort)).toContainText(/245\s€/);
		await page.getByRole('button', { name: 'Für Autumn cohort einschreiben' }).click();
		await page.waitForURL(/\/pay\/cs_test_\w+$/);
		await payBy(page, 'card');

		await expectScreen(page, 'Du bist eingeschrieben. Wähle deine Zeiten');
		await expectNoEnglish(block(page, 'session-wizard'), 'de_DE', typed);
		for (const step of ['Throw a bowl', 'Glaze and fire']) {
			await stepToChoose(page, step).getByRole('radio').first().check();
		}
		await expect(page.getByText('2 von 2 gewählt')).toBeVisible();
		await shoot('german-wizard');
		await page.getByRole('button', { name: 'Bestätigen' }).click();

		await page.waitForURL('**/my-courses/**');
		await expect(page.getByText('2 Termine sind gebucht. Wir sehen uns!')).toBeVisible();
		await expect(page.getByText('4 von 4 Terminen gebucht')).toBeVisible();
		await expect(page.getByText(/^(Mo|Di|Mitt|Don|Frei)\w+, \d+\. \w+ \d{4}$/).first()).toBeVisible();
		await expectNoEnglish(block(page, 'student-dashboard'), 'de_DE', typed);
		await shoot('german-dashboard');
		await mails.arrives(student.email, `Du bist für ${offer.course.title} eingeschrieben`);
	});
});

test('On a German site staff find the admin app in German, with all that its tables bring along', async ({
	page,
	context,
	admin,
	demo,
	shoot,
}) => {
	await becomeAdministrator(context.request, demo);
	await inLanguage(demo, admin, 'de_DE', async () => {
		const app = page.locator('#cohort-enrollment-admin');
		for (const [screen, title] of GERMAN_SCREENS) {
			await page.goto(`${demo.siteUrl}/wp-admin/admin.php?page=cohort-enrollment-${screen}`);
			await expect(app.getByRole('heading', { level: 1, name: title })).toBeVisible();
			await expect(app.getByText('Wird geladen …')).toHaveCount(0);
			await expect(app.locator('[aria-busy="true"]')).toHaveCount(0);
			await expectNoEnglish(app, 'de_DE', [EVENINGS.name]);
			await shoot(`german-admin-${screen}`);
		}
		await page.goto(`${demo.siteUrl}/wp-admin/admin.php?page=cohort-enrollment-group-classes`);
		await expect(app.getByRole('button', { name: 'Ansichtsoptionen' })).toBeVisible();
	});
});

test('On a site that is read from right to left our styles are, too, and fit on a small phone', async ({
	page,
	context,
	school,
	student,
	admin,
	demo,
	shoot,
}) => {
	const offer = await school.offer();
	const { returnUrl } = await student.buy(offer);
	await page.setViewportSize({ width: 360, height: 740 });
	await inLanguage(demo, admin, 'ar', async () => {
		for (const [name, address] of [
			['course-cohorts', offer.pageUrl],
			['session-wizard', returnUrl],
			['student-dashboard', `${demo.siteUrl}/my-courses/`],
		] as const) {
			await page.goto(address);
			await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
			await expect(block(page, name).getByRole('heading').first()).toBeVisible();
			await expectSheetForRightToLeft(page, name);
			await expectNoSidewaysScrolling(page);
			await shoot(`arabic-${name}-phone`);
		}
		await becomeAdministrator(context.request, demo);
		await page.goto(`${demo.siteUrl}/wp-admin/admin.php?page=cohort-enrollment-group-classes`);
		await expect(page.getByRole('heading', { name: 'Weekly classes' })).toBeVisible();
		await expectSheetForRightToLeft(page, 'admin');
	});
});
