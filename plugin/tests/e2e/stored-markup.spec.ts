import type { Page } from '@playwright/test';
import type { Course, GroupClass, ScheduleResponse } from '../../../sidecar/contract';
import { table, wordpressTableName, type Connection } from '../../../sidecar/src/db/database';
import { insertTask, type NewTask } from '../../../sidecar/src/db/tasks';
import type { Demo } from './support/demo';
import type { Mail } from './support/mails';
import { expectScreen } from './support/pages';
import type { PackageRow } from './support/records';
import type { RestClient } from './support/rest';
import { openScreen, workAsManager } from './support/staff';
import { becomeStudent, createAccount } from './support/student';
import { expect, test } from './support/test';

const API = '/cohort-enrollment/v1/admin';

/** Finds our own rows among those of the other tests. */
const STAMP = `evil${Date.now()}`;

/** How it begins where it is shown as the text that it is. */
const SHOWN = `${STAMP}'"><img src=x`;

/** Whoever draws this as markup runs it: every way that browsers know is in it. */
const evil = (where: string): string =>
	`${where}${STAMP}'"><img src=x onerror="window.wasRun='${where}'"><svg/onload="window.wasRun='${where}'">`;

/** Longer ones do not fit into a step's label. */
const shortEvil = (where: string): string => `${where}${STAMP}'"><img src=x>`;

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
	classSessionId: number;
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
		label: shortEvil(title),
		title: evil(title),
	});
	const course = await admin.ask<Course>('POST', `${API}/courses`, {
		code: STAMP,
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
	const schedule = await admin.ask<ScheduleResponse>('GET', `${API}/cohorts/${cohort.id}/schedule`);
	const saved = await admin.ask<ScheduleResponse>('PUT', `${API}/cohorts/${cohort.id}/schedule`, {
		version: schedule.version,
		sessions: schedule.steps.flatMap(({ options }) =>
			options.map(({ stepOptionId, suggestion }) => ({ stepOptionId, date: suggestion!.date })),
		),
	});
	const { link } = await admin.ask<{ link: string }>('POST', '/wp/v2/pages', {
		title: 'A course page',
		status: 'publish',
		content: `<!-- wp:cohort-enrollment/course-cohorts {"courseCode":"${course.code}"} /-->`,
	});
	const { classSessionId } = saved.steps[0]!.options[0]!.session!;
	return { course: { ...course, version }, cohortId: cohort.id, classSessionId, pageUrl: link };
};

const expectHarmlessMail = async (page: Page, mail: Mail): Promise<void> => {
	await page.setContent(mail.message);
	await expectHarmless(page, `mail “${mail.subject}”`);
	await expect(page.locator('body')).toContainText(`course${SHOWN}`);
};

/** What a screen shows, and what it is shown in when that must be looked for. */
const LISTS = {
	courses: 'Search courses',
	'group-classes': 'Search classes',
	cohorts: 'Search cohorts',
	students: 'Search students',
} as const;

interface Sold extends EvilCourse {
	studentId: number;
	packageId: number;
}

const expectListHarmless = async (page: Page, demo: Demo, screen: keyof typeof LISTS): Promise<void> => {
	await openScreen(page, demo, screen);
	await page.getByRole('searchbox', { name: LISTS[screen] }).fill(STAMP);
	await expect(page.getByRole('row').filter({ hasText: STAMP }).first()).toContainText('<img src=x');
	await expectHarmless(page, `the list ${screen}`);
};

const placesOf = ({ course, cohortId, classSessionId, studentId, packageId }: Sold) =>
	[
		['overview', '/'],
		['cohorts', `/${cohortId}`],
		['cohorts', `/${cohortId}/schedule`],
		['cohorts', `/${cohortId}/check`],
		['cohorts', `/${cohortId}/roster`],
		['cohorts', `/${cohortId}/roster/${packageId}`],
		['cohorts', `/${cohortId}/sessions`],
		['cohorts', `/${cohortId}/sessions/${classSessionId}`],
		['courses', `/${course.id}`],
		['group-classes', `/${course.steps[0]!.groupClassIds[0]!}`],
		['students', `/${studentId}`],
		['attention', '/'],
	] as const;

const expectScreensHarmless = async (page: Page, demo: Demo, sold: Sold): Promise<void> => {
	for (const screen of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
		await expectListHarmless(page, demo, screen);
	}
	for (const [screen, route] of placesOf(sold)) {
		await openScreen(page, demo, screen, route);
		const all = page.getByRole('region', { name: 'Cohorts' }).getByRole('button', { name: /^Show all/ });
		if (screen === 'overview' && (await all.isVisible())) {
			await all.click();
		}
		await expect(page.locator('#cohort-enrollment-admin')).toContainText(SHOWN);
		await expectHarmless(page, `${screen}${route}`);
	}
};

/** Something that a person must look at, whose note is evil when it is closed. */
const addTask = async (db: Connection, packageId: number): Promise<number> => {
	const owned = (await table<PackageRow>(db, 'student_packages').where({ id: packageId }).first())!;
	const task: NewTask = {
		kind: 'refund_failed',
		subject: `checkout:${owned.checkout_id}`,
		checkout_id: owned.checkout_id,
		stripe_id: null,
		livemode: false,
		detail: evil('detail'),
	};
	return (await insertTask(db, task, new Date()))!;
};

test('What looks like markup is text wherever it is shown: list, wizard, dashboard, admin, mail and file', async ({
	page,
	context,
	demo,
	admin,
	db,
	localStripe,
	mails,
}) => {
	test.slow();
	const sold = await setUp(admin);
	const name = `=HYPERLINK("http://evil.test")${SHOWN} onerror=window.wasRun=1>`;
	const account = await createAccount(admin, 'subscriber');
	// WordPress takes tags out of names; other plugins that write them may not.
	await db(wordpressTableName(db, 'users')).where({ ID: account.id }).update({ display_name: name });

	await test.step('list, wizard and dashboard', async () => {
		await becomeStudent(context.request, demo.siteUrl, account, localStripe);
		await page.goto(sold.pageUrl);
		await expect(page.getByText(`cohort${SHOWN}`).first()).toBeVisible();
		await expectHarmless(page, 'list');
		await page.getByRole('button', { name: /^Enroll in cohort/ }).click();
		await expectScreen(page, 'Choose your times');
		await expect(page.getByText(`other${SHOWN}`).first()).toBeVisible();
		await expectHarmless(page, 'wizard');
		await page.getByRole('radio').first().check();
		await page.getByRole('button', { name: 'Confirm' }).click();
		await page.waitForURL('**/my-courses/**');
		await expect(page.getByText(`course${SHOWN}`).first()).toBeVisible();
		await expectHarmless(page, 'dashboard');
	});

	const { items } = await admin.ask<{ items: { packageId: number; studentId: number }[] }>(
		'GET',
		`${API}/cohorts/${sold.cohortId}/roster`,
	);
	const { packageId, studentId } = items[0]!;
	await test.step('every screen of wp-admin', async () => {
		const task = await addTask(db, packageId);
		await workAsManager(page, demo);
		await expectScreensHarmless(page, demo, { ...sold, studentId, packageId });
		await admin.ask('POST', `${API}/tasks/${task}/resolve`, { note: evil('note') });
		await openScreen(page, demo, 'attention');
		await page.getByLabel('Show', { exact: true }).selectOption('Resolved tasks');
		await expect(page.getByText(`note${SHOWN}`)).toBeVisible();
		await expectHarmless(page, 'resolved tasks');
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
		await expect(page.getByText(`reason${SHOWN}`).first()).toBeVisible();
		await expectHarmless(page, 'timeline with a reason');
	});
});
