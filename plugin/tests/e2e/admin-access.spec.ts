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

const API = '/cohort-enrollment/v1';

/** Of each kind one: which capability each route asks for is proved at the sidecar, for all of them. */
const REFUSED = [
	['GET', '/admin/group-classes'],
	['GET', '/admin/courses'],
	['GET', '/admin/courses/1'],
	['GET', '/admin/stripe-prices'],
	['PUT', '/admin/courses/1/price', { kind: 'free', version: 1 }],
	['GET', '/roster-export'],
] as const;

test('Neither a subscriber nor an editor without the capability gets at a screen of the menu Cohorts, or at what is behind it', async ({
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
		for (const [method, path, body] of REFUSED) {
			const answer = await rest.send(method, `${API}${path}`, body);
			expect(answer.status(), `${role}, ${method} ${path}`).toBe(403);
		}
	}

	await page.context().clearCookies();
	await workAsManager(page, demo);
	for (const screen of SCREENS) {
		await openScreen(page, demo, screen);
	}
});
