import { render, screen } from '@testing-library/react';
import { ActionNotice } from './action-notice';

test('A notice stays when there is nothing left to do about it', () => {
	const onClick = jest.fn();
	const { rerender } = render(
		<ActionNotice status="error" text="It failed." action={{ label: 'Try again', onClick }} />,
	);
	screen.getByRole('button', { name: 'Try again' }).click();
	expect(onClick).toHaveBeenCalledTimes(1);

	rerender(<ActionNotice status="error" text="It is over." />);
	expect(screen.getByText('It is over.', { selector: '.components-notice__content' })).toBeVisible();
	expect(screen.queryByRole('button')).toBeNull();
});
