import { test as base, type APIRequestContext } from '@playwright/test';
import type Stripe from 'stripe';
import { createDatabase, type Connection } from '../../../../sidecar/src/db/database';
import { expectBooksToBalance } from './books';
import { readDemo, type Demo } from './demo';
import { openBrowserLog, openPhpLog, type BrowserLog, type PhpLog } from './logs';
import { openMails, type Mails } from './mails';
import { openRecords, type Records } from './records';
import { logIn, type RestClient } from './rest';
import { openSchool, type School } from './school';
import { shootPhone, shootWide, type Shoot } from './screenshots';
import { connectToStripe, controlStripe, type LocalStripe } from './stripe';
import { becomeStudent, createAccount, type Student } from './student';

interface Stack {
	demo: Demo;
	db: Connection;
	records: Records;
	mails: Mails;
	stripe: Stripe;
	localStripe: LocalStripe;
	/** The administrator's REST client. */
	admin: RestClient;
}

interface Scene {
	browserLog: BrowserLog;
	phpLog: PhpLog;
	/** Sells courses; when the test is over its books are checked. */
	school: School;
	/** A new student, logged in in the browser. */
	student: Student;
	/** Another new student, who has no browser. */
	newStudent: () => Promise<Student>;
	shoot: Shoot;
	shootOnPhone: Shoot;
}

/** Playwright's `test` on a running stack: every test brings its own course, page and students. */
export const test = base.extend<Scene, Stack>({
	demo: [async ({}, use) => use(readDemo()), { scope: 'worker' }],
	db: [
		async ({ demo: { db } }, use) => {
			const connection = createDatabase({ ...db, database: db.name, poolSize: 2 });
			await use(connection);
			await connection.destroy();
		},
		{ scope: 'worker' },
	],
	records: [async ({ db }, use) => use(openRecords(db)), { scope: 'worker' }],
	mails: [async ({ demo }, use) => use(openMails(demo)), { scope: 'worker' }],
	stripe: [async ({ demo }, use) => use(connectToStripe(demo)), { scope: 'worker' }],
	localStripe: [
		async ({ demo, playwright }, use) => {
			const request = await playwright.request.newContext();
			await use(controlStripe(request, demo));
			await request.dispose();
		},
		{ scope: 'worker' },
	],
	admin: [
		async ({ demo, playwright }, use) => {
			const request = await playwright.request.newContext();
			await use(
				await logIn(
					request,
					demo.siteUrl,
					demo.users.find(({ role }) => role === 'administrator')!,
				),
			);
			await request.dispose();
		},
		{ scope: 'worker' },
	],

	browserLog: [
		async ({ demo, context }, use) => {
			const log = openBrowserLog(demo);
			log.watch(context);
			await use(log);
			log.expectClean();
		},
		{ auto: true },
	],
	phpLog: [
		async ({ demo }, use) => {
			const log = openPhpLog(demo);
			await use(log);
			log.expectClean();
		},
		{ auto: true },
	],
	school: async ({ db, stripe, admin }, use) => {
		const school = openSchool(db, stripe, admin);
		await use(school);
		await school.putAway();
		await expectBooksToBalance(
			db,
			stripe,
			school.offers.map(({ course }) => course.id),
		);
	},
	student: async ({ demo, admin, context, localStripe }, use) =>
		use(
			await becomeStudent(
				context.request,
				demo.siteUrl,
				await createAccount(admin, 'subscriber'),
				localStripe,
			),
		),
	newStudent: async ({ demo, admin, playwright, localStripe }, use) => {
		const requests: APIRequestContext[] = [];
		await use(async () => {
			const request = await playwright.request.newContext();
			requests.push(request);
			return becomeStudent(
				request,
				demo.siteUrl,
				await createAccount(admin, 'subscriber'),
				localStripe,
			);
		});
		await Promise.all(requests.map((request) => request.dispose()));
	},
	shoot: async ({ page }, use) => use(shootWide(page)),
	shootOnPhone: async ({ page }, use) => use(shootPhone(page)),
});

export { expect } from '@playwright/test';
