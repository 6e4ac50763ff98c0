import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { setPreviewMode } from '../../test/block-editor';
import { answerRest, Later, Refused } from '../../test/rest';
import { Edit } from './edit';
import type { Course } from './use-courses';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
jest.mock('@wordpress/block-editor', (): unknown => jest.requireActual('../../test/block-editor'));
jest.mock('@wordpress/server-side-render', () => ({
	__esModule: true,
	default: ({ block, attributes }: { block: string; attributes: Record<string, string> }) => (
		<p>
			Preview of {block} with {attributes.courseCode}
		</p>
	),
}));

const COURSES = '/cohort-enrollment/v1/courses';
const DATA: Course = { code: 'DATA', title: 'Data Storytelling', isActive: true, cohorts: 3 };
const OLD: Course = { code: 'OLD', title: 'Retired course', isActive: false, cohorts: 0 };

const show = (courseCode = '', { isPreviewMode = false } = {}) => {
	setPreviewMode(isPreviewMode);
	const setAttributes = jest.fn();
	const props = { attributes: { courseCode }, setAttributes } as unknown as ComponentProps<typeof Edit>;
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

test('asks for a course while none is chosen', async () => {
	answerRest({ [COURSES]: [[DATA, OLD]] });
	const setAttributes = show();
	expect(block().getByText(/Choose the course/)).toBeVisible();
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
	expect(screen.getByText('Preview of cohort-enrollment/course-cohorts with DATA')).toBeVisible();
	const picker = await sidebar().findByRole('combobox', { name: 'Course' });
	expect(picker).toHaveValue('Data Storytelling (DATA)');
	await pick(picker, 'Retired course (OLD), not active');
	expect(setAttributes).toHaveBeenCalledWith({ courseCode: 'OLD' });
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
	expect(asked).toHaveLength(0);
});
