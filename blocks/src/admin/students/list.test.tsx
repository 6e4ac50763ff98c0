import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest } from '../../../test/rest';
import { StudentList } from './list';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
jest.mock('@wordpress/dataviews/wp', () => ({
	DataViews: ({ header }: { header: ReactNode }) => <>{header}</>,
}));

const everybody = () => screen.getByRole('checkbox', { name: 'Also accounts that never enrolled' });
const show = async () => {
	const { unmount } = render(<StudentList />);
	await act(() => Promise.resolve());
	return unmount;
};

test('whoever comes back from a student finds the list as they left it, accounts that never enrolled and all', async () => {
	giveAdminSettings();
	const asked = answerRest({ '': [{ items: [], total: 0 }] });
	const leave = await show();
	expect(everybody()).not.toBeChecked();
	await act(async () => {
		fireEvent.click(everybody());
		await Promise.resolve();
	});
	leave();
	await show();
	expect(everybody()).toBeChecked();
	expect(asked.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('enrolled'))).toEqual([
		'true',
		'false',
		'false',
	]);
});
