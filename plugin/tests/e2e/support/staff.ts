import { expect, type Page } from '@playwright/test';
import type { Demo } from './demo';
import { logIn, type RestClient } from './rest';

/** The screens of the menu Cohorts, as their addresses name them. */
export type AdminScreen = 'overview' | 'courses' | 'group-classes' | 'cohorts' | 'students' | 'attention';

/** The demo's account with this role. */
export const accountOf = (demo: Demo, role: string): Demo['users'][number] => {
	const account = demo.users.find((user) => user.role === role);
	if (!account) {
		throw new Error(`The demo has no ${role}.`);
	}
	return account;
};

/** Logs the page's browser in as an administrator, who may manage everything. */
export const workAsManager = (page: Page, demo: Demo): Promise<RestClient> =>
	logIn(page.context().request, demo.siteUrl, accountOf(demo, 'administrator'));

/** Opens a screen of the menu Cohorts, at a place within it such as `/new`. */
export const openScreen = async (page: Page, demo: Demo, screen: AdminScreen, route = '/'): Promise<void> => {
	const address = `${demo.siteUrl}/wp-admin/admin.php?page=cohort-enrollment-${screen}`;
	if (page.url().startsWith(`${address}#`)) {
		// One that differs only behind its # loads nothing, and the news of before would still be there.
		await page.goto('about:blank');
	}
	await page.goto(`${address}#${route}`);
	await expect(page.locator('#cohort-enrollment-admin h1')).toBeVisible();
	await expect(page.locator('.ce-admin__loading')).toHaveCount(0);
	// Lists say in another way that they are being read.
	await expect(page.locator('#cohort-enrollment-admin [aria-busy="true"]')).toHaveCount(0);
};

/** Fails when the app is wider than the window. */
export const expectToFit = async (page: Page, width: number): Promise<void> => {
	const before = page.viewportSize();
	await page.setViewportSize({ width, height: 900 });
	const widths = await page.evaluate(() => ({
		content: document.documentElement.scrollWidth,
		window: document.documentElement.clientWidth,
	}));
	expect(widths.content, `${page.url()} at ${width} pixels`).toBeLessThanOrEqual(widths.window);
	if (before) {
		await page.setViewportSize(before);
	}
};

/** The message in the corner that says what went well. */
export const expectNews = (page: Page, text: string): Promise<void> =>
	expect(page.locator('.components-snackbar').filter({ hasText: text })).toBeVisible();
