import { expectAccessibleScreen } from './support/accessibility';
import type { Locator, Page } from '@playwright/test';
import { table } from '../../../sidecar/src/db/database';
import type { TaskRow } from '../../../sidecar/src/db/tasks';
import { EVENINGS } from './support/course';
import { linkOf } from './support/mails';
import type { StripeEventRow } from './support/records';
import { expectNews, expectToFit, openScreen, workAsManager } from './support/staff';
import { expect, test } from './support/test';

const cardOf = (page: Page, task: Pick<TaskRow, 'id'>): Locator =>
	page.getByRole('region', { name: new RegExp(`\\(#${task.id}\\)$`) });

/** A chart says what it shows in a sentence; its numbers are in a table. */
const numbersOf = async (card: Locator): Promise<string> => {
	await card.getByText('Show the numbers').click();
	return (await card.getByRole('table').innerText()).replace(/\s+/g, ' ');
};

test.afterEach(({ localStripe }) => localStripe.clearFaults());

test('case 71: a refund that Stripe refused is found by its mail, sent again on the screen, and told in the timeline', async ({
	page,
	demo,
	admin,
	school,
	student,
	db,
	records,
	localStripe,
	mails,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.enroll(offer);
	await table<{ id: number; is_active: boolean }>(db, 'course_cohorts')
		.where('id', offer.cohort.id)
		.update({ is_active: false });
	await localStripe.fault({ kind: 'status', method: 'POST', path: '/v1/refunds', status: 402 });
	await localStripe.pay(sessionId ?? '');
	await expect.poll(async () => (await records.checkout(sessionId ?? '')).state).toBe('refund_failed');
	const { id: checkoutId } = await records.checkout(sessionId ?? '');
	const task = (await table<TaskRow>(db, 'tasks').where('checkout_id', checkoutId).first())!;

	await workAsManager(page, demo);
	const { email: office } = await admin.ask<{ email: string }>('GET', '/wp/v2/settings');
	const about = () => mails.to(office).filter(({ message }) => message.includes(`#/${task.id}"`));
	await expect.poll(() => about().length, { timeout: 45_000 }).toBe(1);
	await page.goto(linkOf(about()[0]!, 'Open the task'));
	const card = cardOf(page, task);
	await expect(card).toContainText('A refund did not go through');
	await expect(card.getByRole('link', { name: student.name })).toBeVisible();
	await expect(card).toContainText('€245.00');
	await expectAccessibleScreen(page, 'a task');

	await openScreen(page, demo, 'attention');
	await expect(card).toContainText('What to do:');
	await expectAccessibleScreen(page, 'Needs attention');
	await shoot('admin-attention');
	await shootOnPhone('admin-attention');
	await expectToFit(page, 782);
	await expectToFit(page, 360);

	await card.getByRole('button', { name: 'Send the refund again' }).click();
	const dialog = page.getByRole('dialog', { name: 'Send this refund again?' });
	await expect(dialog).toContainText('asks Stripe what is left of the payment');
	await expectAccessibleScreen(page, 'the dialog that asks before a refund is sent again');
	await dialog.getByRole('button', { name: 'Send the refund again' }).click();
	await expectNews(page, 'It worked. The task is closed.');
	await expect(card).toHaveCount(0);
	expect(await records.checkout(sessionId ?? '')).toMatchObject({ state: 'refunded' });
	expect(await records.refundsOf(checkoutId)).toMatchObject([
		{ status: 'failed', automatic: null },
		{ status: 'succeeded', automatic: 1, key_attempt: 2 },
	]);

	await page.getByLabel('Show', { exact: true }).selectOption('Resolved tasks');
	await expect(card).toContainText('it has settled itself');

	await openScreen(page, demo, 'students', `/${student.id}`);
	await expect(page.getByText('Paid €245.00 for Autumn cohort, but got no seat')).toBeVisible();
	await expect(page.getByText('Staff (Avery Admin) asked again for the refund of €245.00')).toBeVisible();
	await expect(page.getByText('Needs attention: A refund did not go through')).toBeVisible();
	await expect(page.getByText('Refund of €245.00 done by Stripe')).toBeVisible();
});

test('A message of Stripe that was given up is replayed on the screen, and its student is enrolled after all', async ({
	page,
	demo,
	school,
	student,
	db,
	records,
	localStripe,
	stripe,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.enroll(offer);
	await localStripe.fault({
		kind: 'status',
		method: 'GET',
		path: `/v1/checkout/sessions/${sessionId}`,
		times: 1000,
	});
	await localStripe.pay(sessionId ?? '');
	const events = () => table<StripeEventRow>(db, 'stripe_events').where('object_id', sessionId ?? '');
	await expect.poll(async () => (await events().first())?.status).toBe('due');
	await expect
		.poll(async () => {
			// As if it had failed for a week: the next attempt is the last one.
			await events()
				.where('status', 'due')
				.update({ attempts: 240, next_attempt_at: new Date(Date.now() - 1000) });
			return (await events().first())?.status;
		})
		.toBe('dead');
	const event = (await events().first())!;
	const task = (await table<TaskRow>(db, 'tasks').where('subject', `event:${event.event_id}`).first())!;
	expect((await stripe.events.retrieve(event.event_id)).type).toBe('checkout.session.completed');

	await workAsManager(page, demo);
	await openScreen(page, demo, 'attention');
	const card = cardOf(page, task);
	await card.getByRole('button', { name: 'Replay the message' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Replay the message' }).click();
	await expect(card).toContainText('It is not done yet');
	await expect(page.getByRole('dialog')).toHaveCount(0);

	await localStripe.clearFaults();
	await card.getByRole('button', { name: 'Replay the message' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Replay the message' }).click();
	await expectNews(page, 'It worked. The task is closed.');
	expect(await records.checkout(sessionId ?? '')).toMatchObject({ state: 'enrolled' });
});

test('What only a person can mend is resolved with a note, which stays with the task', async ({
	page,
	demo,
	school,
	student,
	db,
	records,
	localStripe,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.buy(offer);
	await localStripe.refund(sessionId, 1_000);
	const { id: checkoutId } = await records.checkout(sessionId);
	const tasks = () => table<TaskRow>(db, 'tasks').where('checkout_id', checkoutId);
	await expect.poll(async () => (await tasks()).length).toBe(1);
	const task = (await tasks().first())!;

	await workAsManager(page, demo);
	await openScreen(page, demo, 'attention');
	await page.getByLabel('Kind').selectOption('A payment was refunded in part');
	const card = cardOf(page, task);
	await expect(card.getByRole('button', { name: 'Resolve' })).toBeVisible();
	await expect(card.getByRole('button', { name: /again|Replay/ })).toHaveCount(0);
	await card.getByRole('button', { name: 'Resolve' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByRole('button', { name: 'Resolve task' })).toBeDisabled();
	const note = '<img src=x onerror=alert(1)> Agreed on the phone.';
	await dialog.getByLabel('What was done about it?').fill(note);
	await expectAccessibleScreen(page, 'the dialog that resolves a task');
	await dialog.getByRole('button', { name: 'Resolve task' }).click();
	await expectNews(page, 'The task is resolved.');
	await expect(card).toHaveCount(0);
	await openScreen(page, demo, 'attention', `/${task.id}`);
	await expect(card).toContainText(note);
	await expect(card).toContainText('Avery Admin');
});

test('A class with too few seats for its cohort is told before its students find out, and leads to the schedule', async ({
	page,
	demo,
	school,
	db,
	shoot,
}) => {
	const { cohort } = await school.offer({
		steps: [{ label: 'Week 1', title: 'Meet the wheel', options: [{ ...EVENINGS, maxStudents: 2 }] }],
		cohort: { name: `Tight cohort ${Date.now()}` },
	});
	await workAsManager(page, demo);
	await openScreen(page, demo, 'attention');
	const signal = page
		.getByRole('region', { name: 'Faults and warnings' })
		.locator('.components-notice')
		.filter({ hasText: cohort.name });
	await expect(signal).toContainText(`Warning: Evening group has fewer seats left than ${cohort.name}`);
	await expect(signal).toContainText('Free seats: 2 in the class, 10 in the cohort.');
	await expect(signal.getByRole('link', { name: 'Open the schedule' })).toHaveAttribute(
		'href',
		new RegExp(`page=cohort-enrollment-cohorts#/${cohort.id}/schedule$`),
	);
	await expectAccessibleScreen(page, 'a warning');
	await shoot('admin-attention-signal');
	await expectToFit(page, 360);

	await table<{ id: number; max_students: number }>(db, 'class_sessions')
		.whereIn(
			'id',
			cohort.sessions.map(({ classSessionId }) => classSessionId),
		)
		.update({ max_students: 10 });
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.locator('.ce-admin__loading')).toHaveCount(0);
	await expect(signal).toHaveCount(0);
});

test('The timeline of a student who paid can be found by name and read by anybody, with the way to Stripe', async ({
	page,
	demo,
	school,
	student,
	mails,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer();
	const { packageId } = await student.buy(offer);
	await mails.arrives(student.email, `You are enrolled in ${offer.course.title}`);

	await workAsManager(page, demo);
	await openScreen(page, demo, 'students');
	await expectAccessibleScreen(page, 'Students');
	await page.getByRole('searchbox', { name: 'Search students' }).fill(student.login);
	await expect(page.getByRole('row')).toHaveCount(2);
	await page.getByRole('link', { name: student.name }).click();

	await expect(page.getByRole('heading', { level: 1, name: student.name })).toBeVisible();
	await expect(page.getByRole('link', { name: student.email })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Open the profile' })).toHaveAttribute(
		'href',
		new RegExp(`user_id=${student.id}$`),
	);
	await expect(
		page.getByRole('link', { name: `${offer.course.title}: ${offer.cohort.name}` }),
	).toHaveAttribute('href', new RegExp(`#/${offer.cohort.id}/roster/${packageId}$`));
	const lines = page.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
	for (const sentence of [
		/^Seat in Autumn cohort held until .*, to pay €245.00/,
		/^Stripe: the payment page was completed/,
		/^Paid €245.00 for Autumn cohort/,
		/^Got a seat in Autumn cohort/,
		/^Booked Week 1: Whole group, /,
		/^Mail sent: welcome to the course/,
	]) {
		await expect(lines.filter({ hasText: sentence }).first()).toBeVisible();
	}
	const paid = lines.filter({ hasText: /^Paid/ });
	await paid.getByText('Details').click();
	await expect(paid.getByRole('link', { name: /pi_/ })).toHaveAttribute(
		'href',
		/^https:\/\/dashboard\.stripe\.com\/test\/payments\/pi_/,
	);
	await expectAccessibleScreen(page, 'a student');
	await shoot('admin-student');
	await shootOnPhone('admin-student');
	await expectToFit(page, 782);
	await expectToFit(page, 360);
});

test('The overview tells what was sold, how full the cohort is and what comes next, also without seeing the charts', async ({
	page,
	demo,
	school,
	student,
	shoot,
	shootOnPhone,
}) => {
	const offer = await school.offer({
		title: `Overview ${Date.now()}`,
		// Before all others, of which there may be more than the overview lists.
		cohort: { startDate: new Date().toISOString().slice(0, 10) },
	});
	await student.buy(offer);

	await workAsManager(page, demo);
	await openScreen(page, demo, 'overview');
	await expect(page.getByText('Test mode')).toBeVisible();
	await expect(page.getByRole('img', { name: /\d+ new enrollments?, \d+ ended/ })).toBeVisible();
	await expect(page.getByRole('img', { name: /€[\d,.]+ paid, €[\d,.]+ refunded/ })).toBeVisible();
	const money = page.getByRole('region', { name: 'Money' });
	expect(await numbersOf(money)).toMatch(/Days Paid Refunded \w+ \d+, \d{4} €[\d,]+\.\d\d €/);
	const seats = page.getByRole('region', { name: 'Enrollments' });
	expect(await numbersOf(seats)).toMatch(/^Days New Ended .*\w+ \d+, \d{4} [1-9]/);

	const cohorts = page.getByRole('region', { name: 'Cohorts' });
	const all = cohorts.getByRole('button', { name: /^Show all/ });
	if (await all.isVisible()) {
		await all.click();
	}
	await expect(cohorts.getByRole('listitem').filter({ hasText: offer.course.title })).toContainText(
		'1 of 10 seats',
	);
	await expectAccessibleScreen(page, 'Overview');
	await shoot('admin-overview');
	await shootOnPhone('admin-overview');
	await expectToFit(page, 782);
	await expectToFit(page, 360);

	await page.getByLabel('Period').selectOption('Last 365 days');
	await expect(seats.getByRole('row')).toHaveCount(54);
	await expect(seats.getByRole('row').nth(1)).toContainText('–');
});
