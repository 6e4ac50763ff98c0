import { act, render, screen } from '@testing-library/react';
import { Notifications, useNotify } from './notifications';

const Example = () => {
	const notify = useNotify();
	return <button onClick={() => notify('It was saved.')}>Save</button>;
};
const press = () => act(() => screen.getByRole('button', { name: 'Save' }).click());

test('on a site without https, where browsers make no random ids, every success is told', () => {
	const { randomUUID } = crypto;
	Object.assign(crypto, { randomUUID: undefined });
	try {
		render(
			<Notifications>
				<Example />
			</Notifications>,
		);
		press();
		press();
		expect(
			screen.getAllByText('It was saved.', { selector: '.components-snackbar__content' }),
		).toHaveLength(2);
	} finally {
		Object.assign(crypto, { randomUUID });
	}
});
