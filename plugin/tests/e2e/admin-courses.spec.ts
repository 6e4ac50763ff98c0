import { expectAccessibleScreen } from './support/accessibility';
import type { Page } from '@playwright/test';
import type { Course } from '../../../sidecar/contract';
import type { RestClient } from './support/rest';
import { expectNews, expectToFit, openScreen, workAsManager } from './support/staff';
import { expect, test } from './support/test';

const API = '/cohort-enrollment/v1/admin';

const createClass = async (admin: RestClient, name: string): Promise<{ id: number }> =>
	admin.ask('POST', `${API}/group-classes`, {
		name,
		dayOfWeek: 2,
		startTime: '18:30',
		endTime: '20:00',
		timezone: 'Europe/Berlin',
		maxStudents: 8,
		instructor: null,
		location: null,
		meetingUrl: null,
		isActive: true,
	});

const createCourse = (admin: RestClient, title: string): Promise<Course> =>
	admin.ask('POST', `${API}/courses`, {
		code: `E2E-${Date.now()}`,
		title,
		isActive: true,
		pageId: null,
		steps: ['A', 'B', 'C'].map((label) => ({
			id: null,
			label,
			title: `Part ${label}`,
			isActive: true,
			groupClassIds: [],
		})),
	});

const read = (admin: RestClient, id: number): Promise<Course> => admin.ask('GET', `${API}/courses/${id}`);

const putAway = async (admin: RestClient, id: number): Promise<void> => {
	const { version } = await read(admin, id);
	await admin.send('DELETE', `${API}/courses/${id}?version=${version}`);
};

const labels = (page: Page): Promise<string[]> =>
	page
		.getByLabel('Label')
		.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

/** The title of the course, before those of its steps. */
const courseTitle = (page: Page) => page.getByLabel('Title', { exact: true }).first();

const choosePrice = async (page: Page, button: string) => {
	await page.getByRole('button', { name: button }).click();
	const dialog = page.getByRole('dialog', { name: 'Set price' });
	await expect(dialog.getByText('Test mode')).toBeVisible();
	return dialog;
};

test('A manager sets up a course with steps, a page and a price, and deletes it', async ({
	page,
	demo,
	admin,
	stripe,
	shoot,
}) => {
	await workAsManager(page, demo);
	const stamp = Date.now();
	const title = `Pottery <img src=x onerror=alert(1)> ${stamp}`;
	const groupClass = await createClass(admin, `Tuesday ${stamp}`);
	await openScreen(page, demo, 'courses');
	await expectAccessibleScreen(page, 'list');
	await page.getByRole('link', { name: 'Add course' }).first().click();
	await courseTitle(page).fill(title);
	await expect(page.getByLabel('Code')).toHaveValue(/^POTTERY-IMG-SRC/);
	await page.getByLabel('Code').fill(`POT-${stamp}`);
	await page.getByLabel('Title', { exact: true }).nth(1).fill('Centre the clay');
	await page.getByLabel('Weekly classes').fill(`Tuesday ${stamp}`);
	await page.getByRole('option', { name: `Tuesday ${stamp}` }).click();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Add step' }).click();
	await page.getByLabel('Title', { exact: true }).nth(2).fill('Meet');
	await page.getByRole('button', { name: 'Create a page' }).click();
	await expectNews(page, 'The page was created as a draft.');
	await expect(page.getByText('Draft', { exact: true })).toBeVisible();
	await expectAccessibleScreen(page, 'form');
	for (const width of [360, 782]) {
		await expectToFit(page, width);
	}
	await shoot('admin-course');
	await page.getByRole('button', { name: 'Create course' }).click();
	await expectNews(page, 'The course was created.');
	await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
	await expect(page.getByText('No price', { exact: true })).toBeVisible();

	const dialog = await choosePrice(page, 'Set price');
	await dialog.getByLabel('Amount').fill('0.2');
	await dialog.getByRole('combobox', { name: 'Currency' }).fill('eur');
	await page.getByRole('option', { name: 'EUR – Euro' }).click();
	await dialog.getByRole('button', { name: 'Set price' }).click();
	await expect(dialog.getByText('The least that Stripe charges is €0.50.')).toBeVisible();
	await dialog.getByLabel('Amount').fill('245');
	await expect(dialog.getByText('Students pay €245.00.')).toBeVisible();
	await expectAccessibleScreen(page, 'price');
	await dialog.getByRole('button', { name: 'Set price' }).click();
	await expectNews(page, 'The price was set.');
	await expect(page.getByText('€245.00')).toBeVisible();
	await expect(page.getByText('Test mode')).toBeVisible();

	const id = Number(new URL(page.url()).hash.replace('#/', ''));
	const course = await read(admin, id);
	expect(course).toMatchObject({
		title,
		pageId: expect.any(Number),
		price: { amount: 24_500, currency: 'eur' },
	});
	expect(course.steps[0]?.groupClassIds).toEqual([groupClass.id]);
	const price = await stripe.prices.retrieve(course.price?.stripePriceId ?? '', { expand: ['product'] });
	expect(price).toMatchObject({ unit_amount: 24_500, currency: 'eur', product: { name: title } });
	await expect(page.getByRole('link', { name: 'Show in Stripe' })).toHaveAttribute(
		'href',
		`https://dashboard.stripe.com/test/prices/${price.id}`,
	);

	await page.getByRole('button', { name: 'Publish page' }).click();
	await expectNews(page, 'The page was published.');
	const visitor = await page.context().request.get(`${demo.siteUrl}/?page_id=${course.pageId}`);
	const html = await visitor.text();
	expect(html).toContain('wp-block-cohort-enrollment-course-cohorts');
	expect(html).toContain('Pottery &lt;img');
	expect(html).not.toContain('<img src=x');

	await page.getByRole('button', { name: 'Delete' }).click();
	const question = page.getByRole('dialog', { name: `Delete “${title}”?` });
	await expectAccessibleScreen(page, 'delete');
	await question.getByRole('button', { name: 'Delete course' }).click();
	await expectNews(page, 'The course was deleted.');
	await page.getByRole('searchbox', { name: 'Search courses' }).fill(String(stamp));
	await expect(page.getByText('Nothing fits.')).toBeVisible();
	await admin.send('DELETE', `/wp/v2/pages/${course.pageId}?force=true`);
	await admin.send('DELETE', `${API}/group-classes/${groupClass.id}?version=1`);
});

