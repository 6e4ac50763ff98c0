import { expect, type Locator, type Page } from '@playwright/test';
import type { BuiltCohort } from '../../../../sidecar/test/builders';
import type { PaymentWay } from './stripe';

/** A cohort's card on a course page. */
export const cardOf = (page: Page, { id }: Pick<BuiltCohort, 'id'>): Locator => page.locator(`#cohort-${id}`);

export const enrollButton = (page: Page, { name }: Pick<BuiltCohort, 'name'>): Locator =>
	page.getByRole('button', { name: `Enroll in ${name}` });

/** Goes through *Enroll* to the payment page, and returns the id of the session that is to be paid. */
export const goToPayment = async (page: Page, pageUrl: string, cohort: BuiltCohort): Promise<string> => {
	await page.goto(pageUrl);
	await enrollButton(page, cohort).click();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
	return new URL(page.url()).pathname.split('/').pop() ?? '';
};

/** Chooses a way to pay on the payment page, and pays. */
export const payBy = async (page: Page, way: PaymentWay): Promise<void> => {
	await page.locator(`#way-${way}`).check();
	await page.locator('button.pay').click();
};

/** The screen that a block shows, by its heading. */
export const expectScreen = async (page: Page, title: string): Promise<void> =>
	expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();

/** A step of the wizard that is to be chosen for. */
export const stepToChoose = (page: Page, title: string): Locator =>
	page.getByRole('group', { name: new RegExp(`${title}$`) });

/** A step on the dashboard. */
export const dashboardStep = (page: Page, title: string): Locator =>
	page.locator('.cohort-enrollment-dashboard-step').filter({ hasText: title });
