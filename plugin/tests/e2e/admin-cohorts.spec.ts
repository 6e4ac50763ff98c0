import { expectAccessibleScreen } from './support/accessibility';
import type { Locator, Page } from '@playwright/test';
import type { AdminCohort, ScheduleResponse } from '../../../sidecar/contract';
import { table, type Connection } from '../../../sidecar/src/db/database';
import { EARLY, EVENINGS } from './support/course';
import { linkOf } from './support/mails';
import { logIn, type RestClient } from './support/rest';
import { expectNews, expectToFit, openScreen, workAsManager } from './support/staff';
import type { Offer } from './support/school';
import { expect, test } from './support/test';

const API = '/cohort-enrollment/v1/admin/cohorts';
const DAY = 86_400_000;

const isoDate = (day: Date): string => day.toISOString().slice(0, 10);

/** A Monday in about half a year. */
const monday = (): Date => {
	const soon = new Date(Date.now() + 180 * DAY);
	return new Date(soon.getTime() + ((8 - soon.getUTCDay()) % 7) * DAY);
};

const daysLater = (date: string, days: number): string => isoDate(new Date(Date.parse(date) + days * DAY));

const cell = (page: Page, step: string, name: string): Locator =>
	page.getByRole('region', { name: new RegExp(`^${step}`) }).getByRole('group', { name });

const dialogOf = (page: Page): Locator => page.getByRole('dialog');

/** Makes the page of an offer the one of its course. */
const bindPage = async (db: Connection, admin: RestClient, { course, pageUrl }: Offer): Promise<void> => {
	const slug = new URL(pageUrl).pathname.split('/').filter(Boolean).at(-1) ?? '';
	const [page] = await admin.ask<{ id: number }[]>('GET', `/wp/v2/pages?slug=${slug}`);
	await table<{ id: number; page_id: number | null }>(db, 'course_programs')
		.where('id', course.id)
		.update({ page_id: page?.id ?? null });
};

test('A manager makes a cohort, fills its schedule, mends a conflict, and puts it on sale after the check', async ({
	page,
	browser,
	school,
	demo,
	db,
	admin,
	shoot,
}) => {
	const offer = await school.offer();
	await bindPage(db, admin, offer);
	const start = isoDate(monday());
	const name = `Summer <i>cohort</i> ${Date.now()}`;
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts');
	await page.getByRole('link', { name: 'Add cohort' }).first().click();
	await page.getByRole('combobox', { name: 'Course' }).fill(offer.course.code);
	await page.getByRole('option', { name: `${offer.course.title} (${offer.course.code})` }).click();
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('First day').fill(start);
	await page.getByLabel('Last day').fill(daysLater(start, 27));
	await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin');
	await page.getByRole('option', { name: 'Europe/Berlin' }).click();
	await page.getByLabel(/^Enrollment deadline/).fill(`${daysLater(start, -3)}T23:59`);
	await page.getByRole('spinbutton', { name: 'Number of seats' }).fill('8');
	await expectAccessibleScreen(page, 'form');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
	await page.getByRole('button', { name: 'Create cohort' }).click();
	await expectNews(page, 'The cohort was created. Now plan its schedule.');

	await expect(page.getByText('4 errors')).toBeVisible();
	await expect(page.getByText('No session: students cannot book this step.')).toHaveCount(4);
	await page.getByRole('button', { name: 'Fill from the weekly classes' }).click();
	await expect(cell(page, 'Week 2', EARLY.name).getByLabel('Date')).toHaveValue(daysLater(start, 10));
	await page.getByRole('button', { name: 'Save schedule' }).click();
	await expectNews(page, 'The schedule was saved.');
	await expect(page.getByText('In order')).toBeVisible();
	await expectAccessibleScreen(page, 'schedule');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}

	await cell(page, 'Week 3', 'Whole group').getByLabel('Date').fill(daysLater(start, 1));
	await expect(page.getByText('Errors and warnings are those of the saved schedule.')).toBeVisible();
	await page.getByRole('button', { name: 'Save schedule' }).click();
	await expect(page.getByText('At the same time as Week 1, whatever students choose.')).toBeVisible();
	await expect(page.getByText('1 error')).toBeVisible();
	await shoot('admin-schedule');
	await expectAccessibleScreen(page, 'schedule with a conflict');
	await page.getByRole('link', { name: 'Check', exact: true }).click();
	const finding = page.getByRole('listitem').filter({ hasText: 'Week 1 and Week 3 are at the same time' });
	await expect(finding).toContainText('Error');
	await expectAccessibleScreen(page, 'check');
	await shoot('admin-cohort-check');
	await finding.getByRole('link', { name: 'Open the schedule' }).click();
	await cell(page, 'Week 3', 'Whole group').getByLabel('Date').fill(daysLater(start, 15));
	await page.getByRole('button', { name: 'Save schedule' }).click();
	await expect(page.getByText('In order')).toBeVisible();

	await page.getByRole('link', { name: 'Details' }).click();
	await page.getByRole('button', { name: 'Put on sale' }).click();
	await expect(dialogOf(page).getByText('The check found something that may not be meant.')).toBeVisible();
	await expect(dialogOf(page).getByText(/is in America\/New York, the cohort in/)).toBeVisible();
	await expect(dialogOf(page).getByText('Error')).toHaveCount(0);
	await expectAccessibleScreen(page, 'activation');
	await dialogOf(page).getByRole('button', { name: 'Put on sale' }).click();
	await expectNews(page, 'The cohort is on sale.');
	await expect(page.getByText('Open', { exact: true })).toBeVisible();

	const visitor = await browser.newPage();
	await visitor.goto(offer.pageUrl);
	await expect(visitor.getByRole('heading', { name })).toBeVisible();
	await visitor.close();

	await page.getByRole('link', { name: 'Cohorts' }).last().click();
	await page.getByRole('searchbox', { name: 'Search cohorts' }).fill(name);
	const row = page.getByRole('row').filter({ hasText: name });
	await expect(row).toContainText('0 of 8');
	await expect(row).toContainText('€245.00');
	await expectAccessibleScreen(page, 'list');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
	await shoot('admin-cohorts');
	await row.getByRole('link', { name }).click();
	await page.getByRole('link', { name: 'Cohorts' }).last().click();
	await expect(page.getByRole('searchbox', { name: 'Search cohorts' })).toHaveValue(name);
	await expect(page.getByRole('row')).toHaveCount(2);
	await row.getByRole('link', { name }).click();
	await page.getByRole('button', { name: 'Delete' }).click();
	await expectAccessibleScreen(page, 'deletion');
	await dialogOf(page).getByRole('button', { name: 'Delete cohort' }).click();
	await expectNews(page, 'The cohort was deleted.');
});

