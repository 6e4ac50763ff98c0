import { takeBookedNews } from './booked-news';

const take = (href: string) => {
	const replaceState = jest.fn();
	return { booked: takeBookedNews({ href }, { state: null, replaceState }), replaceState };
};

test('tells what was booked, once', () => {
	const { booked, replaceState } = take('https://example.test/my-courses/?booked=2&view=all');
	expect(booked).toBe(2);
	expect(replaceState).toHaveBeenCalledWith(null, '', 'https://example.test/my-courses/?view=all');
});

test.each(['', '?booked=', '?booked=-1', '?booked=1.5', '?booked=many'])(
	'tells nothing for "%s"',
	(query) => {
		const { booked, replaceState } = take(`https://example.test/my-courses/${query}`);
		expect(booked).toBe(0);
		expect(replaceState).not.toHaveBeenCalled();
	},
);
