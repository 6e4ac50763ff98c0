import { expectAccessibleScreen } from './support/accessibility';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import type { ClassSessionRow } from '../../../sidecar/src/db/class-sessions';
import { table, wordpressTableName, type Connection } from '../../../sidecar/src/db/database';
import type { BuiltCohort } from '../../../sidecar/test/builders';
import { EVENINGS, EARLY } from './support/course';
import { logIn, type RestClient } from './support/rest';
import { withoutSidecar } from './support/sidecar';
import { expectNews, expectToFit, openScreen, workAsManager } from './support/staff';
import { createAccount, type Account } from './support/student';
import { expect, test } from './support/test';

const ADMIN = '/cohort-enrollment/v1/admin';

const rosterRow = (page: Page, email: string): Locator => page.getByRole('row').filter({ hasText: email });

const dialogOf = (page: Page): Locator => page.getByRole('dialog');

const enrollByHand = (admin: RestClient, cohort: BuiltCohort, studentId: number) =>
	admin.ask<{ packageId: number }>('POST', `${ADMIN}/cohorts/${cohort.id}/enrollments`, {
		studentId,
		reason: 'A scholarship',
	});

/** As if the sessions of a cohort had begun an hour ago, one minute after the other. */
const beginSessions = async (db: Connection, { sessions }: BuiltCohort): Promise<void> => {
	for (const [index, { classSessionId }] of sessions.entries()) {
		const startsAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000 + index * 60_000);
		await table<ClassSessionRow>(db, 'class_sessions')
			.where('id', classSessionId)
			.update({ starts_at: startsAt, ends_at: new Date(startsAt.getTime() + 7_200_000) });
	}
};

