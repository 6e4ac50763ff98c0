import { act, render, screen } from '@testing-library/react';
import { Loaded } from './page';
import { RequestError } from './request';
import { useResource } from './use-resource';

/** Answers that arrive when the test says so. */
const questions: { resolve: (text: string) => void; reject: (error: unknown) => void }[] = [];
const ask = () =>
	new Promise<string>((resolve, reject) => {
		questions.push({ resolve, reject });
	});
/** Not the live region, which says it, too. */
const NOTICE = '.components-notice__content';
beforeEach(() => {
	questions.length = 0;
});

/** Lets what was started come to its end. */
const settle = (start: () => void) =>
	act(() => {
		start();
		return Promise.resolve();
	});

const Example = ({ id }: { id: string | null }) => {
	const resource = useResource(id, ask);
	return <Loaded resource={resource}>{(text) => <p>{text}</p>}</Loaded>;
};

test('it says that it is loading until the answer is there', async () => {
	render(<Example id="a" />);
	expect(screen.getByRole('status')).toHaveTextContent('Loading…');
	await settle(() => questions[0]!.resolve('Here'));
	expect(screen.getByText('Here')).toBeVisible();
	expect(screen.queryByRole('status')).toBeNull();
});

test('an answer to an older question is dropped, whenever it comes', async () => {
	const { rerender } = render(<Example id="a" />);
	rerender(<Example id="b" />);
	await settle(() => questions[1]!.resolve('New'));
	await settle(() => questions[0]!.resolve('Old'));
	expect(screen.getByText('New')).toBeVisible();
});

test('a failure says why, and can be tried again', async () => {
	render(<Example id="a" />);
	await settle(() => questions[0]!.reject(new RequestError('sidecar_unavailable')));
	expect(screen.getByText(/does not answer right now/, { selector: NOTICE })).toBeVisible();
	await settle(() => screen.getByRole('button', { name: 'Try again' }).click());
	await settle(() => questions[1]!.resolve('Here'));
	expect(screen.getByText('Here')).toBeVisible();
});

test('when it cannot be read again, what was there stays', async () => {
	const { rerender } = render(<Example id="a" />);
	await settle(() => questions[0]!.resolve('Here'));
	rerender(<Example id="b" />);
	await settle(() => questions[1]!.reject(new RequestError('network')));
	expect(screen.getByText('Here')).toBeVisible();
	expect(screen.getByText(/check your connection/, { selector: NOTICE })).toBeVisible();
});
