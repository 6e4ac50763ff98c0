import type { Page, Request } from '@playwright/test';
import type { Demo } from '../support/demo';
import { dashboardStep, enrollButton, expectScreen, payBy, stepToChoose } from '../support/pages';
import { logIn } from '../support/rest';
import { expect, test } from '../support/test';

const adminOf = ({ users }: Demo) => users.find(({ role }) => role === 'administrator')!;

/** Notes everything that the page asks another server for. */
const watchForStrangers = (page: Page, { siteUrl, stripeUrl }: Demo): string[] => {
	const own = new Set([new URL(siteUrl).origin, new URL(stripeUrl).origin]);
	const strangers: string[] = [];
	page.on('request', (request: Request) => {
		const { protocol, origin } = new URL(request.url());
		if (protocol.startsWith('http') && !own.has(origin)) {
			strangers.push(request.url());
		}
	});
	return strangers;
};

test('An administrator enters where the sidecar is, and the settings say that everything is connected', async ({
	page,
	context,
	demo,
}) => {
	await logIn(context.request, demo.siteUrl, adminOf(demo));
	const strangers = watchForStrangers(page, demo);
	await page.goto(`${demo.siteUrl}/wp-admin/options-general.php?page=cohort-enrollment`);
	await page.getByLabel('Sidecar address').fill(demo.sidecarUrl);
	await page.getByRole('button', { name: 'Save Changes' }).click();
	await expect(page.getByText('Settings saved.')).toBeVisible();
	await expect(page.getByLabel('Sidecar address')).toHaveValue(demo.sidecarUrl);
	await expect(page.getByText('Test mode: no real money')).toBeVisible();
	await expect(page.locator('.cohort-enrollment-findings li.is-critical')).toHaveCount(0);
	await expect(page.getByRole('textbox', { name: 'Address for Stripe' })).toHaveValue(
		`${demo.siteUrl}/wp-json/cohort-enrollment/v1/webhooks/stripe`,
	);
	expect(strangers).toEqual([]);
});

test('A student enrolls, pays, chooses times, and finds all of it on the dashboard', async ({
	page,
	school,
	student,
	records,
	demo,
}) => {
	const offer = await school.offer();
	const strangers = watchForStrangers(page, demo);
	await page.goto(offer.pageUrl);
	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(`${demo.stripeUrl}/pay/**`);
	await payBy(page, 'card');

	await page.waitForURL(`${demo.siteUrl}/your-enrollment/?session_id=cs_test_**`);
	await expectScreen(page, 'You are enrolled. Choose your times');
	await stepToChoose(page, 'Throw a bowl').getByRole('radio').first().check();
	await stepToChoose(page, 'Glaze and fire').getByRole('radio').first().check();
	await page.getByRole('button', { name: 'Confirm' }).click();

	await page.waitForURL(`${demo.siteUrl}/my-courses/**`);
	await expect(page.getByText('4 of 4 sessions booked')).toBeVisible();
	for (const title of ['Meet the wheel', 'Throw a bowl', 'Handles and lids', 'Glaze and fire']) {
		await expect(dashboardStep(page, title)).toContainText('Studio by the river');
	}
	expect(strangers).toEqual([]);

	const [owned, ...others] = await records.packagesOf(student.id);
	expect(others).toEqual([]);
	expect(owned).toMatchObject({ status: 'ACTIVE', cohort_id: offer.cohort.id });
});

test('Stripe gets through to the sidecar by the address of the site', async ({
	school,
	student,
	stripe,
	demo,
}) => {
	await student.buy(await school.offer());
	const { data: endpoints } = await stripe.webhookEndpoints.list();
	expect(endpoints.map(({ url }) => url)).toContain(
		`${demo.siteUrl}/wp-json/cohort-enrollment/v1/webhooks/stripe`,
	);
	await expect
		.poll(async () => {
			const answer = await fetch(`${demo.sidecarUrl}/readyz`);
			return ((await answer.json()) as { webhooks: { lastSuccessAt: string | null } }).webhooks;
		})
		.toMatchObject({ lastSuccessAt: expect.stringMatching(/^\d{4}-/), lastFailureReason: null });
});