test('Staff enrolls a student by hand, books a time, gives it back, and moves the student to another cohort', async ({
	page,
	school,
	demo,
	admin,
	records,
	mails,
	shoot,
}) => {
	const offer = await school.offer();
	const winter = await offer.addCohort({ name: 'Winter cohort' });
	const student = await createAccount(admin, 'subscriber');
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/roster`);
	await expect(page.getByRole('heading', { name: 'Nobody is enrolled yet' })).toBeVisible();
	await expectAccessibleScreen(page, 'empty roster');

	await page.getByRole('button', { name: 'Enroll by hand' }).first().click();
	await dialogOf(page).getByRole('combobox', { name: 'Student' }).fill(student.login);
	await dialogOf(page).getByRole('option', { name: student.email }).click();
	await expect(dialogOf(page).getByText('No money is taken.')).toBeVisible();
	await dialogOf(page).getByLabel('Reason').fill('A scholarship');
	await expectAccessibleScreen(page, 'enroll dialog');
	await dialogOf(page).getByRole('button', { name: 'Enroll without payment' }).dblclick();
	await expectNews(page, `${student.name} was enrolled.`);
	await expect(page.getByRole('heading', { level: 1, name: student.name })).toBeVisible();
	await expect(page.getByText('Nothing was paid')).toBeVisible();
	await mails.arrives(student.email, `You are enrolled in ${offer.course.title}`);
	const [owned, ...others] = await records.packagesOf(student.id);
	expect(others).toEqual([]);

	await page.getByRole('button', { name: 'Book sessions' }).click();
	await expectAccessibleScreen(page, 'booking dialog');
	await dialogOf(page)
		// Its role is group in 6.8, and radiogroup in 7.1.
		.locator('fieldset')
		.filter({ hasText: 'Week 2: Throw a bowl' })
		.getByRole('radio')
		.first()
		.check();
	await dialogOf(page).getByRole('button', { name: 'Book', exact: true }).click();
	await expectNews(page, '1 session was booked.');
	const statuses = async () => (await records.progressOf(owned!.id)).map(({ status }) => status);
	expect(await statuses()).toEqual(['BOOKED', 'BOOKED', 'BOOKED', 'UNBOOKED']);
	await shoot('admin-enrollment');
	await expectAccessibleScreen(page, 'enrollment');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}

	await page.getByRole('button', { name: 'Give back: Week 2' }).click();
	await expectAccessibleScreen(page, 'give back dialog');
	await dialogOf(page).getByRole('button', { name: 'Give back' }).click();
	await expectNews(page, 'The booking was given back.');
	expect(await statuses()).toEqual(['BOOKED', 'UNBOOKED', 'BOOKED', 'UNBOOKED']);

	await page.getByRole('button', { name: 'Move to another cohort' }).click();
	await dialogOf(page).getByLabel('Cohort').selectOption(String(winter.id));
	await dialogOf(page).getByLabel('Reason').fill('Moved away');
	await expectAccessibleScreen(page, 'move dialog');
	await dialogOf(page).getByRole('button', { name: 'Move student' }).click();
	await expectNews(page, `${student.name} was moved to “Winter cohort”.`);
	await expect(page.getByRole('link', { name: 'Winter cohort' })).toBeVisible();
	expect(await records.packagesOf(student.id)).toMatchObject([{ cohort_id: winter.id, status: 'ACTIVE' }]);
	expect((await records.cohort(offer.cohort.id)).current_enrollment).toBe(0);
	expect((await records.cohort(winter.id)).current_enrollment).toBe(1);
	await expect
		.poll(() => mails.to(student.email).filter(({ message }) => message.includes('Winter cohort')).length)
		.toBe(1);

	await page.getByRole('link', { name: 'Winter cohort' }).click();
	await expect(rosterRow(page, student.email)).toContainText('2 of 4');
	await shoot('admin-roster');
	await expectAccessibleScreen(page, 'roster');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
});

test('A student who paid is found by a part of the name, and a part of the money goes back through Stripe, once', async ({
	page,
	school,
	demo,
	student,
	newStudent,
	records,
	stripe,
	mails,
}) => {
	const offer = await school.offer();
	const { sessionId, packageId } = await student.buy(offer);
	await (await newStudent()).buy(offer);
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/roster`);
	await expect(page.getByRole('row')).toHaveCount(3);
	await page.getByRole('searchbox', { name: 'Search students' }).fill(student.login);
	await expect(page.getByRole('row')).toHaveCount(2);
	await rosterRow(page, student.email).getByRole('link', { name: student.name }).click();
	await expect(page.getByText('Test mode')).toBeVisible();
	await expect(page.getByText('€245.00').first()).toBeVisible();
	const { payment_intent_id: intentId } = await records.checkout(sessionId);
	await expect(page.getByRole('link', { name: intentId ?? '' })).toHaveAttribute(
		'href',
		`https://dashboard.stripe.com/test/payments/${intentId}`,
	);

	await page.getByRole('button', { name: 'Cancel enrollment' }).click();
	await dialogOf(page).getByRole('radio', { name: 'Part of it' }).check();
	await dialogOf(page).getByLabel('Amount in EUR').fill('300');
	await expect(dialogOf(page).getByText('Only €245.00 is left.')).toBeVisible();
	await dialogOf(page).getByLabel('Amount in EUR').fill('100,5');
	await dialogOf(page).getByLabel('Reason').fill('Ill since the second week');
	await expect(dialogOf(page).getByText('Stripe sends €100.50 back')).toBeVisible();
	await expectAccessibleScreen(page, 'cancel dialog');
	await dialogOf(page).getByRole('button', { name: 'Cancel and refund' }).dblclick();
	await expectNews(page, `The enrollment of ${student.name} was cancelled.`);
	await expect(page.getByText('Staff has cancelled it and sent back a part of the payment.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Cancel enrollment' })).toHaveCount(0);
	await expect(page.getByRole('heading', { level: 1, name: student.name })).toBeFocused();

	await expect.poll(async () => (await records.checkout(sessionId)).state).toBe('refunded');
	const { data: refunds } = await stripe.refunds.list({ payment_intent: intentId ?? '' });
	expect(refunds).toMatchObject([{ amount: 10_050, status: 'succeeded' }]);
	await mails.arrives(student.email, `Your enrollment in ${offer.course.title} has ended`);
	expect(await records.packagesOf(student.id)).toMatchObject([{ id: packageId, status: 'CANCELLED' }]);
	expect((await records.cohort(offer.cohort.id)).current_enrollment).toBe(1);
});

