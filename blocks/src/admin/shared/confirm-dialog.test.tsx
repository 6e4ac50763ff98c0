import { act, fireEvent, render, screen } from '@testing-library/react';
import { Modal } from '@wordpress/components';
import type { ReactNode } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { RequestError } from './request';

const onClose = jest.fn();
beforeEach(() => {
	jest.useFakeTimers();
	onClose.mockReset();
});
afterEach(() => jest.useRealTimers());

const show = (onConfirm: () => Promise<void>) =>
	render(
		<ConfirmDialog
			title="Delete it?"
			confirmLabel="Delete class"
			isDestructive
			onConfirm={onConfirm}
			onClose={onClose}
		>
			<p>It disappears.</p>
		</ConfirmDialog>,
	);
/** Lets what was started come to its end. */
const settle = (start: () => void) =>
	act(() => {
		start();
		return Promise.resolve();
	});
const confirmButton = () => screen.getByRole('button', { name: 'Delete class' });

test('a double click does it once', async () => {
	let finish = () => {};
	const onConfirm = jest.fn(() => new Promise<void>((resolve) => (finish = resolve)));
	show(onConfirm);
	act(() => confirmButton().click());
	act(() => confirmButton().click());
	await settle(() => finish());
	expect(onConfirm).toHaveBeenCalledTimes(1);
});

test('what stands in the way is said in the dialog, which stays and can be tried again', async () => {
	const onConfirm = jest
		.fn<Promise<void>, []>()
		.mockRejectedValueOnce(new RequestError('in_use', { by: { steps: 2, cohorts: 1, sessions: 0 } }))
		.mockResolvedValueOnce(undefined);
	show(onConfirm);
	await settle(() => confirmButton().click());
	expect(
		screen.getByText(/2 steps, 1 cohort\./, { selector: '.components-notice__content' }),
	).toBeVisible();
	await settle(() => confirmButton().click());
	expect(onConfirm).toHaveBeenCalledTimes(2);
});

test('it cannot be closed before it is known whether it was done, and then it can', async () => {
	let fail: (error: Error) => void = () => {};
	show(() => new Promise<void>((_, reject) => (fail = reject)));
	await settle(() => confirmButton().click());
	fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape', code: 'Escape' });
	fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(screen.getByRole('button', { name: 'Cancel' })).toHaveAttribute('aria-disabled', 'true');
	expect(screen.queryByRole('button', { name: 'Close' })).not.toBeInTheDocument();
	// Closing takes the time of an animation.
	await settle(() => jest.runOnlyPendingTimers());
	expect(onClose).not.toHaveBeenCalled();
	await settle(() => fail(new RequestError('unexpected_answer')));
	expect(screen.getByRole('button', { name: 'Close' })).toBeVisible();
	fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(onClose).toHaveBeenCalledTimes(1);
});

test('the dialog of a list’s action, which it stands in, does not take it along before it is known whether it was done', async () => {
	const closeModal = jest.fn();
	const inList = (dialog: ReactNode) => (
		<Modal __experimentalHideHeader onRequestClose={closeModal}>
			{dialog}
		</Modal>
	);
	const { rerender } = render(inList(null));
	rerender(
		inList(
			<ConfirmDialog
				title="Delete it?"
				confirmLabel="Delete class"
				onConfirm={() => new Promise<void>(() => {})}
				onClose={onClose}
			>
				<p>It disappears.</p>
			</ConfirmDialog>,
		),
	);
	await settle(() => confirmButton().click());
	fireEvent.keyDown(screen.getByRole('dialog', { name: 'Delete it?' }), { key: 'Escape', code: 'Escape' });
	act(() => jest.runAllTimers());
	expect(closeModal).not.toHaveBeenCalled();
	expect(onClose).not.toHaveBeenCalled();
});
