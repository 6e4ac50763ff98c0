import { expectAccessibleBlock } from './support/accessibility';
import { cardOf, enrollButton, expectScreen } from './support/pages';
import { createAccount } from './support/student';
import { expect, test } from './support/test';

const NAMESPACE = '/cohort-enrollment/v1';

test('18. A visitor logs in on the way and lands on the same cohort', async ({
	page,
	school,
	admin,
	browserLog,
	shoot,
	shootOnPhone,
}) => {
	const account = await createAccount(admin, 'subscriber');
	const offer = await school.offer();
	const wanted = await offer.addCohort({ name: 'Winter cohort' });
	await page.goto(offer.pageUrl);
	await shoot('18-visitor');
	// The page may come from a cache, so it asks who is there; WordPress answers 400 to a visitor.
	browserLog.expectStatus(400, 'action=rest-nonce');
	await page.getByRole('link', { name: 'Log in to enroll in Winter cohort' }).click();
	await page.waitForURL('**/wp-login.php?**');
	await page.getByLabel('Username or Email Address').fill(account.login);
	await page.getByLabel('Password', { exact: true }).fill(account.password);
	await page.getByRole('button', { name: 'Log In' }).click();
	await page.waitForURL(`${offer.pageUrl}#cohort-${wanted.id}`);
	const card = cardOf(page, wanted);
	await expect(card).toBeFocused();
	await expect(card).toBeInViewport();
	await expect(enrollButton(page, wanted)).toBeVisible();
	await shootOnPhone('18-back-at-the-cohort');
	await enrollButton(page, wanted).click();
	await page.waitForURL(/\/pay\/cs_test_\w+$/);
});

test('18. A visitor of the student pages is asked to log in, and comes back with the session id', async ({
	page,
	school,
	newStudent,
	shoot,
	demo,
}) => {
	const owner = await newStudent();
	const { returnUrl } = await owner.buy(await school.offer());
	await page.goto(returnUrl);
	await expect(page.getByText('Log in to see your enrollment and to choose your sessions.')).toBeVisible();
	await shoot('18-visitor-wizard');
	await expectAccessibleBlock(page, 'session-wizard');
	await page.getByRole('main').getByRole('link', { name: 'Log in' }).click();
	await page.getByLabel('Username or Email Address').fill(owner.login);
	await page.getByLabel('Password', { exact: true }).fill(owner.password);
	await page.getByRole('button', { name: 'Log In' }).click();
	await page.waitForURL(returnUrl);
	await expectScreen(page, 'You are enrolled. Choose your times');

	await page.context().clearCookies();
	await page.goto(`${demo.siteUrl}/my-courses/`);
	await expect(page.getByText('Log in to see your courses and sessions.')).toBeVisible();
	await expectAccessibleBlock(page, 'student-dashboard');
});

test("19. Another student's session and package do not exist for anybody else", async ({
	page,
	school,
	student,
	newStudent,
	records,
	browserLog,
	shoot,
	demo,
}) => {
	const offer = await school.offer();
	const owner = await newStudent();
	const theirs = await owner.buy(offer);
	const before = await records.snapshot(theirs.sessionId, offer.cohort);
	const step = offer.course.steps[1]!;
	const refusals = [
		[
			await student.rest.send('GET', `${NAMESPACE}/enrollment/session/${theirs.sessionId}`),
			'session_not_found',
		],
		[
			await student.rest.send(
				'GET',
				`${NAMESPACE}/students/me/course-packages/${theirs.packageId}/unbooked-steps`,
			),
			'package_not_found',
		],
		[
			await student.rest.send(
				'POST',
				`${NAMESPACE}/students/me/course-packages/${theirs.packageId}/book-sessions`,
				{ selections: [{ courseStepId: step.id, courseStepOptionId: step.options[0]!.id }] },
			),
			'package_not_found',
		],
	] as const;
	for (const [answer, code] of refusals) {
		expect(answer.status()).toBe(404);
		const body = await answer.text();
		expect(JSON.parse(body)).toMatchObject({ code, data: { status: 404 } });
		// Nothing in it tells that there is such a thing.
		for (const secret of [owner.name, owner.email, offer.course.title, offer.cohort.name]) {
			expect(body).not.toContain(secret);
		}
	}
	expect(await records.snapshot(theirs.sessionId, offer.cohort)).toEqual(before);

	browserLog.expectStatus(404, '/enrollment/session/');
	await page.goto(theirs.returnUrl);
	await expectScreen(page, 'Nothing found here');
	await expect(page.getByText('We cannot find this enrollment among yours.')).toBeVisible();
	await expect(page.getByText(offer.course.title)).toHaveCount(0);
	await shoot('19-not-yours');
	await expectAccessibleBlock(page, 'session-wizard');

	browserLog.expectStatus(404, '/unbooked-steps');
	await page.goto(`${demo.siteUrl}/your-enrollment/?package_id=${theirs.packageId}`);
	await expectScreen(page, 'Nothing found here');
	await page.getByRole('link', { name: 'Go to my courses' }).click();
	await expectScreen(page, 'You have no courses yet');
	await shoot('19-no-courses');
});

test('19. Without a login there is no session and no package at all', async ({
	school,
	newStudent,
	request,
	demo,
}) => {
	const owner = await newStudent();
	const theirs = await owner.buy(await school.offer());
	for (const path of [
		`/enrollment/session/${theirs.sessionId}`,
		'/students/me/course-packages',
		`/students/me/course-packages/${theirs.packageId}/unbooked-steps`,
	]) {
		const answer = await request.get(`${demo.siteUrl}/wp-json${NAMESPACE}${path}`);
		expect(answer.status(), path).toBe(401);
	}
});