test('Whoever acts on what somebody else has changed meanwhile does nothing, and sees what is there now', async ({
	page,
	school,
	demo,
	admin,
	student,
	browserLog,
}) => {
	browserLog.expectStatus(409, '/admin/packages/');
	const offer = await school.offer();
	const { packageId } = await student.buy(offer);
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/roster/${packageId}`);
	const step = offer.course.steps[0]!.id;
	await admin.ask('DELETE', `${ADMIN}/packages/${packageId}/steps/${step}/booking?version=1`);
	await page.getByRole('button', { name: 'Cancel enrollment' }).click();
	await dialogOf(page).getByLabel('Reason').fill('Too late');
	await dialogOf(page).getByRole('button', { name: 'Cancel and refund' }).click();
	await expect(page.getByText('Somebody else has changed the enrollment').last()).toBeVisible();
	await expect(dialogOf(page)).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Give back: Week 1' })).toHaveCount(0);
	await expectAccessibleScreen(page, 'conflict');
	expect(await admin.ask('GET', `${ADMIN}/packages/${packageId}`)).toMatchObject({ status: 'ACTIVE' });
});

test('A class is marked as attended, taken back, and marked one by one, until the course is completed', async ({
	page,
	school,
	demo,
	db,
	admin,
	records,
	shoot,
}) => {
	const offer = await school.offer({
		steps: [{ label: 'Week 1', title: 'Meet the wheel', options: [EVENINGS] }],
	});
	const students: Account[] = [];
	for (let count = 0; count < 3; count += 1) {
		const account = await createAccount(admin, 'subscriber');
		students.push(account);
		await enrollByHand(admin, offer.cohort, account.id);
	}
	const [{ classSessionId }] = offer.cohort.sessions as [BuiltCohort['sessions'][0]];
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/sessions/${classSessionId}`);
	await expect(page.getByText('Attendance can be marked once the session has begun.')).toBeVisible();
	await expect(page.getByRole('checkbox')).toHaveCount(0);

	await beginSessions(db, offer.cohort);
	await page.getByRole('link', { name: 'Sessions' }).click();
	await page.reload();
	await expect(page.getByText('0 of 3 attended')).toBeVisible();
	await expectAccessibleScreen(page, 'sessions');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
	await page.getByRole('row').nth(1).getByRole('link').click();
	await page.getByRole('button', { name: 'Mark all as attended' }).dblclick();
	await expect(page.getByText('3 students are marked as having attended.').first()).toBeVisible();
	await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(3);
	await expect(page.getByRole('heading', { level: 1, name: /Evening group/ })).toBeFocused();
	const statuses = async () =>
		Promise.all(students.map(async ({ id }) => (await records.packagesOf(id))[0]?.status));
	expect(await statuses()).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
	await shoot('admin-attendance');
	await expectAccessibleScreen(page, 'attendance');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}

	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('checkbox', { checked: false })).toHaveCount(3);
	await expect.poll(statuses).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
	const box = page.getByRole('row').filter({ hasText: students[1]!.name }).first().getByRole('checkbox');
	await box.press('Space');
	await expect(page.getByText('1 student is marked as having attended.').first()).toBeVisible();
	await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
	await expect(box).toBeChecked();
	await expect(box).toBeFocused();
	expect((await statuses()).filter((status) => status === 'COMPLETED')).toHaveLength(1);
	expect((await records.cohort(offer.cohort.id)).current_enrollment).toBe(3);

	await page.getByRole('button', { name: 'Take back all' }).click();
	await expectAccessibleScreen(page, 'take back dialog');
	await dialogOf(page).getByRole('button', { name: 'Take back all' }).click();
	await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
});

