import { expectAccessibleBlock } from './support/accessibility';
import { cardOf, enrollButton, expectScreen } from './support/pages';
import { withoutSidecar } from './support/sidecar';
import { expect, test } from './support/test';

test('21. While the sidecar is down, pages render and say so in plain words; afterwards all is well', async ({
	page,
	school,
	student,
	records,
	demo,
	browserLog,
	phpLog,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const unreachable =
		'Enrolling is not possible right now, and nothing was charged. Please try again in a few minutes.';
	const notice = 'Enrolling is not possible right now. Please come back a little later.';
	const card = cardOf(page, offer.cohort);
	await page.goto(offer.pageUrl);
	// What operators read, once or, of two calls at the same moment, twice; nothing else may be in WordPress's log.
	phpLog.expectLine(
		/Cohort Enrollment: the sidecar is unavailable for (GET|POST) \/course-programs\/\S+ \(no_connection\)/,
	);
	browserLog.expectStatus(503, '/wp-json/cohort-enrollment/v1/');

	await withoutSidecar(demo, async () => {
		await enrollButton(page, offer.cohort).click();
		await expect(card.getByRole('alert')).toHaveText(unreachable);
		await expect(enrollButton(page, offer.cohort)).toBeVisible();
		await shoot('21-click-while-down');
		await expectAccessibleBlock(page, 'course-cohorts');

		// The next page knows already, and still shows what there is to buy.
		await page.reload();
		await expect(page.getByText(notice)).toBeVisible();
		await expect(card).toContainText('Autumn cohort');
		await expect(card).toContainText('€245');
		await expect(enrollButton(page, offer.cohort)).toHaveCount(0);
		await shoot('21-list-while-down');
		await expectAccessibleBlock(page, 'course-cohorts');
		await shootOnPhone('21-list-while-down');

		await page.goto(`${demo.siteUrl}/my-courses/`);
		await expectScreen(page, 'Not available right now');
		await expect(page.getByText('What you have bought and booked is safe.')).toBeVisible();
		await shoot('21-dashboard-while-down');
		await expectAccessibleBlock(page, 'student-dashboard');
	});

	await page.getByRole('button', { name: 'Try again' }).click();
	await expectScreen(page, 'You have no courses yet');
	await page.goto(offer.pageUrl);
	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
	expect(await records.checkoutsOf(student.id)).toHaveLength(1);
});
