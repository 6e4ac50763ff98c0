import { EARLY, EVENINGS, ONLINE, POTTERY } from './support/course';
import { expectAccessibleBlock } from './support/accessibility';
import { dashboardStep, expectScreen, goToPayment, payBy, stepToChoose } from './support/pages';
import { expect, test } from './support/test';

// The classes are held in Berlin and New York.
test.use({ timezoneId: 'Europe/Berlin' });

/** "Thursday, December 3, 2026 12:00" */
const readInBerlin = (instant: Date): string => {
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', ...options });
	const clock = format({ hour: 'numeric', minute: '2-digit' }).formatToParts(instant);
	const [hour, , minute] = clock.map(({ value }) => value);
	return `${format({ dateStyle: 'full' }).format(instant)} ${hour}:${minute}`;
};

test('8. After payment the success page opens the wizard, welcomes, and takes the focus there', async ({
	page,
	school,
	student,
	records,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	await payBy(page, 'card');
	await page.waitForURL(`**/your-enrollment/?session_id=${sessionId}`);
	await expectScreen(page, 'You are enrolled. Choose your times');
	await expect(page.getByRole('heading', { level: 2, name: /You are enrolled/ })).toBeFocused();
	await expect(page.locator('.cohort-enrollment-course-line')).toHaveText(
		'Pottery from scratch Autumn cohort',
	);
	await shoot('08-wizard');
	await shootOnPhone('08-wizard');
	expect(await records.packagesOf(student.id)).toHaveLength(1);
});

test('8. The success page enrolls by itself while the webhook is stuck, and waits in words while Stripe is', async ({
	page,
	school,
	student,
	records,
	localStripe,
	shoot,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.enroll(offer);
	await localStripe.fault({ kind: 'status', method: 'GET', path: '/v1/checkout/sessions', times: 1000 });
	try {
		const returnUrl = await localStripe.pay(sessionId ?? '');
		expect(await records.inboxOf(sessionId ?? '')).toMatchObject([{ status: 'due' }]);
		await page.goto(returnUrl);
		await expectScreen(page, 'Your payment is being processed');
		await shoot('08-processing');
		await expectAccessibleBlock(page, 'session-wizard');
	} finally {
		await localStripe.clearFaults();
	}
	await expectScreen(page, 'You are enrolled. Choose your times');
	expect(await records.packagesOf(student.id)).toHaveLength(1);
	// The worker finds the event's work done.
	await expect
		.poll(async () => (await records.inboxOf(sessionId ?? ''))[0]?.status, { timeout: 30_000 })
		.toBe('done');
	expect(await records.packagesOf(student.id)).toHaveLength(1);
});

test('9. The wizard shows all steps in the order of the course', async ({ page, school, student }) => {
	const { returnUrl } = await student.buy(await school.offer());
	await page.goto(returnUrl);
	await expect(page.locator('.cohort-enrollment-booked__title')).toHaveText([
		'Week 1 Meet the wheel',
		'Week 3 Handles and lids',
	]);
	await expect(page.getByRole('group').locator('legend')).toHaveText([
		'Week 2 Throw a bowl',
		'Week 4 Glaze and fire',
	]);
});

test('10. Steps with one class are booked without asking', async ({ page, school, student, records }) => {
	const offer = await school.offer();
	const { returnUrl, packageId } = await student.buy(offer);
	// Booked before anybody opened the wizard.
	const [first, , third] = await records.progressOf(packageId);
	expect([first?.status, third?.status]).toEqual(['BOOKED', 'BOOKED']);
	await page.goto(returnUrl);
	const booked = page.locator('details').filter({ hasText: 'Already booked' });
	await expect(booked.getByRole('listitem')).toHaveCount(2);
	await expect(booked.getByRole('listitem').first()).toContainText('Whole group · Studio by the river');
	await expect(booked.getByRole('listitem').first()).toContainText(/Tuesday, .*6:00 – 7:30 PM/);
	await expect(booked.getByRole('radio')).toHaveCount(0);
	await expect(stepToChoose(page, 'Meet the wheel')).toHaveCount(0);
});

test('10. A course without any choice is booked as a whole', async ({ page, school, student, shoot }) => {
	const steps = POTTERY.filter((_, index) => index % 2 === 0);
	const { returnUrl } = await student.buy(await school.offer({ steps }));
	await page.goto(returnUrl);
	await expectScreen(page, 'You are enrolled, and everything is booked');
	await expect(page.getByRole('radio')).toHaveCount(0);
	await shoot('10-everything-booked');
	await expectAccessibleBlock(page, 'session-wizard');
	await page.getByRole('link', { name: 'Go to my courses' }).click();
	await page.waitForURL('**/my-courses/');
	await expect(page.getByText('2 of 2 sessions booked')).toBeVisible();
});

test('11. Steps with several classes offer them with day, time, time zone, place and seats left', async ({
	page,
	school,
	student,
	newStudent,
	shoot,
	shootOnPhone,
}) => {
	const steps = [{ title: 'Glaze and fire', options: [EVENINGS, { ...EARLY, maxStudents: 1 }, ONLINE] }];
	const offer = await school.offer({ steps });
	const other = await newStudent();
	const theirs = await other.buy(offer);
	await other.book(theirs.packageId, offer, [[0, 1]]);

	const { returnUrl } = await student.buy(offer);
	await page.goto(returnUrl);
	const step = stepToChoose(page, 'Glaze and fire');
	await expect(step.getByRole('radio')).toHaveCount(3);
	const cardFor = (name: string) => step.locator('label').filter({ hasText: name });
	const evenings = cardFor('Evening group');
	await expect(evenings).toContainText(/Tuesday, .*6:00 – 7:30 PM Central European Time/);
	await expect(evenings).toContainText('Studio by the river');
	await expect(evenings).toContainText('10 seats left');
	const early = cardFor('Early birds');
	await expect(early).toContainText('Full');
	await expect(early.getByRole('radio')).toBeDisabled();
	// Six in the evening in New York is midnight here, or eleven while only one of both has changed its clocks.
	const online = cardFor('Across the ocean');
	await expect(online).toContainText(readInBerlin(offer.cohort.sessions[2]!.startsAt));
	await expect(online).toContainText(/Class time: (Wednesday, .*, )?6:00 – 7:30 PM, Eastern Time/);
	await expect(step.getByRole('radio', { checked: true })).toHaveCount(0);

	await evenings.getByRole('radio').check();
	await expect(page.getByText('1 of 1 chosen')).toBeVisible();
	await online.getByRole('radio').check();
	await expect(evenings.getByRole('radio')).not.toBeChecked();
	await shoot('11-choices');
	await shootOnPhone('11-choices');
	await page.getByRole('button', { name: 'Decide later: Glaze and fire' }).click();
	await expect(step.getByRole('radio', { checked: true })).toHaveCount(0);
	await expect(page.getByText('0 of 1 chosen')).toBeVisible();
});

test('11. Confirming without a choice asks for one', async ({ page, school, student, records }) => {
	const { returnUrl, packageId } = await student.buy(await school.offer());
	await page.goto(returnUrl);
	await page.getByRole('button', { name: 'Confirm' }).click();
	const step = stepToChoose(page, 'Throw a bowl');
	await expect(step).toBeFocused();
	await expect(step.getByRole('alert')).toContainText('Choose a time for at least one step');
	const statuses = (await records.progressOf(packageId)).map(({ status }) => status);
	expect(statuses).toEqual(['BOOKED', 'UNBOOKED', 'BOOKED', 'UNBOOKED']);
});

test('12. Bookings are there after a reload, in the wizard and on the dashboard', async ({
	page,
	school,
	student,
	records,
	shoot,
}) => {
	const offer = await school.offer();
	const { returnUrl, packageId } = await student.buy(offer);
	await page.goto(returnUrl);
	await stepToChoose(page, 'Throw a bowl')
		.getByRole('radio', { name: /Early birds/ })
		.check();
	await page.getByRole('button', { name: 'Confirm' }).click();
	await page.waitForURL('**/my-courses/**');

	const early = offer.course.steps[1]!.options[1]!;
	const session = offer.cohort.sessions.find(({ stepOptionId }) => stepOptionId === early.id);
	expect((await records.progressOf(packageId))[1]).toMatchObject({
		status: 'BOOKED',
		step_option_id: early.id,
		class_session_id: session?.classSessionId,
		booked_at: expect.any(Date),
	});
	for (const visit of ['first', 'second']) {
		await expect(dashboardStep(page, 'Throw a bowl'), `${visit} visit`).toContainText('Early birds');
		await expect(page.getByText('3 of 4 sessions booked')).toBeVisible();
		await page.reload();
	}

	await page.goto(returnUrl);
	await expect(page.getByRole('group').locator('legend')).toHaveText(['Week 4 Glaze and fire']);
	await expect(page.locator('.cohort-enrollment-booked__title')).toHaveText([
		'Week 1 Meet the wheel',
		'Week 2 Throw a bowl',
		'Week 3 Handles and lids',
	]);
	await shoot('12-after-reload');
});

test('13. Book later leaves the choices for the dashboard, which leads back to them', async ({
	page,
	school,
	student,
	records,
	shoot,
	shootOnPhone,
}) => {
	const { returnUrl, packageId } = await student.buy(await school.offer());
	await page.goto(returnUrl);
	// A choice that is not confirmed is no booking.
	await stepToChoose(page, 'Throw a bowl')
		.getByRole('radio', { name: /Early birds/ })
		.check();
	await page.getByRole('link', { name: 'Book later' }).click();
	await page.waitForURL('**/my-courses/');
	await expect(page.getByText('2 of 4 sessions booked')).toBeVisible();
	await expect(dashboardStep(page, 'Throw a bowl')).toContainText('Not booked yet');
	await expect(dashboardStep(page, 'Glaze and fire')).toContainText('Not booked yet');
	const statuses = (await records.progressOf(packageId)).map(({ status }) => status);
	expect(statuses).toEqual(['BOOKED', 'UNBOOKED', 'BOOKED', 'UNBOOKED']);
	await shoot('13-book-later');
	await shootOnPhone('13-book-later');

	await page.getByRole('link', { name: 'Choose times for 2 sessions' }).click();
	await page.waitForURL(`**/your-enrollment/?package_id=${packageId}`);
	await expectScreen(page, 'Choose your times');
	await stepToChoose(page, 'Throw a bowl')
		.getByRole('radio', { name: /Evening group/ })
		.check();
	await stepToChoose(page, 'Glaze and fire')
		.getByRole('radio', { name: /Across the ocean/ })
		.check();
	await page.getByRole('button', { name: 'Confirm' }).click();
	await page.waitForURL('**/my-courses/**');
	await expect(page.getByText('4 of 4 sessions booked')).toBeVisible();
});

test('17. Confirm leads to the dashboard, with the good news and the next session', async ({
	page,
	school,
	student,
	shoot,
	shootOnPhone,
}) => {
	const { returnUrl } = await student.buy(await school.offer());
	await page.goto(returnUrl);
	await stepToChoose(page, 'Throw a bowl')
		.getByRole('radio', { name: /Evening group/ })
		.check();
	await stepToChoose(page, 'Glaze and fire')
		.getByRole('radio', { name: /Across the ocean/ })
		.check();
	await expect(page.getByText('2 of 2 chosen')).toBeVisible();
	await shoot('17-chosen');
	await page.getByRole('button', { name: 'Confirm' }).click();
	await page.waitForURL('**/my-courses/**');
	await expect(page.getByRole('status')).toHaveText('2 sessions are booked. See you there!');
	const next = page.getByRole('region', { name: 'Your next session' });
	await expect(next).toContainText('Meet the wheel');
	await expect(next).toContainText(/Tuesday, .*6:00 – 7:30 PM/);
	await expect(dashboardStep(page, 'Meet the wheel')).toContainText('Next');
	await expect(page.getByRole('link', { name: /Join online: Glaze and fire/ })).toHaveAttribute(
		'href',
		ONLINE.meetingUrl,
	);
	await expect(page.getByText('4 of 4 sessions booked')).toBeVisible();
	await shoot('17-dashboard');
	await shootOnPhone('17-dashboard');

	// The news is told once.
	await page.reload();
	await expect(page.getByText('4 of 4 sessions booked')).toBeVisible();
	await expect(page.getByText('See you there!')).toHaveCount(0);
});
