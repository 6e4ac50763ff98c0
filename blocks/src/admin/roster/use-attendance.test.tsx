import { act, render, screen } from '@testing-library/react';
import type { ClassSession } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Later, Refused } from '../../../test/rest';
import { useAttendance } from './use-attendance';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const ATTENDANCE = '/class-sessions/5/attendance';
const session = { classSessionId: 5 } as ClassSession;
const onMarked = jest.fn();
beforeEach(() => {
	onMarked.mockReset();
	giveAdminSettings();
});

const Example = () => {
	const { isBusy, error, last, wanted, failed, mark, undo, forgetWanted } = useAttendance(5, onMarked);
	return (
		<>
			<button onClick={() => void mark(true)}>All</button>
			<button onClick={() => void mark(false)}>Take back all</button>
			<button onClick={() => void mark(true, [7])}>One</button>
			<button onClick={() => void mark(true, [8])}>Another</button>
			<button onClick={() => void undo()}>Undo</button>
			<button onClick={forgetWanted}>List read</button>
			<p>{JSON.stringify([...wanted])}</p>
			<p>failed: {JSON.stringify([...failed])}</p>
			<p>
				{[isBusy && 'busy', error?.code, last && `${last.completed} ${last.packageIds.length}`].join(
					' ',
				)}
			</p>
		</>
	);
};

const settle = (start: () => void) =>
	act(async () => {
		start();
		await new Promise((resolve) => setTimeout(resolve, 0));
	});
const press = (name: string) => settle(() => screen.getByRole('button', { name }).click());
const show = (answers: unknown[]) => {
	const asked = answerRest({ [ATTENDANCE]: answers });
	render(<Example />);
	return () => asked.map(({ data }) => data);
};

test('a double click marks once', async () => {
	const later = new Later();
	const asked = show([later]);
	await press('All');
	await press('All');
	expect(screen.getByText(/busy/)).toBeVisible();
	await settle(() => later.give({ packageIds: [1, 2], session }));
	expect(asked()).toEqual([{ completed: true }]);
	expect(onMarked).toHaveBeenCalledWith({ completed: true, packageIds: [1, 2] }, session);
});

test('a box that is ticked while another is saved waits for its turn, and shows at once what was asked for', async () => {
	const first = new Later();
	const asked = show([first, { packageIds: [8], session }]);
	await press('One');
	await press('Another');
	await press('Undo');
	await press('List read');
	expect(asked()).toEqual([{ completed: true, packageIds: [7] }]);
	expect(screen.getByText('[[7,true],[8,true]]')).toBeVisible();
	await settle(() => first.give({ packageIds: [7], session }));
	expect(asked().slice(1)).toEqual([{ completed: true, packageIds: [8] }]);
	expect(screen.getByText(/^false\s+true 1$/)).toBeVisible();
	await press('List read');
	expect(screen.getByText('[]')).toBeVisible();
});

test('everybody is marked or taken back after the box that is being saved, each once', async () => {
	const first = new Later();
	const asked = show([
		first,
		{ packageIds: [8, 9], session },
		{ packageIds: [7, 8, 9], session },
		{ packageIds: [7, 8, 9], session },
	]);
	await press('One');
	await press('All');
	await press('All');
	await press('Take back all');
	await press('All');
	expect(asked()).toHaveLength(1);
	await settle(() => first.give({ packageIds: [7], session }));
	expect(asked().slice(1)).toEqual([{ completed: true }, { completed: false }, { completed: true }]);
	expect(screen.getByText(/^false\s+true 3$/)).toBeVisible();
});

test('whoever leaves while something waits to be saved is asked', async () => {
	const isHeld = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
	const first = new Later();
	show([first, { packageIds: [8], session }]);
	expect(isHeld()).toBe(false);
	await press('One');
	await press('Another');
	expect(isHeld()).toBe(true);
	await settle(() => first.give({ packageIds: [7], session }));
	expect(isHeld()).toBe(false);
});

test('a box that could not be saved shows again what is true, and the next one is saved all the same', async () => {
	const first = new Later();
	const asked = show([first, { packageIds: [8], session }]);
	await press('One');
	await press('Another');
	await settle(() => first.give(new Refused('sidecar_unavailable', { status: 503 })));
	expect(asked()).toHaveLength(2);
	expect(screen.getByText('[[8,true]]')).toBeVisible();
	expect(screen.getByText(/sidecar_unavailable/)).toBeVisible();
});

test('a box that could not be saved is told until it is ticked again, however many others are ticked meanwhile', async () => {
	show([
		new Refused('sidecar_unavailable', { status: 503 }),
		{ packageIds: [8], session },
		{ packageIds: [7], session },
	]);
	await press('One');
	await press('Another');
	expect(screen.getByText('failed: [7]')).toBeVisible();
	expect(screen.getByText(/sidecar_unavailable/)).toBeVisible();
	await press('One');
	expect(screen.getByText('failed: []')).toBeVisible();
	expect(screen.queryByText(/sidecar_unavailable/)).not.toBeInTheDocument();
});

test('exactly what was marked last is taken back, a thousand at a time', async () => {
	const packageIds = Array.from({ length: 1500 }, (_, index) => index + 1);
	const asked = show([
		{ packageIds, session },
		{ packageIds: packageIds.slice(0, 1000), session },
		{ packageIds: packageIds.slice(1000), session },
	]);
	await press('All');
	await press('Undo');
	expect(asked().slice(1)).toEqual([
		{ completed: false, packageIds: packageIds.slice(0, 1000) },
		{ completed: false, packageIds: packageIds.slice(1000) },
	]);
	expect(screen.getByText(/false 1500/)).toBeVisible();
});

test('when one could not be marked it is said, and the last act can still be taken back', async () => {
	const asked = show([
		{ packageIds: [7], session },
		new Refused('sidecar_unavailable', { status: 503 }),
		{ packageIds: [7], session },
	]);
	await press('One');
	await press('All');
	expect(screen.getByText(/sidecar_unavailable true 1/)).toBeVisible();
	await press('Undo');
	expect(asked()[2]).toEqual({ completed: false, packageIds: [7] });
});

test('without anything marked there is nothing to take back', async () => {
	const asked = show([]);
	await press('Undo');
	expect(asked()).toEqual([]);
});
