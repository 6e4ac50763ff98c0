import { expectStatus, send, type Answer, type Call } from './http-client';
import type { Site } from './settings';

/** A browser that is logged in. */
export interface Browser {
	get(path: string): Promise<Answer>;
	/** A REST call with cookie and nonce; `path` below `/wp-json`. */
	rest(method: Call['method'], path: string, body?: string): Promise<Answer>;
}

const cookiesOf = ({ headers }: Answer): string =>
	[headers['set-cookie'] ?? []]
		.flat()
		.map((cookie) => cookie.split(';')[0] ?? '')
		.filter((cookie) => !/=(deleted|\+)?$/.test(cookie))
		.join('; ');

/** Logs in as a student does, and asks for a nonce as WordPress's own scripts do. Raises when either fails. */
export const logIn = async ({ url, login, password }: Site): Promise<Browser> => {
	const form = new URLSearchParams({ log: login, pwd: password, testcookie: '1' });
	const answer = await send({
		method: 'POST',
		url: `${url}/wp-login.php`,
		headers: {
			'Content-Type': 'application/x-www-form-urlencoded',
			Cookie: 'wordpress_test_cookie=WP%20Cookie%20check',
		},
		body: form.toString(),
	});
	expectStatus(answer, 302, 'The login');
	const cookie = cookiesOf(answer);
	const get = (path: string) => send({ method: 'GET', url: `${url}${path}`, headers: { Cookie: cookie } });
	const nonce = await get('/wp-admin/admin-ajax.php?action=rest-nonce');
	expectStatus(nonce, 200, 'The nonce');
	return {
		get,
		rest: (method, path, body) =>
			send({
				method,
				url: `${url}/wp-json${path}`,
				headers: {
					Cookie: cookie,
					'X-WP-Nonce': nonce.body.toString('utf8'),
					...(body !== undefined && { 'Content-Type': 'application/json' }),
				},
				...(body !== undefined && { body }),
			}),
	};
};
