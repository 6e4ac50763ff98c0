import { table } from '../../../sidecar/src/db/database';
import { linkOf } from './support/mails';
import { cardOf, enrollButton, expectScreen, goToPayment, payBy } from './support/pages';
import { lapse } from './support/records';
import { expect, test } from './support/test';

const NOTE =
	'You are on the waiting list. We will email you when a seat is free; it goes to whoever enrolls first.';

test('case 20: who pays for a cohort that filled up gets the money back, joins its waiting list from that page, and is mailed when a seat is free', async ({
	page,
	school,
	student,
	newStudent,
	db,
	records,
	localStripe,
	mails,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await lapse(db, sessionId);
	const { sessionId: sold } = await (await newStudent()).buy(offer);
	await payBy(page, 'card');
	await page.waitForURL(`**/your-enrollment/?session_id=${sessionId}`);
	await expect(
		page.getByText('The last seat of this cohort was taken while you were paying.'),
	).toBeVisible();
	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('refunded');
	await mails.arrives(student.email, `Your payment for ${offer.course.title} is being refunded`);

	await page.reload();
	await expectScreen(page, 'Your payment was refunded');
	await page.getByRole('button', { name: 'Join the waiting list' }).click();
	await expect(page.getByRole('status')).toHaveText(NOTE);
	await expect(page.getByRole('button', { name: 'Leave the waiting list' })).toBeFocused();
	await shoot('24-refunded-waiting');
	await shootOnPhone('24-refunded-waiting');
	await page.getByRole('link', { name: 'Back to the course' }).click();
	await expect(cardOf(page, offer.cohort)).toContainText(NOTE);
	await shoot('24-list-waiting');
	await shootOnPhone('24-list-waiting');

	await localStripe.refund(sold);
	const mail = await mails.arrives(student.email, `There is a free seat in ${offer.course.title}`);
	expect(mail.message).toContain('The seat is not held for you: it goes to whoever enrolls first.');
	// From another place: this page is open here, and a link to it would only scroll.
	await page.goto('about:blank');
	await page.goto(linkOf(mail, 'Go to the course'));
	await expect(cardOf(page, offer.cohort)).toBeFocused();
	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
	await payBy(page, 'card');
	await expectScreen(page, 'You are enrolled. Choose your times');
	expect(await records.packagesOf(student.id)).toMatchObject([{ status: 'ACTIVE' }]);
	expect(
		mails.to(student.email).filter(({ subject }) => subject.startsWith('There is a free seat')),
	).toHaveLength(1);
	expect(await table(db, 'waiting_list').where({ student_id: student.id })).toEqual([]);
});

test('case 20: the card of a full cohort takes a student on its waiting list and off again, by keyboard, and remembers', async ({
	page,
	school,
	student,
	newStudent,
	db,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	await offer.addCohort({ name: 'Spring cohort' });
	await (await newStudent()).buy(offer);
	await page.goto(offer.pageUrl);
	const card = cardOf(page, offer.cohort);
	await expect(card).toContainText('This cohort is full.');
	await shoot('24-list-full');
	await shootOnPhone('24-list-full');
	const waits = () => table(db, 'waiting_list').where({ student_id: student.id });

	await card.getByRole('button', { name: 'Join the waiting list of Autumn cohort' }).focus();
	await page.keyboard.press('Enter');
	const leave = card.getByRole('button', { name: 'Leave the waiting list of Autumn cohort' });
	await expect(leave).toBeFocused();
	await expect(card.getByText(NOTE)).toBeVisible();
	expect(await waits()).toMatchObject([{ cohort_id: offer.cohort.id, offered_at: null }]);
	await page.reload();
	await expect(leave).toBeVisible();
	await expect(card.getByText(NOTE)).toBeVisible();

	await leave.click();
	await expect(card.getByText('You are not on the waiting list any more.')).toBeVisible();
	await expect(card.getByText(NOTE)).toHaveCount(0);
	expect(await waits()).toEqual([]);
});

test('case 20: a waiting list that the student sees too late gives the seat that is free', async ({
	page,
	school,
	student,
	newStudent,
	localStripe,
	records,
	browserLog,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const { sessionId } = await (await newStudent()).buy(offer);
	await page.goto(offer.pageUrl);
	await localStripe.refund(sessionId);
	await expect.poll(async () => (await records.cohort(offer.cohort.id)).current_enrollment).toBe(0);
	browserLog.expectStatus(409, '/waiting-list');
	const card = cardOf(page, offer.cohort);
	await card.getByRole('button', { name: /Join the waiting list/ }).click();
	await expect(card.getByRole('alert')).toHaveText('There is a free seat again. You can enroll now.');
	await enrollButton(page, offer.cohort).click();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
	expect(await records.checkoutsOf(student.id)).toHaveLength(1);
});

test('case 20: a visitor of a full cohort is led through the login back to it, and needs no script to read that', async ({
	browser,
	school,
	newStudent,
	demo,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	await (await newStudent()).buy(offer);
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(offer.pageUrl);
	const card = cardOf(page, offer.cohort);
	await expect(card).toContainText('This cohort is full.');
	const link = card.getByRole('link', { name: 'Log in to join the waiting list of Autumn cohort' });
	const login = new URL((await link.getAttribute('href')) ?? '');
	expect(login.origin + login.pathname).toBe(`${demo.siteUrl}/wp-login.php`);
	expect(login.searchParams.get('redirect_to')).toBe(`${offer.pageUrl}#cohort-${offer.cohort.id}`);
	await context.close();
});
