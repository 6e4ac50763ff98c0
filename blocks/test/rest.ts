import apiFetch from '@wordpress/api-fetch';

/** An answer that is not a success, with what `@wordpress/api-fetch` throws. */
export class Refused extends Error {
	constructor(
		readonly code: string,
		readonly data: Record<string, unknown> = {},
	) {
		super('');
	}
}

/** An answer that the test gives when it wants to. */
export class Later {
	private resolve!: (answer: unknown) => void;
	readonly promise = new Promise<unknown>((resolve) => {
		this.resolve = resolve;
	});

	give(answer: unknown): void {
		this.resolve(answer);
	}
}

const settle = async (answer: unknown): Promise<unknown> => {
	const settled = answer instanceof Later ? await answer.promise : answer;
	if (settled instanceof Refused) {
		throw settled;
	}
	return settled;
};

interface Asked {
	path: string;
	method: string;
	data: unknown;
}

/**
 * Answers the REST interface, which the test file must have mocked:
 * `jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }))`.
 *
 * @param routes By end of the path; of several answers each is given once, the last one for ever.
 * @return What was asked, in order.
 */
export const answerRest = (routes: Record<string, unknown[]>): Asked[] => {
	const asked: Asked[] = [];
	const queues = new Map(Object.entries(routes).map(([path, answers]) => [path, [...answers]]));
	jest.mocked(apiFetch).mockImplementation((options) => {
		const { path = '', method = 'GET', data } = options as Partial<Asked>;
		asked.push({ path, method, data });
		const queue = [...queues].find(([end]) => path.endsWith(end))?.[1];
		if (queue === undefined) {
			throw new Error(`The test has no answer for ${path}.`);
		}
		return settle(queue.length > 1 ? queue.shift() : queue[0]);
	});
	return asked;
};

/** What the browser does when the back button takes a page out of its memory. */
export const comeBack = (): void => {
	window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
};
