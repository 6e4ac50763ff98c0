import type { Page } from '@playwright/test';
import { enrollButton, expectScreen, payBy, stepToChoose } from './support/pages';
import { expect, test } from './support/test';

const EVENTS = [
	'enroll',
	'redirect',
	'waiting-list',
	'wizard-screen',
	'booked',
	'dashboard-loaded',
	'error',
].map((name) => `cohort-enrollment/${name}`);

/** Hears what the blocks tell on every page from now on, as a site's own script would. */
const listen = async (page: Page): Promise<[string, unknown][]> => {
	const heard: [string, unknown][] = [];
	await page.exposeFunction('hear', (name: string, detail: unknown) => void heard.push([name, detail]));
	await page.addInitScript((names) => {
		for (const name of names) {
			document.addEventListener(name, (event) => {
				const { hear } = window as unknown as { hear(name: string, detail: unknown): void };
				hear(name.replace('cohort-enrollment/', ''), (event as CustomEvent).detail);
			});
		}
	}, EVENTS);
	return heard;
};

test('The blocks tell the page of a student’s way from Enroll to the dashboard', async ({
	page,
	school,
	student,
	records,
}) => {
	const offer = await school.offer();
	const heard = await listen(page);
	await page.goto(offer.pageUrl);
	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
	const paymentPage = page.url();
	await payBy(page, 'card');
	await expectScreen(page, 'You are enrolled. Choose your times');
	await stepToChoose(page, 'Throw a bowl').getByRole('radio').first().check();
	await page.getByRole('button', { name: 'Confirm' }).click();
	await page.waitForURL('**/my-courses/**');
	await expect(page.getByText('3 of 4 sessions booked')).toBeVisible();

	const [owned] = await records.packagesOf(student.id);
	const cohort = { courseCode: offer.course.code, cohortId: offer.cohort.id };
	const packageId = owned?.id;
	await expect.poll(() => heard.map(([name]) => name)).toContain('dashboard-loaded');
	expect(heard.filter(([, detail]) => (detail as { screen?: string }).screen !== 'loading')).toEqual([
		['enroll', cohort],
		['redirect', { ...cohort, url: paymentPage, to: 'payment' }],
		['wizard-screen', { screen: 'choosing', packageId }],
		['wizard-screen', { screen: 'saved', packageId }],
		['booked', { packageId, booked: 1, remaining: 1 }],
		['dashboard-loaded', { packages: [{ packageId, courseCode: offer.course.code, status: 'ACTIVE' }] }],
	]);
});

test('A site’s own script can keep a student from enrolling', async ({ page, school, student, records }) => {
	const offer = await school.offer();
	await page.addInitScript(() =>
		document.addEventListener('cohort-enrollment/enroll', (event) => event.preventDefault()),
	);
	await page.goto(offer.pageUrl);
	const button = enrollButton(page, offer.cohort);
	await button.click();
	await expect(button).not.toHaveAttribute('aria-disabled', 'true');
	expect(page.url()).toBe(offer.pageUrl);
	expect(await records.checkoutsOf(student.id)).toEqual([]);
});
