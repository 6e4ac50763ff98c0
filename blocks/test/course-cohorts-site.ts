export const CHECKOUT = {
	sessionId: 'cs_test_1',
	url: 'https://checkout.example.test/1',
	expiresAt: null,
};

/** Status and body, or an error of the connection. */
type Answer = [number, unknown] | Error;

interface Site {
	/** What the nonce address prints. */
	nonce?: string;
	/** Answer to enroll. */
	enroll?: Answer;
	/** Answers to the waiting list, in order; the last one for ever. */
	waiting?: Answer[];
	/** What `GET …/cohorts` tells, in order; the last one for ever. */
	cohorts?: unknown[][];
}

export interface Call {
	url: string;
	init: RequestInit;
}

const respond = (status: number, body: string) => ({
	ok: status < 300,
	status,
	text: () => Promise.resolve(body),
});

const give = (answer: Answer | undefined) =>
	answer instanceof Error || answer === undefined
		? Promise.reject(answer ?? new Error('The test has no answer for this.'))
		: Promise.resolve(respond(answer[0], JSON.stringify(answer[1])));

const next = <Item>(queue: Item[]): Item | undefined => (queue.length > 1 ? queue.shift() : queue[0]);

/** Answers the cohort list's script like the site does; returns what it asks, in order. */
export const serve = ({
	nonce = 'abc123',
	enroll = [200, CHECKOUT],
	waiting = [],
	cohorts = [[]],
}: Site): Call[] => {
	const calls: Call[] = [];
	const [lists, answers] = [[...cohorts], [...waiting]];
	globalThis.fetch = jest.fn((input: string, init: RequestInit) => {
		calls.push({ url: input, init });
		if (input.includes('admin-ajax')) {
			return Promise.resolve(respond(nonce === '0' ? 400 : 200, nonce));
		}
		if (init.method !== 'POST') {
			return give([200, { cohorts: next(lists) }]);
		}
		return give(input.endsWith('/waiting-list') ? next(answers) : enroll);
	}) as unknown as typeof fetch;
	return calls;
};

export const refusal = (status: number, code: string): [number, unknown] => [
	status,
	{ code, message: 'English', data: { status } },
];

/** What was asked to change something. */
export const posts = (calls: Call[]): Call[] => calls.filter(({ init }) => init.method === 'POST');
