import { EARLY, EVENINGS, ONLINE } from './support/course';
import {
	cardOf,
	dashboardStep,
	enrollButton,
	expectScreen,
	goToPayment,
	payBy,
	stepToChoose,
} from './support/pages';
import { lapse } from './support/records';
import { eventsAbout, expectDelivered } from './support/stripe';
import { expect, test } from './support/test';

test('14. When the cohort fills up during checkout, the whole payment goes back once, and the page says so', async ({
	page,
	school,
	student,
	newStudent,
	db,
	records,
	stripe,
	localStripe,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await lapse(db, sessionId);
	const other = await newStudent();
	await other.buy(offer);

	await payBy(page, 'card');
	await page.waitForURL(`**/your-enrollment/?session_id=${sessionId}`);
	await expect(
		page.getByText('The last seat of this cohort was taken while you were paying.'),
	).toBeVisible();
	await expect(page.getByText('You are not enrolled.')).toBeVisible();

	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('refunded');
	await page.reload();
	await expectScreen(page, 'Your payment was refunded');
	await expect(
		page.getByText('The last seat of this cohort was taken while you were paying.'),
	).toBeVisible();
	await shoot('14-refunded');
	await shootOnPhone('14-refunded');

	const checkout = await records.checkout(sessionId);
	const sentBack = async () =>
		(await stripe.refunds.list({ payment_intent: checkout.payment_intent_id ?? '' })).data;
	const once = [
		{
			amount: 24_500,
			currency: 'eur',
			status: 'succeeded',
			metadata: { checkout_id: checkout.reference, reason: 'cohort_full' },
		},
	];
	expect(await sentBack()).toMatchObject(once);
	const [completed] = await eventsAbout(stripe, sessionId);
	await localStripe.resend(completed?.id ?? '');
	await expectDelivered(stripe, completed?.id ?? '');
	expect(await sentBack()).toMatchObject(once);
	expect(await records.refundsOf(checkout.id)).toMatchObject([
		{ reason: 'cohort_full', status: 'succeeded' },
	]);

	expect(await records.packagesOf(student.id)).toEqual([]);
	expect(await records.packagesOf(other.id)).toMatchObject([{ status: 'ACTIVE' }]);
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 1 });
});

test('14. A refund that the bank takes its time for is said to be on its way', async ({
	page,
	school,
	student,
	newStudent,
	db,
	records,
	localStripe,
	shoot,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	const { sessionId } = await student.enroll(offer);
	await lapse(db, sessionId ?? '');
	await (await newStudent()).buy(offer);
	const returnUrl = await localStripe.pay(sessionId ?? '', 'card_refund_pending');
	await expect.poll(async () => (await records.checkout(sessionId ?? '')).state).toBe('refund_pending');
	await page.goto(returnUrl);
	await expectScreen(page, 'Your money is on its way back');
	await shoot('14-refund-pending');
});

test('14. A cohort that filled up since the page was opened refuses the click in words', async ({
	page,
	school,
	student,
	newStudent,
	records,
	browserLog,
	shoot,
}) => {
	const offer = await school.offer({ cohort: { maxEnrollment: 1 } });
	await page.goto(offer.pageUrl);
	await (await newStudent()).buy(offer);
	browserLog.expectStatus(409, '/enroll');
	await enrollButton(page, offer.cohort).click();
	const card = cardOf(page, offer.cohort);
	await expect(card.getByRole('alert')).toHaveText(
		'Somebody else has just taken the last seat. This cohort is full.',
	);
	await expect(card).toBeFocused();
	await expect(enrollButton(page, offer.cohort)).toHaveCount(0);
	await shoot('14-full-at-the-click');
	expect(await records.checkoutsOf(student.id)).toEqual([]);
});

const TWO_CHOICES = [
	{ label: 'Week 1', title: 'Throw a bowl', options: [{ ...EVENINGS, maxStudents: 1 }, EARLY] },
	{ label: 'Week 2', title: 'Glaze and fire', options: [EVENINGS, ONLINE] },
];

test('15. A class that fills up during booking marks its own step only, and offers what is left', async ({
	page,
	school,
	student,
	newStudent,
	records,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({ steps: TWO_CHOICES });
	const other = await newStudent();
	const theirs = await other.buy(offer);
	const { returnUrl, packageId } = await student.buy(offer);
	await page.goto(returnUrl);
	const bowl = stepToChoose(page, 'Throw a bowl');
	await bowl.getByRole('radio', { name: /Evening group/ }).check();
	await stepToChoose(page, 'Glaze and fire')
		.getByRole('radio', { name: /Across the ocean/ })
		.check();
	await other.book(theirs.packageId, offer, [[0, 0]]);

	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(bowl.getByRole('alert')).toHaveText(
		'This class has just filled up. Please choose another time.',
	);
	await expect(bowl).toBeFocused();
	await expect(page.getByText('1 session is booked. The marked step needs another choice.')).toBeVisible();
	await expect(stepToChoose(page, 'Glaze and fire')).toHaveCount(0);
	await expect(page.locator('.cohort-enrollment-booked__title')).toHaveText(['Week 2 Glaze and fire']);
	await expect(bowl.getByRole('radio', { name: /Early birds/ })).toBeEnabled();
	const full = bowl.getByRole('radio', { name: /Evening group/ });
	await expect(full.and(page.locator(':enabled'))).toHaveCount(0);
	await shoot('15-class-full');
	await shootOnPhone('15-class-full');
	expect((await records.progressOf(packageId)).map(({ status }) => status)).toEqual(['UNBOOKED', 'BOOKED']);
	const [evenings] = await records.sessionsOf(offer.cohort);
	expect(evenings).toMatchObject({ current_enrollment: 1, max_students: 1 });

	await bowl.getByRole('radio', { name: /Early birds/ }).check();
	await page.getByRole('button', { name: 'Confirm' }).click();
	await page.waitForURL('**/my-courses/**');
	await expect(dashboardStep(page, 'Throw a bowl')).toContainText('Early birds');
	await expect(page.getByText('2 of 2 sessions booked')).toBeVisible();
});

test('15. When the only class that was chosen has filled up, nothing is booked and other choices stay', async ({
	page,
	school,
	student,
	newStudent,
	records,
	browserLog,
}) => {
	const offer = await school.offer({ steps: TWO_CHOICES });
	const other = await newStudent();
	const theirs = await other.buy(offer);
	const { returnUrl, packageId } = await student.buy(offer);
	await page.goto(returnUrl);
	const bowl = stepToChoose(page, 'Throw a bowl');
	await bowl.getByRole('radio', { name: /Evening group/ }).check();
	await other.book(theirs.packageId, offer, [[0, 0]]);
	browserLog.expectStatus(409, '/book-sessions');
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(bowl.getByRole('alert')).toContainText('This class has just filled up.');
	await expect(bowl.getByRole('radio', { name: /Early birds/ })).toBeEnabled();
	await expect(stepToChoose(page, 'Glaze and fire').getByRole('radio')).toHaveCount(2);
	const statuses = (await records.progressOf(packageId)).map(({ status }) => status);
	expect(statuses).toEqual(['UNBOOKED', 'UNBOOKED']);
});
