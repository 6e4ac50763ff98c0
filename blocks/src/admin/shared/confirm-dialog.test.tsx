import { act, render, screen } from '@testing-library/react';
import { ConfirmDialog } from './confirm-dialog';
import { RequestError } from './request';

const onClose = jest.fn();

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
