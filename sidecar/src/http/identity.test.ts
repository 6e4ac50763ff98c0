import { createSign, generateKeyPairSync } from 'node:crypto';
import express, { type Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { signRaw, signToken, tokenClaims, TEST_SECRET, TEST_SITE_URL } from '../../test/token';
import { requireIdentity, type SecretSource } from './identity';
import { problemHandler } from './problem-handler';
import { identityOf } from './request';

const NOW = new Date('2026-03-01T12:00:00.400Z');
const SECOND = Math.floor(NOW.getTime() / 1000);
const PREVIOUS_SECRET = 'f'.repeat(64);

const student = { userId: 7 };
const path = '/students/me/course-packages?page=2&name=J%C3%BCrgen';
const body = JSON.stringify({ selections: [{ courseStepId: 1, courseStepOptionId: 2 }] });
const post = { method: 'POST', path, body };

const keep = (secrets: string[]): SecretSource => ({ secrets: () => Promise.resolve(secrets) });

const appWith = (source: SecretSource, siteUrl = TEST_SITE_URL): Express => {
	const app = express();
	app.use(express.raw({ type: () => true }));
	app.use(requireIdentity({ source, siteUrl: () => Promise.resolve(siteUrl), clock: { now: () => NOW } }));
	app.use((req, res) => {
		res.json(identityOf(req));
	});
	app.use(problemHandler(pino({ level: 'silent' })));
	return app;
};

const app = appWith(keep([TEST_SECRET, PREVIOUS_SECRET]));

const send = (token: string, { to = app, at = path, sent = body } = {}) =>
	request(to).post(at).set('Authorization', `Bearer ${token}`).send(sent);

const expectRefused = (answer: { status: number; body: unknown }): void => {
	expect(answer.status).toBe(401);
	expect(answer.body).toEqual({
		code: 'invalid_token',
		message: expect.any(String),
		data: { status: 401 },
	});
};

const sign = (claims: Record<string, unknown> = {}, options: { secret?: string; issuedAt?: number } = {}) =>
	signToken(student, post, { issuedAt: SECOND, ...options, claims });

test("a token of the plugin opens the request it was made for and carries the user's identity", async () => {
	const answer = await send(signToken(student, post, { issuedAt: SECOND }));
	expect(answer.status).toBe(200);
	expect(answer.body).toEqual({
		userId: 7,
		name: 'Zoë Ångström',
		email: 'zoe.angstrom@example.test',
		locale: 'de_DE',
		capabilities: [],
		siteUrl: TEST_SITE_URL,
		paths: { success: '/your-enrollment/', dashboard: '/my-courses/' },
	});
});

test('a request without a body is bound to the empty body', async () => {
	const token = signToken(student, { method: 'GET', path }, { issuedAt: SECOND });
	const answer = await request(app).get(path).set('Authorization', `Bearer ${token}`);
	expect(answer.status).toBe(200);
});

describe('a token opens nothing but its own request', () => {
	const token = sign();
	test('not another method', async () => {
		expectRefused(await request(app).put(path).set('Authorization', `Bearer ${token}`).send(body));
	});
	test.each(['/students/me', `${path}/`, path.replace('packages', 'Packages')])(
		'not the path %s',
		async (at) => {
			expectRefused(await send(token, { at }));
		},
	);
	test.each([
		path.replace('page=2', 'page=3'),
		path.replace('?page=2&', '?'),
		`${path}&x=1`,
		path.replace('%C3%BC', '%c3%bc'),
	])('not the query of %s', async (at) => {
		expectRefused(await send(token, { at }));
	});
	test.each([body.replace('1', '9'), `${body} `, '', body.replace(':', ': ')])(
		'not the body %j',
		async (sent) => {
			expectRefused(await send(token, { sent }));
		},
	);
});

describe('a token is believed only', () => {
	test.each(['cohort-enrollment', '', 'Cohort-Enrollment-Sidecar'])(
		'for this audience, not %j',
		async (aud) => {
			expectRefused(await send(sign({ aud })));
		},
	);
	test('for one audience, not for a list that contains it', async () => {
		expectRefused(await send(sign({ aud: ['cohort-enrollment-sidecar', 'another'] })));
	});
	test.each([
		'https://evil.test',
		`${TEST_SITE_URL}/`,
		TEST_SITE_URL.replace('https', 'http'),
		`${TEST_SITE_URL}.evil.test`,
	])('from this site, not %s', async (iss) => {
		expectRefused(await send(sign({ iss })));
	});
	test('when the site has an address at all', async () => {
		expectRefused(await send(sign({ iss: '' }), { to: appWith(keep([TEST_SECRET]), '') }));
	});
	test.each<[string, number, number]>([
		['in its last second', SECOND - 60, 200],
		['with a clock that is 5 seconds behind', SECOND + 5, 200],
		['not after a minute and the tolerance', SECOND - 65, 401],
		['not from an hour ago', SECOND - 3600, 401],
		['not from the future', SECOND + 6, 401],
		['not from the far future', SECOND + 10 ** 9, 401],
	])('%s', async (_, issuedAt, status) => {
		expect((await send(sign({}, { issuedAt }))).status).toBe(status);
	});
	test.each<[string, Record<string, unknown>]>([
		['which lives longer than a minute', { exp: SECOND + 61 }],
		['which is old but ends late', { iat: SECOND - 70, exp: SECOND + 30 }],
		['which ended before it began', { exp: SECOND - 6 }],
		['which never ends', { exp: undefined }],
		['which never began', { iat: undefined }],
		['which is not valid yet', { nbf: SECOND + 60 }],
	])('when it is fresh, not one %s', async (_, claims) => {
		expectRefused(await send(sign(claims)));
	});
});

describe('a signature is believed only', () => {
	test('when it was made with a shared secret', async () => {
		expectRefused(await send(sign({}, { secret: 'a'.repeat(64) })));
	});
	test('with the secret as it is, not decoded from hexadecimal', async () => {
		const decoded = Buffer.from(TEST_SECRET, 'hex').toString('latin1');
		expectRefused(await send(sign({}, { secret: decoded })));
	});
	test('also when it was made with the previous secret', async () => {
		expect((await send(sign({}, { secret: PREVIOUS_SECRET }))).status).toBe(200);
	});
	test('never when there is no secret, not even an empty one', async () => {
		expectRefused(await send(sign({}, { secret: '' }), { to: appWith(keep([])) }));
	});
	test.each(['HS384', 'HS512', 'none'] as const)('never under the algorithm %s', async (algorithm) => {
		expectRefused(await send(signToken(student, post, { algorithm, issuedAt: SECOND })));
	});
	test.each(['none', 'None', 'NONE', '', 'hs256'])('never without one, under %j', async (alg) => {
		const claims = tokenClaims(student, post, SECOND);
		const [header, payload] = signRaw({ alg: 'none' }, claims, '').split('.');
		const renamed = Buffer.from(JSON.stringify({ alg })).toString('base64url');
		for (const token of [`${renamed}.${payload}.`, `${renamed}.${payload}.e30`, `${header}.${payload}`]) {
			expectRefused(await send(token));
		}
	});
	test('never when a public key was used as the secret, or a private one to sign', async () => {
		const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
		const to = appWith(keep([pem]));
		const claims = tokenClaims(student, post, SECOND);
		const [header, payload] = signRaw({ alg: 'RS256' }, claims, '').split('.');
		const signature = createSign('sha256').update(`${header}.${payload}`).sign(privateKey, 'base64url');
		expectRefused(await send(`${header}.${payload}.${signature}`, { to }));
		expectRefused(await send(`${header}.${payload}.${signature}`));
	});
	test('never when a byte of header, claims or signature was changed', async () => {
		const token = sign();
		for (const [index, part] of token.split('.').entries()) {
			const parts = token.split('.');
			// The first character: the last one's low bits may be padding.
			parts[index] = `${part.startsWith('e') ? 'f' : 'e'}${part.slice(1)}`;
			expectRefused(await send(parts.join('.')));
		}
	});
});

test.each<[string, string | undefined]>([
	['no header', undefined],
	['an empty one', ''],
	['another scheme', `Basic ${Buffer.from('a:b').toString('base64')}`],
	['a token without its scheme', sign()],
	['a scheme without a token', 'Bearer '],
	['two parts', 'Bearer e30.e30'],
	['four parts', 'Bearer e30.e30.e30.e30'],
	['words', 'Bearer not a token'],
	['bytes that are not base64', 'Bearer !!!.???.***'],
	['parts that are not JSON', 'Bearer AAAA.AAAA.AAAA'],
	['two tokens', `Bearer ${sign()}, Bearer ${sign()}`],
])('%s as Authorization is refused', async (_, header) => {
	const sending = request(app).post(path).send(body);
	expectRefused(await (header === undefined ? sending : sending.set('Authorization', header)));
});

describe('well signed claims of a wrong shape are refused, never an error of ours', () => {
	test.each<[string, unknown]>(
		[
			...[
				'iss',
				'aud',
				'sub',
				'iat',
				'exp',
				'jti',
				'name',
				'email',
				'locale',
				'caps',
				'req',
				'paths',
			].flatMap((claim): [string, unknown][] =>
				[undefined, null, {}, [], -1.5, true].map((value) => [claim, value]),
			),
			['sub', '-1'],
			['sub', '01'],
			['sub', '1e3'],
			['sub', '7 '],
			['sub', '9007199254740993'],
			['sub', '7'.repeat(400)],
			['iss', 'javascript:alert(1)'],
			['iat', String(SECOND)],
			['exp', Number.MAX_SAFE_INTEGER],
			['req', 'F'.repeat(64)],
			['req', 'ü'.repeat(64)],
			['caps', [1]],
			['paths', { success: 'https://evil.test/', dashboard: '/' }],
			['paths', { success: '/' }],
			['email', 'x'.repeat(321)],
		].filter(([claim, value]) => !(claim === 'caps' && Array.isArray(value) && value.length === 0)) as [
			string,
			unknown,
		][],
	)('%s = %j', async (claim, value) => {
		expectRefused(await send(sign({ [claim]: value })));
	});

	test.each([null, 'text', 7, true, [], [1], {}])('a payload of %j', async (payload) => {
		expectRefused(await send(signRaw({ alg: 'HS256' }, payload, TEST_SECRET)));
	});
});

test('fresh secrets are asked for once when the known ones do not fit', async () => {
	const asked: boolean[] = [];
	const rotated = appWith({
		secrets: (refresh) => {
			asked.push(refresh);
			return Promise.resolve([refresh ? TEST_SECRET : PREVIOUS_SECRET]);
		},
	});
	expect((await send(sign(), { to: rotated })).status).toBe(200);
	expect(asked).toEqual([false, true]);
	asked.length = 0;
	expectRefused(await send(sign({}, { secret: 'a'.repeat(64) }), { to: rotated }));
	expect(asked).toEqual([false, true]);
});
