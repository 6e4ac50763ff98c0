import { expectAccessibleBlock } from './support/accessibility';
import { cardOf, dashboardStep, enrollButton, expectScreen, goToPayment, payBy } from './support/pages';
import { linkOf } from './support/mails';
import { eventsAbout } from './support/stripe';
import { expect, test } from './support/test';

test('case 39: a refund at the dashboard ends the enrollment: the student reads so, is told by mail, and the seat is for sale again', async ({
	page,
	school,
	student,
	newStudent,
	records,
	localStripe,
	mails,
	demo,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const { sessionId, packageId, returnUrl } = await student.buy(offer);
	await mails.arrives(student.email, `You are enrolled in ${offer.course.title}`);
	await localStripe.refund(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('refunded');

	await page.goto(`${demo.siteUrl}/my-courses/`);
	const course = page.getByRole('article', { name: offer.course.title });
	await expect(course).toContainText('This course was refunded. The whole payment went back');
	await expect(course.getByRole('link', { name: /Choose/ })).toHaveCount(0);
	await shoot('23-refunded-course');
	await expectAccessibleBlock(page, 'student-dashboard');
	await shootOnPhone('23-refunded-course');
	await course.getByText('Show its steps').click();
	await expect(dashboardStep(page, 'Meet the wheel')).toContainText('Cancelled');

	await page.goto(returnUrl);
	await expectScreen(page, 'Your payment was refunded');
	await expect(page.getByText('You are not enrolled any more.')).toBeVisible();
	await shoot('23-refunded-later');
	await expectAccessibleBlock(page, 'session-wizard');
	const mail = await mails.arrives(student.email, `Your enrollment in ${offer.course.title} has ended`);
	expect(mail.message).toContain('Your whole payment is being refunded');

	expect(await records.packagesOf(student.id)).toMatchObject([{ id: packageId, status: 'REFUNDED' }]);
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 0 });
	await page.goto(offer.pageUrl);
	await expect(enrollButton(page, offer.cohort)).toBeVisible();
	await (await newStudent()).buy(offer);
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 1 });
});

test('case 40: a part of the price that is refunded at the dashboard leaves the enrollment as it is', async ({
	page,
	school,
	student,
	records,
	localStripe,
	demo,
}) => {
	const offer = await school.offer();
	const { sessionId, packageId } = await student.buy(offer);
	await localStripe.refund(sessionId, 1_000);
	const { id } = await records.checkout(sessionId);
	await expect.poll(async () => records.refundsOf(id)).toMatchObject([{ amount: 1_000 }]);
	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expect(page.getByRole('link', { name: 'Choose times for 2 sessions' })).toBeVisible();
	expect(await records.packagesOf(student.id)).toMatchObject([{ id: packageId, status: 'ACTIVE' }]);
});

