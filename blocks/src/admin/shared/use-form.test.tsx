import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useForm } from './use-form';
import { useGuardedLocation } from './location';
import { RequestError } from './request';

interface Values {
	name: string;
}
interface Saved extends Values {
	version: number;
}

const onSaved = jest.fn();
const onTheirs = jest.fn();
const save = jest.fn<Promise<Saved>, [Values, number | undefined]>();
beforeEach(() => jest.resetAllMocks());

const Example = ({ version = 1 }: { version?: number | null }) => {
	const form = useForm<Values, Saved>({ initial, version, save, onSaved, onTheirs });
	return (
		<>
			<input
				aria-label="Name"
				value={form.values.name}
				onChange={(e) => form.set({ name: e.target.value })}
			/>
			<output>{form.isDirty ? 'dirty' : 'clean'}</output>
			<p>{form.problemOf('name')}</p>
			{form.error && <p role="alert">{form.error.code}</p>}
			<button onClick={form.submit}>Save</button>
			{form.conflict !== undefined && (
				<>
					<button onClick={() => form.resolve('mine')}>Mine</button>
					<button onClick={() => form.resolve('theirs')}>Theirs</button>
				</>
			)}
		</>
	);
};
const initial: Values = { name: 'Before' };

const type = (name: string) => fireEvent.change(screen.getByLabelText('Name'), { target: { value: name } });
const click = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const leaving = (): boolean => {
	const event = new Event('beforeunload', { cancelable: true });
	window.dispatchEvent(event);
	return event.defaultPrevented;
};

test('a double click saves once', async () => {
	save.mockResolvedValue({ name: 'After', version: 2 });
	render(<Example />);
	type('After');
	click('Save');
	click('Save');
	await waitFor(() => expect(onSaved).toHaveBeenCalledWith({ name: 'After', version: 2 }));
	expect(save.mock.calls).toEqual([[{ name: 'After' }, 1, undefined]]);
});

test('a new row is saved without a version', async () => {
	save.mockResolvedValue({ name: 'After', version: 1 });
	render(<Example version={null} />);
	click('Save');
	await waitFor(() => expect(onSaved).toHaveBeenCalled());
	expect(save.mock.calls[0]![1]).toBeUndefined();
});

test('the browser asks before unsaved changes are lost, and only then', () => {
	render(<Example />);
	expect(leaving()).toBe(false);
	type('After');
	expect(leaving()).toBe(true);
	type('Before');
	expect(leaving()).toBe(false);
});

test('what was refused stands at its field, and what was typed stays', async () => {
	const issues = [{ path: 'name', code: 'required' as const, message: 'must not be empty' }];
	save.mockRejectedValue(new RequestError('invalid_request', { issues }));
	render(<Example />);
	type('');
	click('Save');
	expect(await screen.findByText('Please fill this in.')).toBeVisible();
	expect(screen.getByRole('status')).toHaveTextContent('dirty');
	expect(onSaved).not.toHaveBeenCalled();
});

describe('when somebody else was faster', () => {
	const current = { name: 'Other', version: 7 };
	beforeEach(async () => {
		save.mockRejectedValueOnce(new RequestError('version_conflict', { current }));
		render(<Example />);
		type('Mine');
		click('Save');
		await screen.findByRole('button', { name: 'Mine' });
	});

	test('saving mine goes over what they saved', async () => {
		save.mockResolvedValue({ name: 'Mine', version: 8 });
		click('Mine');
		await waitFor(() => expect(onSaved).toHaveBeenCalled());
		expect(save).toHaveBeenLastCalledWith({ name: 'Mine' }, 7, current);
	});

	test('taking theirs shows it, and saves nothing', () => {
		click('Theirs');
		expect(onTheirs).toHaveBeenCalledWith(current);
		expect(save).toHaveBeenCalledTimes(1);
	});
});

describe('the back button', () => {
	const Place = () => <p data-testid="place">{useGuardedLocation()[0]}</p>;
	const place = () => screen.getByTestId('place').textContent;
	const goTo = (hash: string) =>
		act(async () => {
			const moved = new Promise((resolve) =>
				window.addEventListener('hashchange', resolve, { once: true }),
			);
			window.location.hash = hash;
			await moved;
		});

	test('leads away only when the person agrees to lose the changes, even if the page is drawn before it is asked', async () => {
		const ask = jest.spyOn(window, 'confirm').mockReturnValue(false);
		window.history.replaceState(null, '', '#/7');
		const shown = (
			<>
				<Place />
				<Example />
			</>
		);
		const { rerender } = render(shown);
		type('After');
		window.history.replaceState(null, '', '#/');
		rerender(shown);
		expect(place()).toBe('/7');
		window.history.replaceState(null, '', '#/7');
		await goTo('#/');
		expect([place(), window.location.hash, ask.mock.calls.length]).toEqual(['/7', '#/7', 1]);
		ask.mockReturnValue(true);
		await goTo('#/');
		expect([place(), window.location.hash]).toEqual(['/', '#/']);
	});

	test('is not held up by what was typed for a row that is gone', () => {
		const ask = jest.spyOn(window, 'confirm');
		window.history.replaceState(null, '', '#/7');
		const Deleting = () => {
			const [, navigate] = useGuardedLocation();
			const form = useForm<Values, Saved>({ initial, version: 1, save, onSaved });
			return (
				<>
					<button onClick={() => form.set({ name: 'After' })}>Type</button>
					<button
						onClick={() => {
							form.forget();
							navigate('/');
						}}
					>
						Delete
					</button>
				</>
			);
		};
		render(
			<>
				<Place />
				<Deleting />
			</>,
		);
		click('Type');
		click('Delete');
		expect(place()).toBe('/');
		expect(ask).not.toHaveBeenCalled();
	});

	test('is not held up by what was saved', async () => {
		const ask = jest.spyOn(window, 'confirm');
		save.mockResolvedValue({ name: 'After', version: 2 });
		window.history.replaceState(null, '', '#/7');
		let navigate: (to: string) => void;
		const Navigator = () => {
			navigate = useGuardedLocation()[1];
			return null;
		};
		onSaved.mockImplementation(() => navigate('/'));
		render(
			<>
				<Navigator />
				<Place />
				<Example />
			</>,
		);
		type('After');
		click('Save');
		await waitFor(() => expect(place()).toBe('/'));
		expect(ask).not.toHaveBeenCalled();
	});
});
