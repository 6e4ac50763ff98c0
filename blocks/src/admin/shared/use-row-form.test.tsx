import { act, renderHook } from '@testing-library/react';
import { useState } from '@wordpress/element';
import { useRowForm } from './use-row-form';

interface Row {
	name: string;
	version: number;
}

const save = jest.fn<Promise<Row>, [{ name: string }, number | undefined]>();
beforeEach(() => save.mockReset());

const open = () =>
	renderHook(() => {
		const [row, setRow] = useState<Row>({ name: 'Before', version: 3 });
		const { form, changedBeside } = useRowForm<{ name: string }, Row>({
			row,
			valuesOf: ({ name }) => ({ name }),
			save,
			onSaved: () => {},
			onReplaced: setRow,
		});
		return { row, form, changedBeside };
	}).result;
type Opened = ReturnType<typeof open>;

const type = (result: Opened, name: string) => act(() => result.current.form.set({ name }));
const changeBeside = (result: Opened, row: Row) => act(() => result.current.changedBeside(row));
const submit = (result: Opened) =>
	act(async () => {
		result.current.form.submit();
		await Promise.resolve();
	});

test('several changes beside the form, one after the other, do not stand in the way of what is typed', async () => {
	save.mockResolvedValue({ name: 'Mine', version: 6 });
	const result = open();
	type(result, 'Mine');
	changeBeside(result, { name: 'Before', version: 4 });
	changeBeside(result, { name: 'Before', version: 5 });
	await submit(result);
	expect(save).toHaveBeenCalledWith({ name: 'Mine' }, 5, undefined);
});

test('what somebody else has saved is not saved over after two more changes beside the form', async () => {
	save.mockResolvedValue({ name: 'Mine', version: 7 });
	const result = open();
	type(result, 'Mine');
	changeBeside(result, { name: 'Theirs', version: 5 });
	changeBeside(result, { name: 'Theirs', version: 6 });
	await submit(result);
	expect(save).toHaveBeenCalledWith({ name: 'Mine' }, 3, undefined);
});

test('with nothing typed, the form goes on with what somebody else has saved', async () => {
	save.mockResolvedValue({ name: 'Mine', version: 6 });
	const result = open();
	changeBeside(result, { name: 'Theirs', version: 5 });
	expect([result.current.form.values.name, result.current.form.isDirty]).toEqual(['Theirs', false]);
	type(result, 'Mine');
	await submit(result);
	expect(save).toHaveBeenCalledWith({ name: 'Mine' }, 5, undefined);
});

test('what was saved is what the form begins with again', async () => {
	save.mockResolvedValueOnce({ name: 'Trimmed', version: 4 });
	save.mockResolvedValueOnce({ name: 'Again', version: 5 });
	const result = open();
	type(result, ' Trimmed ');
	await submit(result);
	expect([result.current.form.values.name, result.current.form.isDirty]).toEqual(['Trimmed', false]);
	type(result, 'Again');
	await submit(result);
	expect(save).toHaveBeenLastCalledWith({ name: 'Again' }, 4, undefined);
});
