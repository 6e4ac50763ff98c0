import type { Course } from '@cohort-enrollment/sidecar/contract';
import { codeFrom, draftOf, inputOf, moveStep, newStep } from './course-draft';

const steps = ['A', 'B', 'C'].map(newStep);
const labels = (list: { label: string }[]) => list.map(({ label }) => label).join('');

test.each([
	[0, 2, 'BCA'],
	[2, 0, 'CAB'],
	[1, 1, 'ABC'],
	[0, 1, 'BAC'],
])('the step at %i moves to %i', (from, to, expected) => {
	expect(labels(moveStep(steps, from, to))).toBe(expected);
	expect(labels(steps)).toBe('ABC');
});

test.each([
	['Writing that Works', 'WRITING-THAT-WORKS'],
	['  Größe & Maß ', 'GROSSE-MASS'],
	['Café/Bar №1', 'CAFE-BAR-NO1'],
	['日本語', ''],
	['A very long title that goes on and on', 'A-VERY-LONG-TITLE-THAT-G'],
	['Twenty four letters x - y', 'TWENTY-FOUR-LETTERS-X-Y'],
])('a course called %j gets the code %j', (title, code) => {
	expect(codeFrom(title)).toBe(code);
});

test('what is sent is what the sidecar takes: no keys of the form, no counts of the course', () => {
	const course = {
		id: 1,
		version: 3,
		code: 'A',
		title: 'B',
		isActive: true,
		pageId: 4,
		steps: [
			{
				id: 5,
				stepOrder: 1,
				label: 'Week 1',
				title: 'Begin',
				isActive: true,
				groupClassIds: [6],
				usedGroupClassIds: [6],
				isInUse: true,
			},
		],
		price: null,
		cohorts: 1,
		students: 2,
		isSold: true,
		updatedAt: '2030-01-01T00:00:00Z',
	} satisfies Course;
	expect(inputOf(draftOf(course))).toEqual({
		code: 'A',
		title: 'B',
		isActive: true,
		pageId: 4,
		steps: [{ id: 5, label: 'Week 1', title: 'Begin', isActive: true, groupClassIds: [6] }],
	});
});

test('new steps are told apart', () => {
	expect(newStep('A').key).not.toBe(newStep('A').key);
});
