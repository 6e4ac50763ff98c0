import type { Locator, Page } from '@playwright/test';
import { expectAccessibleBlock } from './support/accessibility';
import { expectScreen, stepToChoose } from './support/pages';
import { lapse } from './support/records';
import { shootPhone, shootWide } from './support/screenshots';
import { expect, test } from './support/test';

const expectNoSidewaysScrolling = async (page: Page): Promise<void> => {
	const widths = await page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return { content: scrollWidth, window: clientWidth };
	});
	expect(widths.content, page.url()).toBeLessThanOrEqual(widths.window);
};

const readFromRightToLeft = (page: Page): Promise<void> =>
	page.evaluate(() => {
		document.documentElement.dir = 'rtl';
	});

/** Presses Tab until the element has the focus. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
	for (let presses = 0; presses < 40; presses++) {
		await page.keyboard.press('Tab');
		if (await target.evaluate((element) => element === document.activeElement)) {
			return;
		}
	}
	await expect(target, 'reached by Tab').toBeFocused();
};

test('8. List, wizard and dashboard have no accessibility violation, and fit on a small phone', async ({
	page,
	school,
	student,
	demo,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 2 } });
	await offer.addCohort({ name: 'Full cohort', maxEnrollment: 0 });
	await page.setViewportSize({ width: 360, height: 740 });
	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expectScreen(page, 'You have no courses yet');
	await expectAccessibleBlock(page, 'student-dashboard');

	const { returnUrl } = await student.buy(offer);
	await page.goto(returnUrl);
	await expectScreen(page, 'You are enrolled. Choose your times');
	await stepToChoose(page, 'Throw a bowl').getByRole('radio').first().check();
	await expectAccessibleBlock(page, 'session-wizard');
	await expectNoSidewaysScrolling(page);

	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expect(page.getByText('2 of 4 sessions booked')).toBeVisible();
	await expectAccessibleBlock(page, 'student-dashboard');
	await expectNoSidewaysScrolling(page);

	for (const visitor of [false, true]) {
		if (visitor) {
			await page.context().clearCookies();
		}
		await page.goto(offer.pageUrl);
		await expectAccessibleBlock(page, 'course-cohorts');
		await expectNoSidewaysScrolling(page);
	}
});

test('8. A full cohort, a payment that went back and a course on hold are accessible, and fit on a small phone', async ({
	page,
	school,
	student,
	newStudent,
	db,
	records,
	localStripe,
	demo,
	shoot,
}) => {
	await page.setViewportSize({ width: 360, height: 740 });
	const full = await school.offer({ cohort: { maxEnrollment: 1 } });
	const { sessionId: late } = await student.enroll(full);
	await lapse(db, late ?? '');
	await (await newStudent()).buy(full);
	await page.goto(full.pageUrl);
	await expectAccessibleBlock(page, 'course-cohorts');
	await page.getByRole('button', { name: /Join the waiting list/ }).click();
	await expect(page.getByRole('button', { name: /Leave the waiting list/ })).toBeVisible();
	await expectAccessibleBlock(page, 'course-cohorts');
	await expectNoSidewaysScrolling(page);
	await readFromRightToLeft(page);
	await expectNoSidewaysScrolling(page);
	await shoot('08-waiting-rtl-phone');

	await page.goto(await localStripe.pay(late ?? ''));
	await expect(page.getByRole('button', { name: 'Leave the waiting list' })).toBeVisible();
	await expectAccessibleBlock(page, 'session-wizard');
	await expectNoSidewaysScrolling(page);
	await readFromRightToLeft(page);
	await expectNoSidewaysScrolling(page);
	await shoot('08-refunded-rtl-phone');

	const { sessionId, returnUrl } = await student.buy(await school.offer());
	const dispute = await localStripe.dispute(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('disputed');
	await page.goto(returnUrl);
	await expectScreen(page, 'Your enrollment is on hold');
	await expectAccessibleBlock(page, 'session-wizard');
	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expect(page.getByText('This course is on hold')).toBeVisible();
	await expectAccessibleBlock(page, 'student-dashboard');
	await expectNoSidewaysScrolling(page);
	await localStripe.closeDispute(dispute, 'won');
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('enrolled');
});

test('11. The keyboard alone goes from the success page to the dashboard', async ({
	page,
	school,
	student,
	shoot,
}) => {
	const { returnUrl } = await student.buy(await school.offer());
	await page.goto(returnUrl);
	await expect(page.getByRole('heading', { level: 2, name: /You are enrolled/ })).toBeFocused();
	const bowl = stepToChoose(page, 'Throw a bowl').getByRole('radio');
	await tabTo(page, bowl.first());
	await page.keyboard.press('ArrowDown');
	await expect(bowl.nth(1)).toBeChecked();
	const glaze = stepToChoose(page, 'Glaze and fire').getByRole('radio');
	await tabTo(page, glaze.first());
	await page.keyboard.press('Space');
	await expect(glaze.first()).toBeChecked();
	await expect(page.getByText('2 of 2 chosen')).toBeVisible();

	// Taking a choice back leaves the focus at its step.
	await tabTo(page, page.getByRole('button', { name: 'Decide later: Glaze and fire' }));
	await page.keyboard.press('Enter');
	await expect(stepToChoose(page, 'Glaze and fire')).toBeFocused();
	await tabTo(page, glaze.first());
	await page.keyboard.press('Space');

	const confirm = page.getByRole('button', { name: 'Confirm' });
	await tabTo(page, confirm);
	await expect(confirm).not.toHaveCSS('outline-style', 'none');
	await shoot('11-keyboard');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/my-courses/**');
	await expect(page.getByText('4 of 4 sessions booked')).toBeVisible();
});

test('9. Everything stands the right way round where people read from right to left', async ({
	page,
	school,
	student,
	demo,
}) => {
	// Our styles know no left and right, only start and end: the direction of the page is all they need.
	await page.addInitScript(() => {
		document.addEventListener('DOMContentLoaded', () => {
			document.documentElement.dir = 'rtl';
		});
	});
	const offer = await school.offer();
	await page.goto(offer.pageUrl);
	await expectNoSidewaysScrolling(page);
	await shootWide(page)('09-list-rtl');

	const { returnUrl } = await student.buy(offer);
	await page.goto(returnUrl);
	const card = stepToChoose(page, 'Throw a bowl').locator('label').first();
	await expect(card).toBeVisible();
	const [box, radio] = [await card.boundingBox(), await card.getByRole('radio').boundingBox()];
	expect(radio!.x, 'the radio button stands at the right edge').toBeGreaterThan(box!.x + box!.width / 2);
	await expectNoSidewaysScrolling(page);
	await shootWide(page)('09-wizard-rtl');
	await shootPhone(page)('09-wizard-rtl');

	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expect(page.getByText('2 of 4 sessions booked')).toBeVisible();
	await expectNoSidewaysScrolling(page);
	await shootWide(page)('09-dashboard-rtl');
});
