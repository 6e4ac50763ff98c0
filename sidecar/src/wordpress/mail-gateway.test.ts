import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import type { NotificationRequest } from '../../contract';
import { createTestClock } from '../../test/clock';
import { createMailGateway, MailFailure } from './mail-gateway';

const SITE = 'https://school.example';
const SECRETS = ['a'.repeat(32), 'b'.repeat(32)];

interface Seen {
	url: string | undefined;
	token: string;
	body: string;
}

let server: Server;
let seen: Seen[];
let answers: { status: number; body: string }[];

const read = async (req: IncomingMessage): Promise<string> => {
	let text = '';
	for await (const chunk of req) {
		text += String(chunk);
	}
	return text;
};

beforeAll(async () => {
	server = createServer((req, res) => {
		void read(req).then((body) => {
			const token = String(req.headers.authorization).replace('Bearer ', '');
			expect(req.headers['x-cohort-enrollment-token']).toBe(token);
			seen.push({ url: req.url, token, body });
			const answer = answers.shift() ?? { status: 200, body: '{"outcome":"sent"}' };
			res.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
});
beforeEach(() => {
	seen = [];
	answers = [];
});
afterAll(() => server.close());

const clock = createTestClock();
const baseUrl = () => Promise.resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
const refreshed: boolean[] = [];
const gateway = createMailGateway({
	baseUrl,
	siteUrl: () => Promise.resolve(SITE),
	secrets: (refresh) => {
		refreshed.push(refresh);
		return Promise.resolve(refresh ? [...SECRETS].reverse() : SECRETS);
	},
	clock,
});
const request: NotificationRequest = {
	reference: '6f1c7c1e-8c7a-4b38-9c7b-0f6f3f0b7a11',
	studentId: 7,
	kind: 'payment_failed',
	data: {
		courseCode: 'W',
		courseTitle: 'Writing',
		cohortName: 'Fall',
		amount: 49_000,
		currency: 'eur',
		returnUrl: null,
	},
};

const codeOf = async (call: Promise<unknown>): Promise<string> => {
	const error: unknown = await call.catch((raised: unknown) => raised);
	return error instanceof MailFailure ? error.code : 'none';
};

test('a call carries a token that is bound to its body, to this site, and to one minute', async () => {
	expect(await gateway.send(request)).toBe('sent');
	const [call] = seen;
	expect(call?.url).toBe('/?rest_route=/cohort-enrollment/v1/notifications');
	expect(JSON.parse(call?.body ?? '')).toEqual(request);
	const claims = jwt.verify(call?.token ?? '', SECRETS[0] ?? '', {
		algorithms: ['HS256'],
		clockTimestamp: Math.floor(clock.now().getTime() / 1000),
	}) as jwt.JwtPayload;
	const digest = (text: string) => createHash('sha256').update(text).digest('hex');
	expect(claims).toMatchObject({
		iss: 'cohort-enrollment-sidecar',
		aud: SITE,
		req: digest(`POST\n/cohort-enrollment/v1/notifications\n${digest(call?.body ?? '')}`),
	});
	expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
});

test('a secret that was rotated a moment ago is read again, once', async () => {
	answers = [{ status: 401, body: '{"code":"invalid_token"}' }];
	refreshed.length = 0;
	expect(await gateway.send(request)).toBe('sent');
	expect(refreshed).toEqual([false, true]);
	expect(() =>
		jwt.verify(seen[1]?.token ?? '', SECRETS[1] ?? '', { ignoreExpiration: true }),
	).not.toThrow();
	answers = [
		{ status: 401, body: '{"code":"invalid_token"}' },
		{ status: 401, body: '{"code":"invalid_token"}' },
	];
	expect(await codeOf(gateway.send(request))).toBe('invalid_token');
});

test.each([
	[502, '{"code":"mail_failed"}', 'mail_failed'],
	[404, '{"code":"rest_no_route"}', 'rest_no_route'],
	[200, '<html>maintenance</html>', 'unexpected'],
	[200, '{"outcome":"surprise"}', 'unexpected'],
	[302, '', 'unexpected'],
	[500, '{"code":"a code with spaces"}', 'unexpected'],
])('an answer of %i %s is a failure called %s', async (status, body, code) => {
	answers = [{ status, body }];
	expect(await codeOf(gateway.send(request))).toBe(code);
});

test('a site that does not answer is unreachable', async () => {
	const nobody = createMailGateway({
		baseUrl: () => Promise.resolve('http://127.0.0.1:1'),
		siteUrl: () => Promise.resolve(SITE),
		secrets: () => Promise.resolve(SECRETS),
		clock,
	});
	expect(await codeOf(nobody.send(request))).toBe('unreachable');
});

test('without a shared secret nothing is sent', async () => {
	const early = createMailGateway({
		baseUrl,
		siteUrl: () => Promise.resolve(SITE),
		secrets: () => Promise.resolve([]),
		clock,
	});
	expect(await codeOf(early.send(request))).toBe('no_secret');
	expect(seen).toEqual([]);
});
