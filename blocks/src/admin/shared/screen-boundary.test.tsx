import { act, render, screen } from '@testing-library/react';
import { ScreenBoundary } from './screen-boundary';

const { error } = console;
beforeEach(() => {
	// React tells it what was thrown.
	Object.assign(console, { error: jest.fn() });
});
afterEach(() => {
	Object.assign(console, { error });
});

const Broken = ({ isBroken }: { isBroken: boolean }) => {
	if (isBroken) {
		throw new RangeError('No such time zone.');
	}
	return <p>All is well.</p>;
};
const at = (place: string, isBroken: boolean) => (
	<ScreenBoundary place={place}>
		<Broken isBroken={isBroken} />
	</ScreenBoundary>
);

test('a screen that breaks says so, and can be loaded again', () => {
	const onReload = jest.fn();
	render(
		<ScreenBoundary place="/1" onReload={onReload}>
			<Broken isBroken />
		</ScreenBoundary>,
	);
	expect(screen.getByRole('alert')).toHaveTextContent('This screen has broken.');
	act(() => screen.getByRole('button', { name: 'Reload the page' }).click());
	expect(onReload).toHaveBeenCalledTimes(1);
});

test('another place of the app is tried anew', () => {
	const { rerender } = render(at('/1', true));
	expect(screen.getByRole('alert')).toBeVisible();
	rerender(at('/', false));
	expect(screen.getByText('All is well.')).toBeVisible();
	expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('a screen that is well is shown as it is', () => {
	render(at('/', false));
	expect(screen.getByText('All is well.')).toBeVisible();
	expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});
