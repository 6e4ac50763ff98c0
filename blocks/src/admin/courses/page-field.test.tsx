import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from '@wordpress/element';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Refused } from '../../../test/rest';
import { ScreenMessages } from '../shared/screen-messages';
import { COURSE_MESSAGES } from './messages';
import { PageField } from './page-field';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const FIELDS = '?_fields=id%2Ctitle%2Cstatus%2Clink';
const SEARCH = '_fields=id%2Ctitle%2Cstatus%2Clink';
const PATTERNS = '/wp/v2/block-patterns/patterns?_fields=name,content';
const page = (overrides: object = {}) => ({
	id: 7,
	title: { rendered: 'Choir &amp; more' },
	status: 'publish',
	link: 'https://school.example/choir/',
	...overrides,
});
const pattern = {
	name: 'cohort-enrollment/course-page',
	content: '<!-- wp:cohort-enrollment/course-cohorts /-->',
};

beforeEach(() => giveAdminSettings());

const onChange = jest.fn();
const Example = ({ pageId, title }: { pageId: number | null; title: string }) => {
	const [chosen, setChosen] = useState(pageId);
	return (
		<PageField
			pageId={chosen}
			courseTitle={title}
			onChange={(id) => {
				onChange(id);
				setChosen(id);
			}}
		/>
	);
};
const show = async (routes: Record<string, unknown[]>, pageId: number | null = null, title = 'Choir') => {
	onChange.mockReset();
	const asked = answerRest({ ...routes, [SEARCH]: routes[SEARCH] ?? [[]] });
	render(
		<ScreenMessages messages={COURSE_MESSAGES}>
			<Example pageId={pageId} title={title} />
		</ScreenMessages>,
	);
	await act(() => Promise.resolve());
	return asked;
};
const click = (name: string) =>
	act(async () => {
		fireEvent.click(screen.getByRole('button', { name }));
		await Promise.resolve();
	});

test('a page is made from the pattern with one click, as a draft with the title of the course', async () => {
	const draft = page({ status: 'draft', title: { rendered: 'Choir' } });
	const asked = await show({
		[PATTERNS]: [[{ name: 'core/other', content: 'other' }, pattern]],
		[`/pages${FIELDS}`]: [draft],
		[`/pages/7${FIELDS}`]: [draft],
	});
	await click('Create a page');
	expect(onChange).toHaveBeenCalledWith(7);
	expect(asked.find(({ method }) => method === 'POST')?.data).toEqual({
		title: 'Choir',
		content: pattern.content,
		status: 'draft',
	});
	expect(await screen.findByText('Draft')).toBeVisible();
	expect(screen.getByRole('link', { name: /Edit page/ })).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/post.php?action=edit&post=7',
	);
	expect(screen.queryByRole('button', { name: 'Create a page' })).not.toBeInTheDocument();
});

test('a title that looks like markup stays the text that it is', async () => {
	const draft = page({ status: 'draft', title: { rendered: '&lt;b&gt; &#038; more' } });
	const asked = await show(
		{
			[PATTERNS]: [[pattern]],
			[`/pages${FIELDS}`]: [draft],
			[`/pages/7${FIELDS}`]: [draft],
		},
		null,
		'<b> & more',
	);
	await click('Create a page');
	expect(asked.find(({ method }) => method === 'POST')?.data).toMatchObject({
		title: '&lt;b&gt; &amp; more',
	});
	expect(screen.getByRole('combobox')).toHaveValue('<b> & more (Draft)');
});

test('a page needs the title of the course first', async () => {
	await show({}, null, '  ');
	expect(screen.getByRole('button', { name: 'Create a page' })).toHaveAttribute('aria-disabled', 'true');
});

test('whoever may not write pages can choose one, but makes none', async () => {
	giveAdminSettings({ canPublishPages: false });
	const asked = await show({ [SEARCH]: [[page()]] });
	expect(screen.queryByRole('button', { name: 'Create a page' })).not.toBeInTheDocument();
	expect(asked[0]?.path).toContain('status=publish&');
});

test('a site without the pattern says so, and no page is made', async () => {
	const asked = await show({ [PATTERNS]: [[]] });
	await click('Create a page');
	expect(
		screen.getByText(/pattern for course pages is not registered/, {
			selector: '.components-notice__content',
		}),
	).toBeVisible();
	expect(asked.some(({ method }) => method === 'POST')).toBe(false);
});

test('the page of the course is shown with its title as people read it, and where it is', async () => {
	await show({ [`/pages/7${FIELDS}`]: [page()] }, 7);
	expect(screen.getByRole('combobox')).toHaveValue('Choir & more');
	expect(screen.getByText('Published')).toBeVisible();
	expect(screen.getByRole('link', { name: /View page/ })).toHaveAttribute(
		'href',
		'https://school.example/choir/',
	);
	expect(screen.queryByRole('button', { name: 'Publish page' })).not.toBeInTheDocument();
});

test('a draft is published with one click', async () => {
	const asked = await show(
		{ [`/pages/7${FIELDS}`]: [page({ status: 'draft' }), page({ status: 'publish' })] },
		7,
	);
	expect(screen.getByRole('combobox')).toHaveValue('Choir & more (Draft)');
	await click('Publish page');
	expect(asked.at(-1)).toMatchObject({ method: 'POST', data: { status: 'publish' } });
	expect(screen.getByText('Published')).toBeVisible();
});

test.each([
	['was deleted', new Refused('rest_post_invalid_id')],
	['is in the trash', page({ status: 'trash' })],
])('a page that %s is told as gone', async (_, answer) => {
	await show({ [`/pages/7${FIELDS}`]: [answer] }, 7);
	expect(screen.getByText('The page is not there any more. Choose another.')).toBeVisible();
	expect(screen.queryByRole('link', { name: /View page/ })).not.toBeInTheDocument();
});

test.each([['draft'], ['publish']])(
	'whoever may only look reads which page it is, and is not offered to make or publish one (%s)',
	async (status) => {
		giveAdminSettings({ canManage: false });
		await show({ [`/pages/7${FIELDS}`]: [page({ status })] }, 7);
		expect(screen.getByRole('link', { name: /^(View|Preview) page/ })).toBeVisible();
		expect(screen.queryByText('Publish page')).toBeNull();
	},
);

test('a page that the account may not see is said to be that', async () => {
	giveAdminSettings({ canManage: false, canPublishPages: false });
	await show({ [`/pages/7${FIELDS}`]: [new Refused('rest_forbidden', { status: 403 })] }, 7);
	expect(
		screen.getByText(/^The page is not published, and your account may not see it\./, {
			selector: '.components-notice__content',
		}),
	).toBeVisible();
});
