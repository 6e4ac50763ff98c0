import { act, render, screen } from '@testing-library/react';
import type { ComponentType, ReactNode } from 'react';
import { giveAdminSettings } from '../../test/admin-settings';
import { answerRest } from '../../test/rest';
import { CourseList } from './courses/list';
import { GroupClassList } from './group-classes/list';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
jest.mock('@wordpress/dataviews/wp', () => ({
	DataViews: ({ actions, empty }: { actions: { id: string; label: string }[]; empty: ReactNode }) => (
		<>
			{actions.map(({ id, label }) => (
				<button key={id}>{label}</button>
			))}
			{empty}
		</>
	),
}));

const LISTS: [string, ComponentType, string][] = [
	['courses', CourseList, 'Add course'],
	['weekly classes', GroupClassList, 'Add class'],
];

const show = async (List: ComponentType) => {
	answerRest({ '': [{ items: [], total: 0 }] });
	render(<List />);
	await act(() => Promise.resolve());
};

test.each(LISTS)('whoever may only look sees the list of %s, and can change nothing', async (_, List) => {
	giveAdminSettings({ canManage: false });
	await show(List);
	expect(screen.getByRole('heading', { level: 1 })).toBeVisible();
	expect(screen.queryByRole('link')).not.toBeInTheDocument();
	expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test.each(LISTS)('who manages adds to the list of %s, edits and deletes', async (_, List, add) => {
	giveAdminSettings();
	await show(List);
	expect(screen.getAllByRole('link', { name: add })).toHaveLength(2);
	expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Edit', 'Delete']);
});
