import { request, RequestError } from './request';

const answerWith = (status: number, body: string) => {
	globalThis.fetch = jest.fn().mockResolvedValue({
		ok: status < 300,
		status,
		json: () => Promise.resolve(body).then((text): unknown => JSON.parse(text)),
		headers: new Headers(),
	});
};

const failureOf = async (asked: Promise<unknown>): Promise<RequestError> => {
	const error: unknown = await asked.catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(RequestError);
	return error as RequestError;
};

test('asks below the namespace of the plugin', async () => {
	answerWith(200, '{"packages":[]}');
	await expect(request('/students/me/course-packages')).resolves.toEqual({ packages: [] });
	expect(String((globalThis.fetch as jest.Mock).mock.calls[0]?.[0])).toContain(
		'/cohort-enrollment/v1/students/me/course-packages',
	);
});

test('sends a body as JSON', async () => {
	answerWith(200, '{}');
	await request('/x', { selections: [] });
	const [, init] = (globalThis.fetch as jest.Mock).mock.calls[0] as [string, RequestInit];
	expect(init).toMatchObject({ method: 'POST', body: '{"selections":[]}' });
});

test('keeps code and data of a refusal', async () => {
	answerWith(409, '{"code":"nothing_booked","message":"","data":{"status":409,"conflicts":[1]}}');
	const error = await failureOf(request('/x', {}));
	expect(error.code).toBe('nothing_booked');
	expect(error.data.conflicts).toEqual([1]);
});

test.each(['login_required', 'rest_forbidden', 'rest_not_logged_in'])(
	'reads %s as a login that has ended',
	async (code) => {
		answerWith(401, JSON.stringify({ code, message: '', data: { status: 401 } }));
		expect((await failureOf(request('/x'))).code).toBe('login_required');
	},
);

test('tells a connection that broke', async () => {
	globalThis.fetch = jest.fn().mockRejectedValue(new TypeError('Failed to fetch'));
	expect((await failureOf(request('/x'))).code).toBe('network');
});

test('tells an answer that is no JSON', async () => {
	answerWith(200, '<html>');
	expect((await failureOf(request('/x'))).code).toBe('unexpected_answer');
});

test('gives up on an answer that does not come', async () => {
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(
		AbortSignal.abort(new DOMException('', 'TimeoutError')),
	);
	globalThis.fetch = jest.fn((_: unknown, init?: RequestInit) =>
		Promise.reject(init?.signal?.reason as DOMException),
	) as typeof fetch;
	expect((await failureOf(request('/x'))).code).toBe('timeout');
	jest.restoreAllMocks();
});
