import { logIn } from './support/rest';
import { accountOf, openScreen, workAsManager, type AdminScreen } from './support/staff';
import { createAccount } from './support/student';
import { expect, test } from './support/test';

const SCREENS: readonly AdminScreen[] = [
	'overview',
	'courses',
	'group-classes',
	'cohorts',
	'students',
	'attention',
];

test('No screen of the menu Cohorts opens for a subscriber, or for an editor without the capability', async ({
	page,
	demo,
	admin,
	browserLog,
}) => {
	browserLog.expectStatus(403, 'page=cohort-enrollment-');
	for (const role of ['subscriber', 'editor']) {
		await page.context().clearCookies();
		const account = role === 'editor' ? accountOf(demo, 'editor') : await createAccount(admin, role);
		const rest = await logIn(page.context().request, demo.siteUrl, account);
		await page.goto(`${demo.siteUrl}/wp-admin/profile.php`);
		await expect(page.locator('#adminmenu').getByText('Cohorts', { exact: true })).toHaveCount(0);
		for (const screen of SCREENS) {
			const answer = await page.goto(
				`${demo.siteUrl}/wp-admin/admin.php?page=cohort-enrollment-${screen}`,
			);
			expect(answer?.status(), `${role}, ${screen}`).toBe(403);
			await expect(page.getByText('you are not allowed to access this page')).toBeVisible();
			await expect(page.locator('#cohort-enrollment-admin')).toHaveCount(0);
		}
		const address = await rest.send('GET', '/cohort-enrollment/v1/roster-export');
		expect(address.status(), `${role}, address of a roster's file`).toBe(403);
	}

	await page.context().clearCookies();
	await workAsManager(page, demo);
	for (const screen of SCREENS) {
		await openScreen(page, demo, screen);
	}
});
