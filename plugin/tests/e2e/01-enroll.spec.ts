import type Stripe from 'stripe';
import { cardOf, enrollButton, goToPayment } from './support/pages';
import { expect, test } from './support/test';

const MINUTE = 60_000;

test('1. A student clicks Enroll and arrives at the payment page, with a seat held', async ({
	page,
	school,
	student,
	records,
	shoot,
	shootOnPhone,
	demo,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 3 } });
	const before = Date.now();
	await page.goto(offer.pageUrl);
	const card = cardOf(page, offer.cohort);
	await expect(card).toContainText('€245');
	await expect(card).toContainText('3 seats left');
	await shoot('01-course-page');
	await shootOnPhone('01-course-page');

	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(`${demo.stripeUrl}/pay/**`);
	await expect(page.getByRole('heading', { name: 'Your order' })).toBeVisible();
	await expect(page.locator('.total')).toHaveText('€245.00');
	await shoot('01-payment-page');

	const [checkout, ...others] = await records.checkoutsOf(student.id);
	expect(others).toEqual([]);
	expect(checkout).toMatchObject({
		state: 'open',
		program_id: offer.course.id,
		program_code: offer.course.code,
		cohort_id: offer.cohort.id,
		amount: 24_500,
		currency: 'eur',
		stripe_price_id: offer.soldAt.priceId,
		livemode: false,
		attempt: 1,
		payment_intent_id: null,
	});
	expect(page.url()).toContain(checkout?.session_id ?? 'no session');
	expect(checkout?.expires_at?.getTime()).toBeGreaterThan(before + 30 * MINUTE);

	// Others see one seat less, although nobody is enrolled yet.
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 0 });
	await page.context().clearCookies();
	await page.goto(offer.pageUrl);
	await expect(card).toContainText('2 seats left');
});

test('1. A double click on Enroll opens one checkout', async ({ page, school, student, records, stripe }) => {
	const offer = await school.offer();
	await page.goto(offer.pageUrl);
	await enrollButton(page, offer.cohort).dblclick();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
	expect(await records.checkoutsOf(student.id)).toHaveLength(1);
	const { data } = await stripe.checkout.sessions.list({ limit: 100 });
	expect(data.filter(({ customer_email: email }) => email === student.email)).toHaveLength(1);
});

test('1. The back button from the payment page finds a button that leads to the same checkout', async ({
	page,
	school,
	student,
	records,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await page.goBack();
	const button = enrollButton(page, offer.cohort);
	await expect(button).toBeVisible();
	await expect(button).not.toHaveAttribute('aria-disabled', 'true');
	await expect(cardOf(page, offer.cohort)).not.toHaveAttribute('aria-busy', 'true');
	await button.click();
	await page.waitForURL(`**/pay/${sessionId}`);
	expect(await records.checkoutsOf(student.id)).toHaveLength(1);
});

test('1. A free course needs no payment: one click enrolls and opens the wizard', async ({
	page,
	school,
	student,
	records,
	shoot,
}) => {
	const offer = await school.offer({ amount: 0 });
	await page.goto(offer.pageUrl);
	await expect(cardOf(page, offer.cohort)).toContainText('Free');
	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(/\/your-enrollment\/\?package_id=\d+$/);
	await expect(page.getByRole('heading', { level: 2, name: 'Choose your times' })).toBeVisible();
	await shoot('01-free-course');
	const [owned] = await records.packagesOf(student.id);
	expect(page.url()).toMatch(new RegExp(`package_id=${owned?.id}$`));
	expect(owned).toMatchObject({ status: 'ACTIVE', payment_intent_id: null });
});

test('1. The list shows what can be bought, and says why the others cannot', async ({
	page,
	school,
	student,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ cohort: { name: 'Spring cohort', maxEnrollment: null } });
	const full = await offer.addCohort({ name: 'Summer cohort', maxEnrollment: 0 });
	const closed = await offer.addCohort({
		name: 'Winter cohort',
		enrollmentDeadline: new Date(Date.now() - MINUTE),
	});
	const hidden = await offer.addCohort({ name: 'Secret cohort', isActive: false });
	await page.goto(offer.pageUrl);
	await expect(enrollButton(page, offer.cohort)).toBeVisible();
	await expect(cardOf(page, full)).toContainText('This cohort is full.');
	await expect(cardOf(page, closed)).toContainText('Enrollment has closed.');
	await expect(cardOf(page, hidden)).toHaveCount(0);
	await expect(page.getByRole('button', { name: /^Enroll/ })).toHaveCount(1);
	await shoot('01-cohort-states');
	await shootOnPhone('01-cohort-states');

	await student.buy(offer);
	await page.reload();
	await expect(cardOf(page, offer.cohort)).toContainText('You are enrolled.');
	await expect(cardOf(page, offer.cohort).getByRole('link', { name: 'Go to my courses' })).toBeVisible();
	await expect(cardOf(page, full)).toContainText('You already have this course.');
	await shoot('01-enrolled');
});

test('2. The Stripe session has the price, the buyer, the addresses and the end that it should have', async ({
	page,
	school,
	student,
	records,
	stripe,
	demo,
}) => {
	const offer = await school.offer();
	const before = Date.now();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ['line_items'] });
	expect(session).toMatchObject({
		mode: 'payment',
		status: 'open',
		payment_status: 'unpaid',
		livemode: false,
		currency: 'eur',
		amount_subtotal: 24_500,
		amount_total: 24_500,
		customer_email: student.email,
		success_url: `${demo.siteUrl}/your-enrollment/?session_id={CHECKOUT_SESSION_ID}`,
	});
	expect(session.line_items?.data).toHaveLength(1);
	expect(session.line_items?.data[0]).toMatchObject({
		quantity: 1,
		description: offer.course.title,
		price: { id: offer.soldAt.priceId, unit_amount: 24_500, currency: 'eur' },
	});

	const cancel = new URL(session.cancel_url ?? '');
	expect(`${cancel.origin}${cancel.pathname}`).toBe(offer.pageUrl);
	expect(Object.fromEntries(cancel.searchParams)).toEqual({
		enrollment: 'cancelled',
		cohort: String(offer.cohort.id),
	});

	// Stripe takes 30 minutes at least; the seat is held as long as the session can be paid.
	const expiresAt = session.expires_at * 1000;
	expect(expiresAt).toBeGreaterThanOrEqual(before + 30 * MINUTE);
	expect(expiresAt).toBeLessThanOrEqual(Date.now() + 33 * MINUTE);
	expect((await records.checkout(sessionId)).expires_at?.getTime()).toBe(expiresAt);
});

test('3. Session and payment carry the reference of our checkout, and nothing personal', async ({
	page,
	school,
	student,
	records,
	stripe,
	localStripe,
	demo,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	const { reference, student_id: owner } = await records.checkout(sessionId);
	expect(owner).toBe(student.id);
	const metadata = { app: 'cohort-enrollment', site: demo.siteUrl, checkout_id: reference };
	const session = await stripe.checkout.sessions.retrieve(sessionId);
	expect(session.client_reference_id).toBe(reference);
	expect(session.metadata).toEqual(metadata);

	await localStripe.pay(sessionId);
	const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(sessionId, {
		expand: ['payment_intent'],
	});
	expect((intent as Stripe.PaymentIntent).metadata).toEqual(metadata);
});
