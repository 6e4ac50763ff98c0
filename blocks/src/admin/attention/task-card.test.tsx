import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { AdminTask } from '@cohort-enrollment/sidecar/contract';
import { useState } from '@wordpress/element';
import { adminTask } from '../../../test/admin-task';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Refused } from '../../../test/rest';
import { ScreenMessages } from '../shared/screen-messages';
import { ATTENTION_MESSAGES } from './messages';
import { TaskCard } from './task-card';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const RESOLVE = '/cohort-enrollment/v1/admin/tasks/7/resolve';
const REPLAY = '/cohort-enrollment/v1/admin/tasks/7/replay';
const RESOLVED = adminTask({
	status: 'resolved',
	replay: null,
	resolvedAt: '2026-09-02T12:00:00.000Z',
	resolvedBy: 'staff:2',
	resolvedByName: 'Edith Marlow',
	note: 'Sent by bank transfer.',
});

const onChanged = jest.fn();
beforeEach(() => {
	onChanged.mockReset();
	giveAdminSettings();
});

const Example = ({ first }: { first: AdminTask }) => {
	const [task, setTask] = useState(first);
	return (
		<ScreenMessages messages={ATTENTION_MESSAGES}>
			<TaskCard
				task={task}
				onChanged={(changed) => {
					onChanged(changed);
					setTask(changed);
				}}
			/>
		</ScreenMessages>
	);
};
const settle = (start: () => void) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const press = (name: string, where: HTMLElement = document.body) =>
	settle(() => fireEvent.click(within(where).getByRole('button', { name })));

test('a task says what happened, what to do, whom it is about and where to look', () => {
	render(<Example first={adminTask()} />);
	expect(screen.getByRole('heading', { name: 'A refund did not go through (#7)' })).toBeVisible();
	expect(screen.getByText(/came back from the bank\./)).toBeVisible();
	expect(screen.getByText(/Read in Stripe why it was refused\./)).toBeVisible();
	expect(screen.getByRole('link', { name: 'Ada Okafor' })).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/admin.php?page=students#/3',
	);
	expect(screen.getByRole('link', { name: 'Writing that Works: Fall Cohort' })).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/admin.php?page=cohorts#/5',
	);
	expect(screen.getByText('$490.00')).toBeVisible();
	expect(screen.getByRole('link', { name: /pi_9/ })).toHaveAttribute(
		'href',
		'https://dashboard.stripe.com/test/payments/pi_9',
	);
	expect(screen.getByText('Test mode')).toBeVisible();
	expect(screen.getByText('The bank could not take the refund.')).toBeVisible();
});

test('a refund is sent again once somebody has read what happens', async () => {
	const asked = answerRest({ [REPLAY]: [RESOLVED] });
	render(<Example first={adminTask()} />);
	await press('Send the refund again');
	const dialog = screen.getByRole('dialog', { name: 'Send this refund again?' });
	expect(asked).toHaveLength(0);
	expect(dialog).toHaveTextContent('The sidecar first asks Stripe what is left of the payment.');
	await press('Send the refund again', dialog);
	expect(asked).toMatchObject([{ method: 'POST', path: REPLAY }]);
	expect(onChanged).toHaveBeenCalledWith(RESOLVED);
	expect(screen.getByText('Edith Marlow')).toBeVisible();
	expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test('what is not done yet is told, and nobody reads that it worked', async () => {
	answerRest({ [REPLAY]: [adminTask({ replay: null })] });
	render(<Example first={adminTask()} />);
	await press('Send the refund again');
	await press('Send the refund again', screen.getByRole('dialog'));
	expect(screen.getAllByText(/It is not done yet/)[0]).toBeInTheDocument();
	expect(screen.queryByRole('button', { name: 'Send the refund again' })).not.toBeInTheDocument();
	expect(screen.getByRole('button', { name: 'Resolve' })).toBeVisible();
});

test('why a refund is not sent stands in the dialog', async () => {
	answerRest({ [REPLAY]: [new Refused('payment_disputed', { status: 409 })] });
	render(<Example first={adminTask()} />);
	await press('Send the refund again');
	await press('Send the refund again', screen.getByRole('dialog'));
	expect(screen.getByRole('dialog')).toHaveTextContent('Wait until the bank has decided.');
	expect(onChanged).not.toHaveBeenCalled();
});

test('a task is resolved with a note, and not without one', async () => {
	const asked = answerRest({ [RESOLVE]: [RESOLVED] });
	render(<Example first={adminTask()} />);
	await press('Resolve');
	const dialog = screen.getByRole('dialog', { name: 'Resolve “A refund did not go through”?' });
	const confirm = within(dialog).getByRole('button', { name: 'Resolve task' });
	expect(confirm).toHaveAttribute('aria-disabled', 'true');
	fireEvent.change(within(dialog).getByLabelText('What was done about it?'), {
		target: { value: 'Sent by bank transfer.' },
	});
	await press('Resolve task', dialog);
	expect(asked).toMatchObject([{ path: RESOLVE, data: { note: 'Sent by bank transfer.' } }]);
	expect(screen.getByText('Sent by bank transfer.')).toBeVisible();
});

test('what somebody else has resolved meanwhile is shown as it is', async () => {
	answerRest({ [RESOLVE]: [new Refused('task_resolved', { status: 409, current: RESOLVED })] });
	render(<Example first={adminTask()} />);
	await press('Resolve');
	fireEvent.change(screen.getByLabelText('What was done about it?'), { target: { value: 'Mine' } });
	await press('Resolve task', screen.getByRole('dialog'));
	expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
	expect(screen.getByText('Sent by bank transfer.')).toBeVisible();
});

test('who may only look sees no button', () => {
	giveAdminSettings({ canManage: false });
	render(<Example first={adminTask()} />);
	expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

test('a task of a newer sidecar has words, too', () => {
	render(<Example first={adminTask({ kind: 'moon_phase' as never, purchase: null, stripeUrl: null })} />);
	expect(screen.getByRole('heading', { name: 'Something needs a look (#7)' })).toBeVisible();
	expect(screen.queryByText('Student')).not.toBeInTheDocument();
});
