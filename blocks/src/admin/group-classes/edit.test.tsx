import { act, fireEvent, render, screen } from '@testing-library/react';
import { Route, Router } from 'wouter';
import { giveAdminSettings } from '../../../test/admin-settings';
import { groupClass } from '../../../test/group-class';
import { answerRest, Refused } from '../../../test/rest';
import { useGuardedLocation } from '../shared/location';
import { EditGroupClass } from './edit';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

beforeEach(() => {
	giveAdminSettings();
	window.location.hash = '/9';
});

const settle = (start: () => void = () => {}) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const click = (name: string) => settle(() => fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string, value: string) =>
	fireEvent.change(screen.getByLabelText(label), { target: { value } });
const sent = (asked: { method: string; data: unknown }[]) =>
	asked.filter(({ method }) => method === 'PUT').map(({ data }) => data);

const open = async (routes: Record<string, unknown[]>) => {
	const asked = answerRest(routes);
	render(
		<Router hook={useGuardedLocation}>
			<Route path="/9">
				<EditGroupClass id="9" />
			</Route>
		</Router>,
	);
	await settle();
	return asked;
};

test('seats that are emptied are asked for, and not taken for none', async () => {
	const issues = [{ path: 'maxStudents', code: 'required', message: 'must not be empty' }];
	const asked = await open({
		'/group-classes/9': [groupClass(), new Refused('invalid_request', { issues })],
	});
	type('Seats', '');
	expect(screen.getByLabelText('Seats')).toHaveValue(null);
	await click('Save');
	expect(sent(asked)).toMatchObject([{ maxStudents: null }]);
	expect(screen.getByText('Please fill this in.')).toBeVisible();
	expect(screen.getByLabelText('Seats')).toBeInvalid();
});

test('a second save goes on from the first', async () => {
	const asked = await open({
		'/group-classes/9': [
			groupClass(),
			groupClass({ name: 'Late', version: 4 }),
			groupClass({ version: 5 }),
		],
	});
	type('Name', 'Late');
	await click('Save');
	expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Late');
	type('Seats', '12');
	await click('Save');
	expect(sent(asked)).toMatchObject([
		{ name: 'Late', maxStudents: 10, version: 3 },
		{ name: 'Late', maxStudents: 12, version: 4 },
	]);
});

test('nobody is asked about changes of a class that they have deleted', async () => {
	const ask = jest.spyOn(window, 'confirm');
	await open({ '/group-classes/9?version=3': [undefined], '/group-classes/9': [groupClass()] });
	type('Name', 'Late');
	await click('Delete');
	await click('Delete class');
	expect(window.location.hash).toBe('#/');
	expect(ask).not.toHaveBeenCalled();
});

const isUsable = (field: HTMLElement) => !field.matches(':disabled, [aria-disabled=true]');

test('whoever may only look reads a class, and can change nothing', async () => {
	giveAdminSettings({ canManage: false });
	await open({ '/group-classes/9': [groupClass()] });
	expect(screen.getByLabelText('Name')).toHaveValue('Evening');
	for (const role of ['textbox', 'checkbox', 'combobox', 'spinbutton'] as const) {
		expect(screen.getAllByRole(role).filter(isUsable)).toEqual([]);
	}
	expect(screen.queryAllByRole('button').filter(isUsable)).toEqual([]);
	expect(screen.queryByText(/^(Save|Delete)$/)).toBeNull();
});