test('Steps are put in order by keyboard, by dragging and with their menu', async ({ page, demo, admin }) => {
	await workAsManager(page, demo);
	const course = await createCourse(admin, `Order ${Date.now()}`);
	await openScreen(page, demo, 'courses', `/${course.id}`);
	const said = page.locator('[id^="DndLiveRegion"]');

	await page.getByRole('button', { name: 'Move C: Part C' }).focus();
	await page.keyboard.press('Space');
	await expect(said).toHaveText('C: Part C is picked up at place 3 of 3.');
	await page.keyboard.press('ArrowUp');
	await expect(said).toHaveText('C: Part C is now at place 2 of 3.');
	await page.keyboard.press('ArrowUp');
	await expect(said).toHaveText('C: Part C is now at place 1 of 3.');
	await page.keyboard.press('Space');
	await expect.poll(() => labels(page)).toEqual(['C', 'A', 'B']);
	await expect(page.getByRole('button', { name: 'Move C: Part C' })).toBeFocused();
	await page.keyboard.press('Space');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Escape');
	await expect(said).toHaveText('C: Part C is back where it was.');
	await expect.poll(() => labels(page)).toEqual(['C', 'A', 'B']);

	await page.getByRole('button', { name: 'More for B' }).click();
	await page.getByRole('menuitem', { name: 'Move up' }).click();
	await expect.poll(() => labels(page)).toEqual(['C', 'B', 'A']);

	// All three in sight, so that nothing scrolls meanwhile.
	await page.setViewportSize({ width: 1280, height: 1600 });
	const from = (await page.getByRole('button', { name: 'Move C: Part C' }).boundingBox())!;
	const to = (await page.getByRole('button', { name: 'Move A: Part A' }).boundingBox())!;
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	await page.mouse.move(to.x + to.width / 2, to.y + to.height, { steps: 12 });
	await page.mouse.up();
	await expect.poll(() => labels(page)).toEqual(['B', 'A', 'C']);

	// For a moment after a drag the list takes a click for its end.
	await expect(async () => {
		await page.getByRole('button', { name: 'More for A' }).click();
		await page.getByRole('menuitem', { name: 'Remove step' }).click({ timeout: 2_000 });
	}).toPass();
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expectNews(page, 'The course was saved.');
	expect((await read(admin, course.id)).steps.map(({ label }) => label)).toEqual(['B', 'C']);
	await putAway(admin, course.id);
});

