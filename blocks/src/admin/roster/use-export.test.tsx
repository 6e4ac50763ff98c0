import { act, render, screen } from '@testing-library/react';
import { answerRest, Later, Refused } from '../../../test/rest';
import { useExport } from './use-export';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const URL = 'https://x.test/wp-admin/admin-post.php?_wpnonce=';
const goTo = jest.fn();
beforeEach(() => goTo.mockReset());

const Example = () => {
	const { isBusy, error, start } = useExport('7', { search: 'ada' }, goTo);
	return (
		<>
			<button onClick={() => void start()}>Export</button>
			<p>{isBusy ? 'busy' : (error?.code ?? 'ready')}</p>
		</>
	);
};

const settle = (happen: () => void) =>
	act(async () => {
		happen();
		await new Promise((resolve) => setTimeout(resolve, 0));
	});
const press = () => settle(() => screen.getByRole('button').click());

test('every click asks for an address of its own, however long the page has been open', async () => {
	answerRest({ '/roster-export': [{ url: `${URL}old` }, { url: `${URL}new` }] });
	render(<Example />);
	await press();
	await press();
	expect(goTo.mock.calls).toEqual([[`${URL}old&cohort=7&search=ada`], [`${URL}new&cohort=7&search=ada`]]);
	expect(screen.getByText('ready')).toBeVisible();
});

test('a double click gets one file', async () => {
	const later = new Later();
	const asked = answerRest({ '/roster-export': [later] });
	render(<Example />);
	await press();
	await press();
	expect(screen.getByText('busy')).toBeVisible();
	await settle(() => later.give({ url: `${URL}abc` }));
	expect(asked).toHaveLength(1);
	expect(goTo).toHaveBeenCalledTimes(1);
});

test('whose login has ended is told so instead of being led away, and may try again', async () => {
	answerRest({ '/roster-export': [new Refused('rest_cookie_invalid_nonce'), { url: `${URL}abc` }] });
	render(<Example />);
	await press();
	expect(screen.getByText('login_required')).toBeVisible();
	expect(goTo).not.toHaveBeenCalled();
	await press();
	expect(goTo).toHaveBeenCalledTimes(1);
});
