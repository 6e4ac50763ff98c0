import type { FrameLocator, Page } from '@playwright/test';
import { logIn } from './support/rest';
import { shootWide } from './support/screenshots';
import { createAccount } from './support/student';
import { expect, test } from './support/test';

/** Puts a block at the end of the page through the inserter, as an editor does. */
const insertBlock = async (page: Page, title: string): Promise<void> => {
	await page.getByRole('button', { name: 'Block Inserter', exact: true }).click();
	const inserter = page.getByRole('region', { name: 'Block Library' });
	await inserter.getByRole('searchbox', { name: 'Search' }).fill(title);
	await inserter.getByRole('option', { name: title }).click();
	await page.getByRole('button', { name: 'Block Inserter', exact: true }).click();
};

const canvasOf = (page: Page): FrameLocator => page.frameLocator('iframe[name="editor-canvas"]');

test('22. An editor inserts each block, picks a course, publishes, and views the page', async ({
	page,
	context,
	school,
	admin,
	demo,
	shoot,
}) => {
	const offer = await school.offer();
	const editor = await createAccount(admin, 'editor');
	const rest = await logIn(context.request, demo.siteUrl, editor);
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

	await page.goto(`${demo.siteUrl}/wp-admin/post-new.php?post_type=page`);
	const canvas = canvasOf(page);
	await canvas.getByRole('textbox', { name: 'Add title' }).fill('Learn pottery with us');

	await insertBlock(page, 'Course cohorts');
	const block = canvas.getByRole('document', { name: 'Block: Course cohorts' });
	await expect(block).toContainText('Choose the course whose cohorts visitors can enroll in.');
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
	const opening = context.waitForEvent('page');
	await link.click();
	const published = await opening;
	await expect(published.getByRole('heading', { level: 1, name: 'Learn pottery with us' })).toBeVisible();
	await expect(published.getByRole('button', { name: 'Enroll in Autumn cohort' })).toBeVisible();
	await expect(published.getByText('This address is not complete.')).toBeVisible();
	await expect(published.getByRole('heading', { name: 'You have no courses yet' })).toBeVisible();
	await shootWide(published)('22-published');
});