test('The roster is exported with the filters of the list, and what a student typed is no formula in it', async ({
	page,
	school,
	demo,
	admin,
}) => {
	const offer = await school.offer({
		steps: [{ label: 'Week 1', title: 'Meet the wheel', options: [EVENINGS, EARLY] }],
	});
	const evil = '=HYPERLINK("http://evil")';
	const [mallory, other] = [
		await createAccount(admin, 'subscriber'),
		await createAccount(admin, 'subscriber'),
	];
	await admin.ask('POST', `/wp/v2/users/${mallory.id}`, { name: evil });
	await enrollByHand(admin, offer.cohort, mallory.id);
	await enrollByHand(admin, offer.cohort, other.id);
	await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/roster`);
	await expect(page.getByRole('link', { name: evil })).toBeVisible();

	const download = async (): Promise<{ name: string; lines: string[] }> => {
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Export CSV' }).press('Enter'),
		]);
		const text = readFileSync(await file.path(), 'utf8');
		expect(text.startsWith('\u{FEFF}"Package"')).toBe(true);
		return { name: file.suggestedFilename(), lines: text.split('\r\n').slice(0, -1) };
	};
	const all = await download();
	expect(all.name).toMatch(/^roster-autumn-cohort-\d{4}-\d\d-\d\d\.csv$/);
	expect(all.lines).toHaveLength(3);
	expect(all.lines[1]).toContain(`"'=HYPERLINK(""http://evil"")","${mallory.email}"`);
	expect(all.lines[1]).toContain('"Not booked"');

	await page.getByRole('searchbox', { name: 'Search students' }).fill(other.login);
	await expect(page.getByRole('row')).toHaveCount(2);
	const found = await download();
	expect(found.lines).toHaveLength(2);
	expect(found.lines[1]).toContain(other.email);
});

test('Whoever may only look sees roster, attendance, courses and classes, and can change nothing', async ({
	page,
	school,
	demo,
	db,
	admin,
	student,
	browserLog,
}) => {
	const offer = await school.offer();
	const { packageId } = await student.buy(offer);
	await beginSessions(db, offer.cohort);
	const viewer = await createAccount(admin, 'subscriber');
	await db(wordpressTableName(db, 'usermeta'))
		.where({ user_id: viewer.id, meta_key: wordpressTableName(db, 'capabilities') })
		.update({ meta_value: 'a:2:{s:10:"subscriber";b:1;s:19:"view_cohort_rosters";b:1;}' });
	await page.context().clearCookies();
	const rest = await logIn(page.context().request, demo.siteUrl, viewer);
	const { classSessionId } = offer.cohort.sessions[0]!;
	const places = [
		`/${offer.cohort.id}/roster`,
		`/${offer.cohort.id}/roster/${packageId}`,
		`/${offer.cohort.id}/sessions`,
		`/${offer.cohort.id}/sessions/${classSessionId}`,
	];
	for (const place of places) {
		await openScreen(page, demo, 'cohorts', place);
		await page.reload();
		await expect(
			page.getByText(place.includes('sessions') ? /attended/ : student.email).first(),
		).toBeVisible();
		await expect(
			page.getByRole('button', {
				name: /Enroll by hand|Cancel|Move|Book|Give back|Mark all|Take back/,
			}),
			place,
		).toHaveCount(0);
		await expect(page.getByRole('checkbox'), place).toHaveCount(0);
		await expectAccessibleScreen(page, place);
	}
	const { groupClassId } = offer.course.steps[0]!.options[0]!;
	for (const [screen, place] of [
		['courses', '/'],
		['courses', `/${offer.course.id}`],
		['group-classes', '/'],
		['group-classes', `/${groupClassId}`],
	] as const) {
		await openScreen(page, demo, screen, place);
		await expect(
			page.getByRole('button', { name: /^(Save|Delete|Edit|Add step|Set price|Change price)$/ }),
			`${screen} ${place}`,
		).toHaveCount(0);
		await expect(page.getByRole('link', { name: /^Add (course|class|cohort)/ })).toHaveCount(0);
		await expectAccessibleScreen(page, `${screen} ${place}`);
	}
	browserLog.expectStatus(403, '/admin/');
	for (const [path, body] of [
		[`/cohorts/${offer.cohort.id}/enrollments`, { studentId: viewer.id, reason: 'Me' }],
		[`/packages/${packageId}/cancel`, { version: 1, reason: 'x', refund: 'full' }],
		[`/packages/${packageId}/move`, { version: 1, reason: 'x', cohortId: 1 }],
		[`/packages/${packageId}/book-sessions`, { selections: [] }],
		[`/class-sessions/${classSessionId}/attendance`, { completed: true }],
	] as const) {
		expect((await rest.send('POST', `${ADMIN}${path}`, body)).status(), path).toBe(403);
	}
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		(async () => {
			await openScreen(page, demo, 'cohorts', places[0]);
			await page.reload();
			await page.getByRole('button', { name: 'Export CSV' }).click();
		})(),
	]);
	expect(readFileSync(await file.path(), 'utf8')).toContain(student.email);
});

test('While the sidecar is down the screens say so and can be tried again, and no file pretends to be a roster', async ({
	page,
	school,
	demo,
	student,
	browserLog,
	phpLog,
}) => {
	browserLog.expectStatus(503, '');
	phpLog.expectLine(
		/the sidecar is unavailable for GET \/admin(\/cohorts\/\{id\}\/roster\/export)? \(no_connection\)/,
	);
	const offer = await school.offer();
	await student.buy(offer);
	const manager = await workAsManager(page, demo);
	await openScreen(page, demo, 'cohorts', `/${offer.cohort.id}/roster`);
	await expect(rosterRow(page, student.email)).toBeVisible();
	await withoutSidecar(demo, async () => {
		await page.reload();
		await expect(page.getByText('does not answer right now').last()).toBeVisible();
		await expectAccessibleScreen(page, 'outage');
		const { url } = await manager.ask<{ url: string }>('GET', '/cohort-enrollment/v1/roster-export');
		const answer = await page.request.get(`${url}&cohort=${offer.cohort.id}`);
		expect([answer.status(), answer.headers()['content-type']]).toEqual([
			503,
			'text/html; charset=UTF-8',
		]);
		expect(await answer.text()).toContain('The roster cannot be exported right now.');
	});
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(rosterRow(page, student.email)).toBeVisible();
});