test('A price that is at Stripe is found and chosen; one that was archived meanwhile is refused', async ({
	page,
	demo,
	admin,
	stripe,
	browserLog,
}) => {
	browserLog.expectStatus(409, '/price');
	await workAsManager(page, demo);
	const stamp = String(Date.now());
	const product = await stripe.products.create({ name: `Evening <b>course</b> ${stamp}` });
	const [early, late] = await Promise.all(
		['Early bird', 'Late'].map((nickname, index) =>
			stripe.prices.create({
				product: product.id,
				currency: 'usd',
				unit_amount: 10_000 + index,
				nickname: `${nickname} ${stamp}`,
			}),
		),
	);
	const course = await createCourse(admin, `Prices ${stamp}`);
	await openScreen(page, demo, 'courses', `/${course.id}`);

	const dialog = await choosePrice(page, 'Set price');
	await dialog.getByLabel('Existing price').check();
	await stripe.prices.update(late!.id, { active: false });
	const search = dialog.getByRole('combobox', { name: 'Price in Stripe' });
	await search.fill(`late ${stamp}`);
	await page.getByRole('option', { name: `Late ${stamp}` }).click();
	await expectAccessibleScreen(page, 'existing price');
	await dialog.getByRole('button', { name: 'Set price' }).click();
	await expect(dialog.getByText('This price, or its product, is archived.').first()).toBeVisible();

	await search.fill(`early bird ${stamp}`);
	await page.getByRole('option', { name: `Evening <b>course</b> ${stamp} · Early bird` }).click();
	await dialog.getByRole('button', { name: 'Set price' }).click();
	await expectNews(page, 'The price was set.');
	await expect(page.getByText('$100.00')).toBeVisible();
	expect((await read(admin, course.id)).price?.stripePriceId).toBe(early!.id);

	await page.getByRole('button', { name: 'Remove price' }).click();
	const question = page.getByRole('dialog', { name: 'Remove the price?' });
	await question.getByRole('button', { name: 'Remove price' }).click();
	await expectNews(page, 'The price was removed.');
	expect((await read(admin, course.id)).price).toBeNull();
	await putAway(admin, course.id);
});

test('Of two who edit the same course, the slower one hears of the other and chooses', async ({
	page,
	demo,
	admin,
	browserLog,
}) => {
	browserLog.expectStatus(409, '/courses/');
	await workAsManager(page, demo);
	const course = await createCourse(admin, `Shared ${Date.now()}`);
	await openScreen(page, demo, 'courses', `/${course.id}`);
	await courseTitle(page).fill('Mine');
	const { code, isActive, pageId, steps } = course;
	const theirs = steps.map(({ id, label, title, isActive: active, groupClassIds }) => ({
		id,
		label,
		title: `${title}!`,
		isActive: active,
		groupClassIds,
	}));
	await admin.ask('PUT', `${API}/courses/${course.id}`, {
		code,
		title: 'Theirs',
		isActive,
		pageId,
		steps: theirs,
		version: 1,
	});
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' });
	await dialog.getByRole('button', { name: 'Take theirs' }).click();
	await expect(courseTitle(page)).toHaveValue('Theirs');
	await expect(page.getByLabel('Title', { exact: true }).nth(1)).toHaveValue('Part A!');
	await putAway(admin, course.id);
});

test('A step that a cohort has cannot be taken away, and the form says what to do', async ({
	page,
	demo,
	school,
}) => {
	await workAsManager(page, demo);
	const { course } = await school.offer({ title: `Sold ${Date.now()}` });
	await openScreen(page, demo, 'courses', `/${course.id}`);
	await page.getByRole('button', { name: 'More for Week 1' }).click();
	const item = page.getByRole('menuitem', { name: /Remove step/ });
	await expect(item).toBeDisabled();
	await expect(item).toContainText('Switch it off instead.');
	await page.keyboard.press('Escape');
	await page
		.getByRole('button', { name: /^Remove item/ })
		.first()
		.click();
	await expect(page.getByText(/stays: a cohort has it in its schedule/)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
});
