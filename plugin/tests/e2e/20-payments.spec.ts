import { expectAccessibleBlock } from './support/accessibility';
import { cardOf, enrollButton, expectScreen, goToPayment, payBy } from './support/pages';
import { expect, test } from './support/test';

test('20. A declined card can be followed by one that works', async ({
	page,
	school,
	student,
	records,
	stripe,
	shoot,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await payBy(page, 'card_declined');
	await expect(page.getByRole('alert')).toContainText('Your card was declined.');
	await shoot('20-declined');
	expect(await records.checkout(sessionId)).toMatchObject({ state: 'open' });
	expect(await stripe.checkout.sessions.retrieve(sessionId)).toMatchObject({
		status: 'open',
		payment_status: 'unpaid',
	});
	expect(await records.packagesOf(student.id)).toEqual([]);

	await payBy(page, 'card');
	await page.waitForURL(`**/your-enrollment/?session_id=${sessionId}`);
	await expectScreen(page, 'You are enrolled. Choose your times');
	expect(await records.packagesOf(student.id)).toHaveLength(1);
});

test('20. Who cancels at the payment page comes back to the cohort and reads that nothing was charged', async ({
	page,
	school,
	student,
	records,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await page.getByRole('link', { name: 'Cancel and go back' }).click();
	const card = cardOf(page, offer.cohort);
	await expect(card.getByRole('status')).toHaveText(
		'You left the payment page. Nothing was charged, and you can enroll whenever you like.',
	);
	await expect(card).toBeFocused();
	await shoot('20-cancelled');
	await shootOnPhone('20-cancelled');
	// Told once: the address is the page's own again.
	await expect(page).toHaveURL(offer.pageUrl);
	expect(await records.packagesOf(student.id)).toEqual([]);

	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(`**/pay/${sessionId}`);
	expect(await records.checkoutsOf(student.id)).toHaveLength(1);
});

test('20. A delayed payment holds the seat, says so, and enrolls when the money arrives', async ({
	page,
	school,
	student,
	records,
	localStripe,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await payBy(page, 'bank_debit');
	await expectScreen(page, 'Your bank is on it');
	await expect(page.getByText('Your seat in Autumn cohort is held until then')).toBeVisible();
	await shoot('20-awaiting-payment');
	await expectAccessibleBlock(page, 'session-wizard');
	await shootOnPhone('20-awaiting-payment');
	expect(await records.checkout(sessionId)).toMatchObject({ state: 'awaiting_payment' });
	expect(await records.packagesOf(student.id)).toEqual([]);

	await localStripe.settle(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('enrolled');
	await page.getByRole('button', { name: 'Check again' }).click();
	await expectScreen(page, 'You are enrolled. Choose your times');
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 1 });
});

test('20. A delayed payment that fails gives the seat back and lets the student try again', async ({
	page,
	school,
	student,
	records,
	localStripe,
	shoot,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await payBy(page, 'bank_debit');
	await expectScreen(page, 'Your bank is on it');
	await localStripe.fail(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('failed');
	await page.getByRole('button', { name: 'Check again' }).click();
	await expectScreen(page, 'The payment did not go through');
	await expect(page.getByText('Nothing was charged and you are not enrolled.')).toBeVisible();
	await shoot('20-failed');
	await expectAccessibleBlock(page, 'session-wizard');
	expect(await records.packagesOf(student.id)).toEqual([]);

	await page.getByRole('link', { name: 'Back to the course' }).click();
	await expect(cardOf(page, offer.cohort)).toBeFocused();
	const again = await goToPayment(page, offer.pageUrl, offer.cohort);
	expect(again).not.toBe(sessionId);
	await payBy(page, 'card');
	await expectScreen(page, 'You are enrolled. Choose your times');
});

test('20. A promotion code for the whole price needs no card, and enrolls all the same', async ({
	page,
	school,
	student,
	records,
	stripe,
	shoot,
}) => {
	const offer = await school.offer();
	const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once', name: 'Scholarship' });
	const { code } = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } });
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await page.locator('#promotion').fill(code);
	await page.getByRole('button', { name: 'Apply' }).click();
	await expect(page.locator('.total')).toHaveText('€0.00');
	await shoot('20-promotion-code');
	await page.getByRole('button', { name: 'Complete order' }).click();
	await expectScreen(page, 'You are enrolled. Choose your times');
	expect(await stripe.checkout.sessions.retrieve(sessionId)).toMatchObject({
		payment_status: 'no_payment_required',
		amount_subtotal: 24_500,
		amount_total: 0,
		payment_intent: null,
	});
	expect(await records.packagesOf(student.id)).toMatchObject([
		{ status: 'ACTIVE', payment_intent_id: null },
	]);
});
