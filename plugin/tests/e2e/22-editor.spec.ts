import type { APIRequestContext, FrameLocator, Page } from '@playwright/test';
import { table } from '../../../sidecar/src/db/database';
import { logIn, type RestClient } from './support/rest';
import { shootWide } from './support/screenshots';
import { createAccount } from './support/student';
import { expect, test } from './support/test';

/** Puts a block at the end of the page through the inserter, as an editor does. */
const insertBlock = async (page: Page, title: string): Promise<void> => {
	await page.getByRole('button', { name: 'Block Inserter', exact: true }).click();
	const inserter = page.getByRole('region', { name: 'Block Library' });
	await inserter.getByRole('searchbox', { name: 'Search' }).fill(title);
	await inserter.getByRole('option', { name: new RegExp(`${title}$`) }).click();
	await page.getByRole('button', { name: 'Block Inserter', exact: true }).click();
};

const canvasOf = (page: Page): FrameLocator => page.frameLocator('iframe[name="editor-canvas"]');

/** Logs an editor in whose screens open without a tour. */
const becomeEditor = async (admin: RestClient, request: APIRequestContext, siteUrl: string) => {
	const rest = await logIn(request, siteUrl, await createAccount(admin, 'editor'));
	const without = { welcomeGuide: false, welcomeGuidePage: false };
	await rest.ask('POST', '/wp/v2/users/me', {
		meta: {
			persisted_preferences: {
				core: { ...without, enableChoosePatternModal: false },
				'core/edit-post': without,
				_modified: new Date().toISOString(),
			},
		},
	});
	return rest;
};

test('22. An editor inserts each block, picks a course, publishes, and views the page', async ({
	page,
	context,
	school,
	admin,
	demo,
	shoot,
}) => {
	const offer = await school.offer();
	await becomeEditor(admin, context.request, demo.siteUrl);

	await page.goto(`${demo.siteUrl}/wp-admin/post-new.php?post_type=page`);
	const canvas = canvasOf(page);
	await canvas.getByRole('textbox', { name: 'Add title' }).fill('Learn pottery with us');

	await insertBlock(page, 'Course cohorts');
	const block = canvas.getByRole('document', { name: 'Block: Course cohorts' });
	await expect(block).toContainText('This page is not the page of any course yet.');
	await shoot('22-placeholder');
	await block.getByRole('combobox', { name: 'Course' }).fill(offer.course.code);
	await block.getByRole('option', { name: `Pottery from scratch (${offer.course.code})` }).click();
	await expect(block).toContainText('Autumn cohort');
	await expect(block).toContainText('€245');

	await insertBlock(page, 'Session wizard');
	const wizard = canvas.getByRole('document', { name: 'Block: Session wizard' });
	await expect(wizard.getByRole('radio').first()).toBeVisible();
	await insertBlock(page, 'Student dashboard');
	const dashboard = canvas.getByRole('document', { name: 'Block: Student dashboard' });
	await expect(dashboard).toContainText('Your next session');
	await shoot('22-editor');

	await page
		.getByRole('region', { name: 'Editor top bar' })
		.getByRole('button', { name: 'Publish' })
		.click();
	const panel = page.getByRole('region', { name: 'Editor publish' });
	await panel.getByRole('button', { name: 'Publish', exact: true }).click();
	const link = panel.getByRole('link', { name: 'View Page' });
	await expect(link).toBeVisible();
	school.alsoPutAway(Number(new URL(page.url()).searchParams.get('post')));
	// Not clicked: 7.1 opens it in a tab of its own, 6.8 in the same one.
	await page.goto((await link.getAttribute('href')) ?? '');
	await expect(page.getByRole('heading', { level: 1, name: 'Learn pottery with us' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Enroll in Autumn cohort' })).toBeVisible();
	await expect(page.getByText('This address is not complete.')).toBeVisible();
	await expect(page.getByRole('heading', { name: 'You have no courses yet' })).toBeVisible();
	await shootWide(page)('22-published');
});

interface Pattern {
	name: string;
	content: string;
}

test('A page made from the pattern is good as it is: it sells the course whose page it is, and every block of it is valid', async ({
	page,
	context,
	school,
	admin,
	db,
	demo,
	shoot,
	shootOnPhone,
}) => {
	const rest = await becomeEditor(admin, context.request, demo.siteUrl);
	const patterns = await rest.ask<Pattern[]>('GET', '/wp/v2/block-patterns/patterns');
	const pattern = patterns.find(({ name }) => name === 'cohort-enrollment/course-page');
	const address = await school.publish('Pottery from scratch', pattern?.content ?? '');
	const [found] = await admin.ask<{ id: number }[]>('GET', '/wp/v2/pages?per_page=1&orderby=id');
	const pageId = found?.id ?? 0;
	const edit = `${demo.siteUrl}/wp-admin/post.php?post=${pageId}&action=edit`;

	await page.goto(edit);
	const block = canvasOf(page).getByRole('document', { name: 'Block: Course cohorts' });
	await expect(block).toContainText('This page is not the page of any course yet.');

	const { course, cohort } = await school.offer();
	await table<{ id: number; page_id: number }>(db, 'course_programs')
		.where('id', course.id)
		.update({ page_id: pageId });
	await page.reload();
	await expect(block).toContainText('The course of this page: Pottery from scratch');
	await expect(block).toContainText('Autumn cohort');
	await expect(canvasOf(page).getByText(/contains unexpected or invalid content/)).toHaveCount(0);
	await block.click();
	await expect(
		page.getByRole('region', { name: 'Editor settings' }).getByText('The course of this page'),
	).toBeVisible();
	await shoot('22-own-course');

	await page.goto(address);
	await expect(page.getByRole('heading', { level: 1, name: 'Pottery from scratch' })).toBeVisible();
	await page.getByRole('link', { name: 'Choose your cohort' }).click();
	await expect(page.getByRole('button', { name: `Enroll in ${cohort.name}` })).toBeInViewport();
	await shoot('22-course-page');
	await shootOnPhone('22-course-page');
});