test('Students who are booked move along, or choose again, as the manager says, and hear of it by one mail', async ({
	page,
	school,
	demo,
	admin,
	student,
	records,
	mails,
	browserLog,
}) => {
	browserLog.expectStatus(409, '/schedule');
	const offer = await school.offer();
	const { packageId } = await student.buy(offer);
	await student.book(packageId, offer, [[1, 0]]);
	const booked = async () =>
		(await records.progressOf(packageId)).map(({ status, class_session_id: session }) => [
			status,
			session,
		]);
	const before = await booked();
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/schedule`);
	const evening = cell(page, 'Week 2', EVENINGS.name);
	await expect(evening.getByText('1 booked')).toBeVisible();
	const date = await evening.getByLabel('Date').inputValue();
	await evening.getByLabel('Date').fill(daysLater(date, 1));
	await expect(evening.getByText('Wednesday')).toBeVisible();
	await expect(evening.getByText('instead of Tuesday')).toBeVisible();
	await page.getByRole('button', { name: 'Save schedule' }).click();
	await expect(dialogOf(page).getByText('1 student is booked in what you have changed')).toBeVisible();
	await expectAccessibleScreen(page, 'question');
	await dialogOf(page).getByRole('button', { name: 'Save and tell 1 student' }).dblclick();
	await expectNews(page, 'The schedule was saved.');
	const moved = await booked();
	expect(moved[1]).toEqual(['BOOKED', expect.any(Number)]);
	expect(moved[1]).not.toEqual(before[1]);
	const news = await mails.arrives(student.email, `New times in ${offer.course.title}`);
	expect(news.message).toContain(`Week 2, ${EVENINGS.name}`);

	await evening.getByRole('button', { name: 'Do not offer' }).click();
	await page.getByRole('button', { name: 'Save schedule' }).click();
	await expect(dialogOf(page).getByText('they choose again')).toBeVisible();
	await dialogOf(page).getByRole('button', { name: 'Save and tell 1 student' }).click();
	await expect(evening.getByText('Not offered.', { exact: true })).toBeVisible();
	await expect.poll(async () => (await booked())[1]).toEqual(['UNBOOKED', null]);
	const asked = await mails.arrives(
		student.email,
		`Please choose your times in ${offer.course.title} again`,
	);
	expect(asked.message).toContain(`Week 2, ${EVENINGS.name}`);

	// The mail leads to where the student chooses the other class.
	await page.context().clearCookies();
	await logIn(page.context().request, demo.siteUrl, student);
	await page.goto(linkOf(asked, 'See your sessions'));
	await expect(page.getByText(EARLY.name).first()).toBeVisible();
	const schedule = await admin.ask<ScheduleResponse>('GET', `${API}/${offer.cohort.id}/schedule`);
	expect(schedule.problems.map(({ code }) => code)).toContain('not_offered');
});

test('A cohort is made and put on sale with the keyboard alone', async ({ page, school, demo, admin }) => {
	const offer = await school.offer();
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts');
	const { keyboard } = page;
	const tabTo = async (target: Locator) => {
		await expect(target).toBeVisible();
		for (let steps = 0; steps < 100; steps += 1) {
			if (await target.evaluate((element) => element === document.activeElement)) {
				return;
			}
			await keyboard.press('Tab');
		}
		throw new Error('The keyboard does not get there.');
	};
	const name = `Keyboard ${Date.now()}`;
	await tabTo(page.getByRole('link', { name: 'Add cohort' }).first());
	await keyboard.press('Enter');
	await tabTo(page.getByRole('combobox', { name: 'Course' }));
	await keyboard.type(offer.course.code);
	await expect(page.getByRole('option')).toHaveCount(1);
	await keyboard.press('ArrowDown');
	await keyboard.press('Enter');
	await expect(page.getByRole('combobox', { name: 'Course' })).toHaveValue(
		`${offer.course.title} (${offer.course.code})`,
	);
	await tabTo(page.getByLabel('Name'));
	await keyboard.type(name);
	await tabTo(page.getByLabel('First day'));
	const year = new Date().getFullYear() + 4;
	await keyboard.type(`0303${year}`);
	await tabTo(page.getByLabel('Last day'));
	await keyboard.type(`0330${year}`);
	await tabTo(page.getByRole('combobox', { name: 'Time zone' }));
	await keyboard.type('Europe/Berlin');
	await expect(page.getByRole('option')).toHaveCount(1);
	await keyboard.press('ArrowDown');
	await keyboard.press('Enter');
	await tabTo(page.getByRole('checkbox', { name: 'Limit the number of seats' }));
	await keyboard.press('Space');
	await expect(page.getByRole('spinbutton', { name: 'Number of seats' })).toHaveCount(0);
	await tabTo(page.getByRole('button', { name: 'Create cohort' }));
	await keyboard.press('Enter');
	await expectNews(page, 'The cohort was created.');

	await tabTo(page.getByRole('button', { name: 'Fill from the weekly classes' }));
	await keyboard.press('Enter');
	await tabTo(page.getByLabel('Date').first());
	await keyboard.press('Enter');
	await expectNews(page, 'The schedule was saved.');
	await expect(page.getByLabel('Date').first()).toBeFocused();

	await page.reload();
	await tabTo(page.getByRole('link', { name: 'Details' }));
	await keyboard.press('Enter');
	await expect(page.getByLabel('First day')).toHaveValue(`${year}-03-03`);
	await tabTo(page.getByRole('button', { name: 'Put on sale' }));
	await keyboard.press('Enter');
	const confirm = dialogOf(page).getByRole('button', { name: /^Put on sale/ });
	await expect(confirm).toBeEnabled();
	await tabTo(confirm);
	await keyboard.press('Escape');
	await expect(dialogOf(page)).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Put on sale' })).toBeFocused();
	await keyboard.press('Enter');
	await expect(confirm).toBeEnabled();
	await tabTo(confirm);
	await keyboard.press('Enter');
	await expectNews(page, 'The cohort is on sale.');

	const { items } = await admin.ask<{ items: AdminCohort[] }>(
		'GET',
		`${API}?search=${encodeURIComponent(name)}`,
	);
	expect(items).toMatchObject([
		{
			name,
			courseId: offer.course.id,
			startDate: `${year}-03-03`,
			endDate: `${year}-03-30`,
			timezone: 'Europe/Berlin',
			maxEnrollment: null,
			isActive: true,
		},
	]);
});

test('Of two who plan the same schedule, the slower one hears of the other and chooses', async ({
	page,
	school,
	demo,
	admin,
	browserLog,
}) => {
	browserLog.expectStatus(409, '/schedule');
	const offer = await school.offer();
	const path = `${API}/${offer.cohort.id}/schedule`;
	const planned = await admin.ask<ScheduleResponse>('GET', path);
	const [first] = planned.steps.flatMap(({ options }) => options);
	const theirs = daysLater(first!.session!.date, 2);
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/schedule`);
	const date = cell(page, 'Week 1', 'Whole group').getByLabel('Date');
	await date.fill(daysLater(first!.session!.date, 1));
	await admin.ask('PUT', path, {
		version: planned.version,
		sessions: [{ stepOptionId: first!.stepOptionId, date: theirs }],
	});
	await page.getByRole('button', { name: 'Save schedule' }).click();
	const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' });
	await expect(dialog).toBeVisible();
	await expectAccessibleScreen(page, 'somebody else was faster');
	await dialog.getByRole('button', { name: 'Take theirs' }).click();
	await expect(date).toHaveValue(theirs);
	await expect(page.getByRole('button', { name: 'Save schedule' })).toBeDisabled();
});
