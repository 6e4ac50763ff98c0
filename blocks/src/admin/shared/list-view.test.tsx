import { act, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest } from '../../../test/rest';
import { ListView, useList } from './list-view';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
interface Shown {
	data: { id: number }[];
	view: { page?: number };
	empty: ReactNode;
	onChangeView: (view: object) => void;
}
jest.mock('@wordpress/dataviews/wp', () => ({
	DataViews: ({ data, view, empty, onChangeView }: Shown) => (
		<>
			<p>{`page ${view.page}: ${data.map(({ id }) => id).join()}`}</p>
			{data.length === 0 && empty}
			<button onClick={() => onChangeView({ ...view, page: 2 })}>Page 2</button>
		</>
	),
}));

const Example = () => {
	const list = useList<{ id: number }>({
		path: '/things',
		view: { type: 'table', page: 1, perPage: 2, fields: [], filters: [] },
	});
	return (
		<>
			<ListView
				list={list}
				label="Things"
				fields={[]}
				getItemId={({ id }) => String(id)}
				empty={<p>No thing yet</p>}
			/>
			<button onClick={list.resource.reload}>Read again</button>
		</>
	);
};

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 0)));
const press = async (name: string) => {
	act(() => screen.getByRole('button', { name }).click());
	await settle();
};

test('a list whose last page has lost its last row goes to the page before, and does not say that there is nothing', async () => {
	giveAdminSettings();
	const asked = answerRest({
		'': [
			{ items: [{ id: 1 }, { id: 2 }], total: 3 },
			{ items: [{ id: 3 }], total: 3 },
			{ items: [], total: 2 },
			{ items: [{ id: 1 }, { id: 2 }], total: 2 },
		],
	});
	render(<Example />);
	await settle();
	await press('Page 2');
	expect(screen.getByText('page 2: 3')).toBeVisible();
	await press('Read again');
	await settle();
	expect(screen.getByText('page 1: 1,2')).toBeVisible();
	expect(screen.queryByText('No thing yet')).not.toBeInTheDocument();
	expect(asked.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('page'))).toEqual([
		'1',
		'2',
		'2',
		'1',
	]);
});
