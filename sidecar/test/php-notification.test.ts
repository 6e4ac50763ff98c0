import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { NOTIFICATION_ROUTE } from '../contract';
import { signNotification } from '../src/wordpress/mail-gateway';
import { signToken, TEST_SECRET, TEST_SITE_URL } from './token';

interface Call {
	token: string;
	body: string;
	/** Seconds between signing and arrival, by the plugin's clock. */
	age?: number;
	path?: string;
}

const NOW = new Date('2026-03-01T12:00:00.400Z');
const SECOND = Math.floor(NOW.getTime() / 1000);
const PREVIOUS_SECRET = 'f'.repeat(64);
const BODY = '{"kind":"enrolled","data":{"courseTitle":"Öl & Farbe 🎓 \\u00e9\\/"}}';

/** The real PHP with the plugin's real class. Any warning would break the JSON. */
const acceptedInPhp = (calls: Call[], secrets = [TEST_SECRET, PREVIOUS_SECRET]): boolean[] => {
	const input = {
		secrets,
		audience: TEST_SITE_URL,
		calls: calls.map(({ token, body, age = 0, path = NOTIFICATION_ROUTE }) => ({
			token,
			path,
			body: Buffer.from(body).toString('base64'),
			now: SECOND + age,
		})),
	};
	const output = execFileSync(
		'php',
		['-d', 'display_errors=1', '-d', 'error_reporting=-1', join(__dirname, 'verify-tokens.php')],
		{ input: JSON.stringify(input) },
	);
	return JSON.parse(output.toString()) as boolean[];
};

const sign = ({ body = BODY, secret = TEST_SECRET, site = TEST_SITE_URL } = {}): string =>
	signNotification(body, secret, site, NOW);

const resign = (change: Record<string, unknown>, options: jwt.SignOptions = {}): string => {
	const claims = jwt.decode(sign()) as Record<string, unknown>;
	return jwt.sign({ ...claims, ...change }, TEST_SECRET, { algorithm: 'HS256', ...options });
};

test('what the sidecar signs is believed by PHP, with the current and the previous secret', () => {
	expect(
		acceptedInPhp([
			{ token: sign(), body: BODY },
			{ token: sign({ secret: PREVIOUS_SECRET }), body: BODY },
			{ token: sign({ body: '' }), body: '' },
		]),
	).toEqual([true, true, true]);
	expect(acceptedInPhp([{ token: sign({ secret: PREVIOUS_SECRET }), body: BODY }], [TEST_SECRET])).toEqual([
		false,
	]);
});

test('PHP believes a token for a minute, with clocks that differ by five seconds', () => {
	const token = sign();
	const ages = [-6, -5, 0, 64, 65];
	expect(acceptedInPhp(ages.map((age) => ({ token, body: BODY, age })))).toEqual([
		false,
		true,
		true,
		true,
		false,
	]);
});

test('PHP refuses what was made for another body, route, site or secret', () => {
	expect(
		acceptedInPhp([
			{ token: sign(), body: `${BODY} ` },
			{ token: sign(), body: '' },
			{ token: sign(), body: BODY, path: `${NOTIFICATION_ROUTE}/` },
			{ token: sign({ site: `${TEST_SITE_URL}.evil.test` }), body: BODY },
			{ token: sign({ secret: 'x'.repeat(64) }), body: BODY },
		]),
	).toEqual([false, false, false, false, false]);
});

test('PHP refuses claims and algorithms that the sidecar does not use, though signed with the right secret', () => {
	const plugins = signToken(
		{ userId: 1 },
		{ method: 'POST', path: NOTIFICATION_ROUTE, body: BODY },
		{ issuedAt: SECOND },
	);
	const tokens = [
		resign({}, { algorithm: 'HS512' }),
		resign({ iss: TEST_SITE_URL }),
		resign({ aud: [TEST_SITE_URL] }),
		resign({ exp: SECOND + 3600 }),
		jwt.sign(jwt.decode(sign()) as object, '', { algorithm: 'none' }),
		plugins,
	];
	expect(acceptedInPhp(tokens.map((token) => ({ token, body: BODY })))).toEqual(tokens.map(() => false));
	// The same way of making tokens, with nothing changed: it is the change that was refused.
	expect(acceptedInPhp([{ token: resign({}), body: BODY }])).toEqual([true]);
});
