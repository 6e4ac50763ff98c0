import type { Page } from '@playwright/test';
import type { Course, GroupClass } from '../../../sidecar/contract';
import type { Demo } from './support/demo';
import type { Mail } from './support/mails';
import { expectScreen } from './support/pages';
import type { RestClient } from './support/rest';
import { openScreen, workAsManager } from './support/staff';
import { becomeStudent, createAccount } from './support/student';
import { expect, test } from './support/test';

const API = '/cohort-enrollment/v1/admin';

/** Whoever draws this as markup runs it: every way that browsers know is in it. */
const evil = (where: string): string =>
	`${where}'"><img src=x onerror="window.wasRun='${where}'"><svg/onload="window.wasRun='${where}'">`;

/** Nothing of it ran, and nothing of it became an element. */
const expectHarmless = async (page: Page, what: string): Promise<void> => {
	await page.waitForLoadState('networkidle');
	const found = await page.evaluate(() => ({
		ran: (window as { wasRun?: string }).wasRun ?? null,
		elements: document.querySelectorAll('img[src="x"], [onerror], [onload^="window.wasRun"]').length,
	}));
	expect(found, what).toEqual({ ran: null, elements: 0 });
};

const daysFromNow = (days: number): string =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

interface EvilCourse {
	course: Course;
	cohortId: number;
	pageUrl: string;
}

/** A course in which everything that somebody can type is evil. */
const setUp = async (admin: RestClient): Promise<EvilCourse> => {
	const groupClass = await admin.ask<GroupClass>('POST', `${API}/group-classes`, {
		name: evil('class'),
		dayOfWeek: 2,
		startTime: '18:00',
		endTime: '19:00',
		timezone: 'Europe/Berlin',
		maxStudents: 9,
		instructor: evil('instructor'),
		location: evil('location'),
		meetingUrl: 'https://meet.example.test/?a="><img src=x onerror=window.wasRun=1>',
		isActive: true,
	});
	const other = await admin.ask<GroupClass>('POST', `${API}/group-classes`, {
		...groupClass,
		...{ id: undefined, version: undefined, steps: undefined },
		...{ upcomingSessions: undefined, updatedAt: undefined },
		dayOfWeek: 4,
		name: evil('other'),
	});
	const step = (title: string, groupClassIds: number[]) => ({
		...{ id: null, isActive: true, groupClassIds },
		label: `<b onclick=alert(1)>${title}`,
		title: evil(title),
	});
	const course = await admin.ask<Course>('POST', `${API}/courses`, {
		code: `EVIL-${Date.now()}`,
		title: evil('course'),
		isActive: true,
		pageId: null,
		steps: [step('fixed', [groupClass.id]), step('choice', [groupClass.id, other.id])],
	});
	const { version } = await admin.ask<Course>('PUT', `${API}/courses/${course.id}/price`, {
		kind: 'free',
		version: course.version,
	});
	const cohort = await admin.ask<{ id: number }>('POST', `${API}/cohorts`, {
		courseId: course.id,
		name: evil('cohort'),
		startDate: daysFromNow(10),
		endDate: daysFromNow(30),
		timezone: 'Europe/Berlin',
		maxEnrollment: 5,
		enrollmentDeadlineLocal: null,
		isActive: true,
	});
	const schedule = await admin.ask<{
		version: number;
		steps: { options: { stepOptionId: number; suggestion: { date: string } }[] }[];
	}>('GET', `${API}/cohorts/${cohort.id}/schedule`);
	await admin.ask('PUT', `${API}/cohorts/${cohort.id}/schedule`, {
		version: schedule.version,
		sessions: schedule.steps.flatMap(({ options }) =>
			options.map(({ stepOptionId, suggestion }) => ({ stepOptionId, date: suggestion.date })),
		),
	});
	const { link } = await admin.ask<{ link: string }>('POST', '/wp/v2/pages', {
		title: 'A course page',
		status: 'publish',
		content: `<!-- wp:cohort-enrollment/course-cohorts {"courseCode":"${course.code}"} /-->`,
	});
	return { course: { ...course, version }, cohortId: cohort.id, pageUrl: link };
};

const expectHarmlessMail = async (page: Page, mail: Mail): Promise<void> => {
	await page.setContent(mail.message);
	await expectHarmless(page, `mail “${mail.subject}”`);
	await expect(page.locator('body')).toContainText('course\'"><img');
};

