import type { Page } from '@playwright/test';
import { expectAccessibleBlock } from './support/accessibility';
import { expectScreen, goToPayment, payBy } from './support/pages';
import { expect, test } from './support/test';

/** The page's own clock, put forward; Playwright's clock takes away what WordPress's scripts measure by. */
const letTimePass = {
	prepare: (page: Page) =>
		page.addInitScript(() => {
			const now = Date.now.bind(Date);
			let ahead = 0;
			Date.now = () => now() + ahead;
			window.addEventListener('half-a-minute', () => {
				ahead += 30_000;
			});
		}),
	halfAMinute: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('half-a-minute'))),
};

test.afterEach(async ({ localStripe }) => {
	await localStripe.clearFaults();
	await localStripe.releaseDeliveries();
});

test('case 29: a student who is back before the webhook is enrolled by the page itself', async ({
	page,
	school,
	student,
	records,
	localStripe,
	mails,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await localStripe.holdDeliveries();
	await payBy(page, 'card');
	await expectScreen(page, 'You are enrolled. Choose your times');
	expect(await records.inboxOf(sessionId)).toEqual([]);
	expect(await records.packagesOf(student.id)).toHaveLength(1);

	await localStripe.releaseDeliveries();
	await expect.poll(async () => records.inboxOf(sessionId)).toMatchObject([{ status: 'done' }]);
	expect(await records.packagesOf(student.id)).toHaveLength(1);
	await mails.arrives(student.email, `You are enrolled in ${offer.course.title}`);
});

test('case 29: while nobody knows how the payment went the page asks for half a minute, then promises a mail, which comes', async ({
	page,
	school,
	student,
	records,
	localStripe,
	mails,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await letTimePass.prepare(page);
	await localStripe.holdDeliveries();
	await localStripe.fault({ kind: 'status', method: 'GET', path: '/v1/checkout/sessions', times: 100_000 });
	await payBy(page, 'card');
	await expectScreen(page, 'Your payment is being processed');
	await shoot('25-processing');
	const late = page.getByRole('heading', { level: 2, name: 'This takes longer than usual' });
	await letTimePass.halfAMinute(page);
	await expect(late).toBeVisible();
	await expect(page.getByText(/we will email you as soon as it is confirmed/)).toBeVisible();
	await shoot('25-late');
	await expectAccessibleBlock(page, 'session-wizard');
	await shootOnPhone('25-late');
	expect(await records.packagesOf(student.id)).toEqual([]);

	await localStripe.clearFaults();
	await localStripe.releaseDeliveries();
	await mails.arrives(student.email, `You are enrolled in ${offer.course.title}`);
	expect(await records.checkout(sessionId)).toMatchObject({ state: 'enrolled' });
	await page.getByRole('button', { name: 'Check again' }).click();
	await expectScreen(page, 'You are enrolled. Choose your times');
});
