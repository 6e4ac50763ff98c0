import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from '@wordpress/element';
import { giveAdminSettings } from '../../../test/admin-settings';
import { TextField } from './fields';
import { FormPage } from './form-page';
import { RequestError } from './request';
import { useForm } from './use-form';

interface Values {
	name: string;
}

/** What is being saved, until the test says how it went. */
let end: { saved: (values: Values) => void; refused: (error: RequestError) => void };
const save = () => new Promise<Values>((saved, refused) => (end = { saved, refused }));

beforeEach(() => {
	giveAdminSettings();
	Element.prototype.scrollIntoView = jest.fn();
});

const Example = () => {
	const [initial] = useState<Values>({ name: 'Before' });
	const form = useForm<Values, Values>({
		initial,
		version: 1,
		save,
		onSaved: (saved) => form.restart(saved),
	});
	return (
		<FormPage title="Example" back={{ href: '#/', label: 'Back' }} form={form}>
			<TextField
				label="Name"
				value={form.values.name}
				onChange={(name) => form.set({ name })}
				problem={form.problemOf('name')}
			/>
		</FormPage>
	);
};

const field = () => screen.getByLabelText('Name');
const saveButton = () => screen.getByRole('button', { name: 'Save' });
/** Pressed in a field, Enter sends the form. */
const saveFromField = () => {
	render(<Example />);
	field().focus();
	fireEvent.change(field(), { target: { value: 'After' } });
	fireEvent.submit(field());
};
const settle = (what: () => void) =>
	act(async () => {
		what();
		await Promise.resolve();
	});

test('nothing can be typed while a save is under way, which would lose it', async () => {
	saveFromField();
	expect(field()).toBeDisabled();
	expect(field().closest('fieldset')).toHaveAttribute('aria-busy', 'true');
	await settle(() => end.saved({ name: 'After' }));
	expect(field()).toBeEnabled();
	expect(field().closest('fieldset')).toHaveAttribute('aria-busy', 'false');
});

test('the keyboard waits at the button while a save is under way, and goes on where it was', async () => {
	saveFromField();
	expect(saveButton()).toHaveFocus();
	await settle(() => end.saved({ name: 'After' }));
	expect(field()).toHaveFocus();
});

test('the keyboard goes on where it was when a save is refused', async () => {
	saveFromField();
	await settle(() => end.refused(new RequestError('unexpected_answer')));
	expect(field()).toHaveFocus();
	expect(field()).toHaveValue('After');
});

test('the keyboard stays where a person has put it meanwhile', async () => {
	saveFromField();
	screen.getByRole('link', { name: 'Back' }).focus();
	await settle(() => end.saved({ name: 'After' }));
	expect(screen.getByRole('link', { name: 'Back' })).toHaveFocus();
});

test('the keyboard stays on the button that was pressed', async () => {
	saveFromField();
	await settle(() => end.refused(new RequestError('unexpected_answer')));
	saveButton().focus();
	fireEvent.click(saveButton());
	await settle(() => end.saved({ name: 'After' }));
	expect(saveButton()).toHaveFocus();
});
