import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';

export interface Credentials {
	login: string;
	password: string;
}

/** WordPress's REST interface for one person, with cookie and nonce, as the blocks and the editor use it. */
export interface RestClient {
	/** @param path Below `/wp-json`. A body that is not undefined is sent as JSON. */
	send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<APIResponse>;
	/** The same; the answer must be a 2xx and is read as JSON. */
	ask<Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
}

/** Logs in without a page; `request` (and the browser that shares its cookies) is that person afterwards. */
export const logIn = async (
	request: APIRequestContext,
	siteUrl: string,
	{ login, password }: Credentials,
): Promise<RestClient> => {
	const answer = await request.post(`${siteUrl}/wp-login.php`, {
		form: { log: login, pwd: password },
		maxRedirects: 0,
	});
	expect(answer.status(), `login of ${login}`).toBe(302);
	const nonce = await (await request.get(`${siteUrl}/wp-admin/admin-ajax.php?action=rest-nonce`)).text();
	const send: RestClient['send'] = (method, path, body) =>
		request.fetch(`${siteUrl}/wp-json${path}`, {
			method,
			headers: { 'X-WP-Nonce': nonce },
			...(body === undefined ? {} : { data: body }),
		});
	return {
		send,
		async ask<Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) {
			const response = await send(method, path, body);
			expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(
				true,
			);
			return (await response.json()) as Answer;
		},
	};
};