const screens =
	(demo: Demo, sold: EvilCourse, studentId: number, packageId: number) => async (page: Page) => {
		for (const [screen, route] of [
			['overview', '/'],
			['courses', '/'],
			['courses', `/${sold.course.id}`],
			['group-classes', '/'],
			['group-classes', `/${sold.course.steps[0]!.groupClassIds[0]!}`],
			['cohorts', '/'],
			['cohorts', `/${sold.cohortId}`],
			['cohorts', `/${sold.cohortId}/schedule`],
			['cohorts', `/${sold.cohortId}/check`],
			['cohorts', `/${sold.cohortId}/roster`],
			['cohorts', `/${sold.cohortId}/roster/${packageId}`],
			['cohorts', `/${sold.cohortId}/sessions`],
			['students', '/'],
			['students', `/${studentId}`],
			['attention', '/'],
		] as const) {
			// From another address: one that differs only behind the # loads nothing.
			await page.goto(`${demo.siteUrl}/wp-admin/profile.php`);
			await openScreen(page, demo, screen, route);
			await expectHarmless(page, `${screen}${route}`);
		}
	};

test('What looks like markup is text wherever it is shown: list, wizard, dashboard, admin, mail and file', async ({
	page,
	context,
	demo,
	admin,
	localStripe,
	mails,
}) => {
	test.slow();
	const sold = await setUp(admin);
	const name = '=HYPERLINK("http://evil.test")<img src=x onerror=window.wasRun=1>';
	const account = await createAccount(admin, 'subscriber');
	await admin.ask('POST', `/wp/v2/users/${account.id}`, { name, first_name: name, last_name: name });

	await test.step('list, wizard and dashboard', async () => {
		await becomeStudent(context.request, demo.siteUrl, account, localStripe);
		await page.goto(sold.pageUrl);
		await expect(page.getByText('cohort\'"><img').first()).toBeVisible();
		await expectHarmless(page, 'list');
		await page.getByRole('button', { name: /^Enroll in cohort/ }).click();
		await expectScreen(page, 'Choose your times');
		await expect(page.getByText('other\'"><img').first()).toBeVisible();
		await expectHarmless(page, 'wizard');
		await page.getByRole('radio').first().check();
		await page.getByRole('button', { name: 'Confirm' }).click();
		await page.waitForURL('**/my-courses/**');
		await expect(page.getByText('course\'"><img').first()).toBeVisible();
		await expectHarmless(page, 'dashboard');
	});

	const { items } = await admin.ask<{ items: { packageId: number; studentId: number }[] }>(
		'GET',
		`${API}/cohorts/${sold.cohortId}/roster`,
	);
	const { packageId, studentId } = items[0]!;
	await test.step('every screen of wp-admin', async () => {
		await workAsManager(page, demo);
		await screens(demo, sold, studentId, packageId)(page);
	});

	await test.step('the file', async () => {
		await openScreen(page, demo, 'cohorts', `/${sold.cohortId}/roster`);
		const downloading = page.waitForEvent('download');
		await page
			.getByRole('link', { name: 'Export CSV' })
			.or(page.getByRole('button', { name: 'Export CSV' }))
			.click();
		const stream = await (await downloading).createReadStream();
		const chunks: Buffer[] = [];
		for await (const chunk of stream) {
			chunks.push(chunk as Buffer);
		}
		const file = Buffer.concat(chunks).toString('utf8');
		expect(file).toContain('HYPERLINK');
		expect(file.split(/[\r\n,;]/).filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([]);
	});

	await test.step('mails', async () => {
		const { version } = await admin.ask<{ version: number }>('GET', `${API}/packages/${packageId}`);
		await admin.ask('POST', `${API}/packages/${packageId}/cancel`, {
			version,
			reason: evil('reason'),
			refund: 'none',
		});
		await expect.poll(() => mails.to(account.email).length, { timeout: 45_000 }).toBe(2);
		for (const mail of mails.to(account.email)) {
			await expectHarmlessMail(page, mail);
		}
		await workAsManager(page, demo);
		await openScreen(page, demo, 'students', `/${studentId}`);
		await expectHarmless(page, 'timeline with a reason');
	});
});
