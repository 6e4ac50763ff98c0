import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { setPreviewMode } from '../../test/block-editor';
import { answerRest, Later, Refused } from '../../test/rest';
import type { CourseCohortsAttributes } from './attributes';
import { Edit } from './edit';
import type { Course } from './use-courses';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
jest.mock('@wordpress/block-editor', (): unknown => jest.requireActual('../../test/block-editor'));
jest.mock('@wordpress/server-side-render', () => ({
	__esModule: true,
	default: ({ block, attributes, urlQueryArgs }: PreviewProps) => (
		<p>
			Preview of {block} with {attributes.courseCode || 'no code'} on page{' '}
			{urlQueryArgs.post_id ?? 'none'}
		</p>
	),
}));

interface PreviewProps {
	block: string;
	attributes: Record<string, string>;
	urlQueryArgs: { post_id?: number };
}

const COURSES = '/cohort-enrollment/v1/courses';
const DATA: Course = { code: 'DATA', title: 'Data Storytelling', isActive: true, pageId: 7, cohorts: 3 };
const OLD: Course = { code: 'OLD', title: 'Retired course', isActive: false, pageId: 8, cohorts: 0 };

interface Place {
	isPreviewMode?: boolean;
	/** The page that the block stands on; a template has none. */
	postId?: number | string;
	/** Set in a list of pages. */
	queryId?: number;
	attributes?: Partial<CourseCohortsAttributes>;
}

const show = (
	courseCode = '',
	{ isPreviewMode = false, postId = 99, queryId, attributes = {} }: Place = {},
) => {
	setPreviewMode(isPreviewMode);
	const setAttributes = jest.fn();
	const props = {
		attributes: { courseCode, layout: 'cards', show: 'all', ...attributes },
		context: { postId, queryId },
		setAttributes,
	} as unknown as ComponentProps<typeof Edit>;
	render(<Edit {...props} />);
	return setAttributes;
};

/** The block itself; the sidebar holds the same picker. */
const block = () => within(document.querySelector<HTMLElement>('.wp-block')!);
const sidebar = () => within(screen.getByRole('complementary', { name: 'Settings' }));

const pick = async (picker: HTMLElement, option: string) => {
	await userEvent.click(picker);
	await userEvent.click(await screen.findByRole('option', { name: option }));
};

test('asks for a course while none is chosen and the page is no course’s', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	const setAttributes = show();
	expect(await block().findByText(/not the page of any course yet/)).toBeVisible();
	await pick(await block().findByRole('combobox', { name: 'Course' }), 'Data Storytelling (DATA)');
	expect(setAttributes).toHaveBeenCalledWith({ courseCode: 'DATA' });
});

test('says which courses are not active', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	show();
	await userEvent.click(await block().findByRole('combobox', { name: 'Course' }));
	expect(
		await screen.findByRole('option', { name: 'Retired course (OLD), not active' }),
	).toBeInTheDocument();
});

test('shows what the visitor sees once a course is chosen, and lets it be changed in the sidebar', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	const setAttributes = show('DATA');
	expect(
		screen.getByText('Preview of cohort-enrollment/course-cohorts with DATA on page 99'),
	).toBeVisible();
	const picker = await sidebar().findByRole('combobox', { name: 'Course' });
	expect(picker).toHaveValue('Data Storytelling (DATA)');
	await pick(picker, 'Retired course (OLD), not active');
	expect(setAttributes).toHaveBeenCalledWith({ courseCode: 'OLD' });
});

test('shows the course of the page that it stands on, and says so in the block and beside it', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	show('', { postId: 7 });
	expect(await block().findByText('The course of this page: Data Storytelling')).toBeVisible();
	expect(sidebar().getByText('The course of this page: Data Storytelling')).toBeVisible();
	expect(
		block().getByText('Preview of cohort-enrollment/course-cohorts with no code on page 7'),
	).toBeVisible();
});

test('a course that is chosen wins over that of the page', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	show('OLD', { postId: 7 });
	await sidebar().findByRole('combobox', { name: 'Course' });
	expect(screen.queryByText(/The course of this page/)).not.toBeInTheDocument();
	expect(screen.getByText(/with OLD on page 7/)).toBeVisible();
});

test('a choice that is taken back leaves the course of the page', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	const setAttributes = show('OLD', { postId: 7 });
	await sidebar().findByRole('combobox', { name: 'Course' });
	await userEvent.click(sidebar().getByRole('button', { name: 'Reset' }));
	expect(setAttributes).toHaveBeenCalledWith({ courseCode: '' });
});

test('says so when the course of the page is not active', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	show('', { postId: 8 });
	expect(
		await block().findByText(/The course of this page: Retired course\. It is not active/),
	).toBeVisible();
});

test('an active course of the page comes before one that is not', async () => {
	answerRest({ [COURSES]: [[{ ...OLD, pageId: 7 }, DATA]] });
	show('', { postId: 7 });
	expect(await block().findByText('The course of this page: Data Storytelling')).toBeVisible();
});

test('shows a sample in a template, which stands for many pages', async () => {
	answerRest({ [COURSES]: [[DATA]] });
	show('', { postId: 'twentytwentyfive//page' });
	expect(block().getByText(/On every page this shows the cohorts/)).toBeVisible();
	expect(block().getByText('Spring Cohort')).toBeVisible();
	await sidebar().findByRole('combobox', { name: 'Course' });
});

test('says that the courses are on their way', async () => {
	const courses = new Later();
	answerRest({ [COURSES]: [courses] });
	show();
	expect(block().getByText('Loading the courses…')).toBeVisible();
	courses.give([DATA]);
	await block().findByRole('combobox');
});

test('says why the courses cannot be loaded, and tries again', async () => {
	answerRest({ [COURSES]: [new Refused('courses_unavailable'), [DATA]] });
	show();
	expect(await block().findByText('The courses cannot be loaded.')).toBeVisible();
	await userEvent.click(block().getByRole('button', { name: 'Try again' }));
	await block().findByRole('combobox');
});

test('says what to do first when there is no course at all', async () => {
	answerRest({ [COURSES]: [[]] });
	show();
	expect(await block().findByText(/There is no course yet/)).toBeVisible();
});

test('warns about a course that does not exist any more', async () => {
	answerRest({ [COURSES]: [[DATA]] });
	show('GONE');
	expect(await sidebar().findByText(/“GONE” does not exist any more/)).toBeVisible();
});

test('shows a sample in the inserter and asks for nothing', () => {
	const asked = answerRest({});
	show('', { isPreviewMode: true });
	expect(screen.getByText('Spring Cohort')).toBeVisible();
	expect(screen.getByText('Fall Cohort')).toBeVisible();
	expect(asked).toHaveLength(0);
});

test('shows the real cohorts in the other entries of a list of pages, and asks for no courses', () => {
	const asked = answerRest({});
	show('', { isPreviewMode: true, postId: 7, queryId: 1 });
	expect(screen.getByText(/with no code on page 7/)).toBeVisible();
	expect(asked).toHaveLength(0);
});

test('shows the real cohorts where a preview names the course', () => {
	answerRest({});
	show('DATA', { isPreviewMode: true });
	expect(screen.getByText(/with DATA on page 99/)).toBeVisible();
});

test('the sample of the next cohort is one cohort, and that of rows stands in rows', () => {
	answerRest({});
	show('', { isPreviewMode: true, attributes: { show: 'next', layout: 'rows' } });
	expect(screen.getAllByRole('listitem')).toHaveLength(1);
	expect(screen.getByRole('list')).toHaveClass('is-rows');
});