test('case 42: a dispute puts the enrollment on hold; when the bank decides for the school, it goes on', async ({
	page,
	school,
	student,
	records,
	localStripe,
	demo,
	browserLog,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const { sessionId, packageId, returnUrl } = await student.buy(offer);
	const disputeId = await localStripe.dispute(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('disputed');

	await page.goto(`${demo.siteUrl}/my-courses/`);
	const course = page.getByRole('article', { name: offer.course.title });
	await expect(course).toContainText('This course is on hold while your bank looks into the payment.');
	await expect(course.getByRole('link', { name: /Choose/ })).toHaveCount(0);
	await expect(dashboardStep(page, 'Meet the wheel')).toContainText('Booked');
	await expect(page.getByRole('heading', { name: 'Your next session' })).toHaveCount(0);
	await shoot('23-on-hold');
	await shootOnPhone('23-on-hold');
	await page.goto(returnUrl);
	await expectScreen(page, 'Your enrollment is on hold');
	await shoot('23-on-hold-success-page');
	await shootOnPhone('23-on-hold-success-page');
	browserLog.expectStatus(409, '/unbooked-steps');
	await page.goto(`${demo.siteUrl}/your-enrollment/?package_id=${packageId}`);
	await expectScreen(page, 'Nothing to book here');

	await localStripe.closeDispute(disputeId, 'won');
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('enrolled');
	await page.goto(`${demo.siteUrl}/my-courses/`);
	await page.getByRole('link', { name: 'Choose times for 2 sessions' }).click();
	await expectScreen(page, 'Choose your times');
	expect(await records.packagesOf(student.id)).toMatchObject([{ id: packageId, status: 'ACTIVE' }]);
});

test('case 42: a dispute that the bank decides for the student ends the enrollment, and pages and mail say why', async ({
	page,
	school,
	student,
	records,
	localStripe,
	mails,
	demo,
	shoot,
}) => {
	const offer = await school.offer();
	const { sessionId, returnUrl } = await student.buy(offer);
	const disputeId = await localStripe.dispute(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('disputed');
	await localStripe.closeDispute(disputeId, 'lost');
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('cancelled');

	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expect(page.getByRole('article', { name: offer.course.title })).toContainText(
		'This course has ended, because your bank took the payment back.',
	);
	await page.goto(returnUrl);
	await expectScreen(page, 'This enrollment was cancelled');
	await expect(page.getByText('Your bank took the payment back.')).toBeVisible();
	await shoot('23-dispute-lost');
	const mail = await mails.arrives(student.email, `Your enrollment in ${offer.course.title} has ended`);
	expect(mail.message).not.toContain('is being refunded');
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 0 });
});

test('case 17: two tabs of one cohort lead to one payment, and the second tab comes to the same enrollment', async ({
	page,
	context,
	school,
	student,
	records,
	stripe,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	const other = await context.newPage();
	expect(await goToPayment(other, offer.pageUrl, offer.cohort)).toBe(sessionId);
	await payBy(page, 'card');
	await expectScreen(page, 'You are enrolled. Choose your times');
	await payBy(other, 'card');
	await expectScreen(other, 'You are enrolled. Choose your times');

	expect(await eventsAbout(stripe, sessionId)).toMatchObject([{ type: 'checkout.session.completed' }]);
	expect(await records.checkoutsOf(student.id)).toHaveLength(1);
	expect(await records.packagesOf(student.id)).toHaveLength(1);
});

test('case 18: a student who pays two cohorts of one course has one, gets the other payment back, and reads why', async ({
	page,
	school,
	student,
	records,
	stripe,
	mails,
	shoot,
}) => {
	const offer = await school.offer();
	const spring = await offer.addCohort({ name: 'Spring cohort' });
	// Two tabs: both are on their payment pages before either is paid.
	const second = await goToPayment(page, offer.pageUrl, spring);
	const { sessionId: first } = await student.buy(offer);
	await payBy(page, 'card');
	await page.waitForURL(`**/your-enrollment/?session_id=${second}`);
	await expect(
		page.getByText('You already have this course, so you were not enrolled a second time.'),
	).toBeVisible();
	await expect(page.getByText('That enrollment stays as it is.')).toBeVisible();
	await expect.poll(async () => (await records.checkout(second)).state).toBe('refunded');
	await page.reload();
	await expectScreen(page, 'Your payment was refunded');
	await shoot('23-second-course');

	const checkout = await records.checkout(second);
	const { data } = await stripe.refunds.list({ payment_intent: checkout.payment_intent_id ?? '' });
	expect(data).toMatchObject([{ amount: 24_500, status: 'succeeded' }]);
	expect((await records.checkout(first)).state).toBe('enrolled');
	expect(await records.packagesOf(student.id)).toMatchObject([
		{ cohort_id: offer.cohort.id, status: 'ACTIVE' },
	]);
	await mails.arrives(student.email, `Your payment for ${offer.course.title} is being refunded`);
	await page.getByRole('link', { name: 'Go to my courses' }).click();
	await expect(page.getByRole('article', { name: offer.course.title })).toHaveCount(1);
});

test('case 8: a bank debit that fails frees the seat, and the mail about it leads back to the cohort', async ({
	page,
	school,
	student,
	records,
	localStripe,
	mails,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await payBy(page, 'bank_debit');
	await expectScreen(page, 'Your bank is on it');
	await expect(
		page.getByText(/we will email you when the payment has arrived, or if it fails/),
	).toBeVisible();
	await localStripe.fail(sessionId);
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('failed');
	const mail = await mails.arrives(
		student.email,
		`Your payment for ${offer.course.title} did not go through`,
	);
	await page.goto(linkOf(mail, 'Back to the course'));
	await expect(cardOf(page, offer.cohort)).toBeFocused();
	await expect(page.getByText('You left the payment page.')).toHaveCount(0);
	await expect(enrollButton(page, offer.cohort)).toBeVisible();
	expect(await records.packagesOf(student.id)).toEqual([]);
});
