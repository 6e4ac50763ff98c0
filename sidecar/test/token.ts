import { createHash, createHmac, randomUUID } from 'node:crypto';

export const TEST_SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
export const TEST_SITE_URL = 'https://school.example.test';

/** Whom a test speaks for; 0 = a visitor. */
export interface Speaker {
	userId: number;
	name?: string;
	email?: string;
	/** The plugin's capabilities that the user has; none unless told otherwise. */
	caps?: readonly string[];
}

/** What {@link signToken} says of people unless told otherwise. Neither may ever be seen in a log. */
export const SPEAKER_NAME = 'Zoë Ångström';
export const SPEAKER_EMAIL = 'zoe.angstrom@example.test';

export interface SignedRequest {
	method: string;
	/** Path with query. */
	path: string;
	body?: string | Buffer;
}

export interface TokenOverrides {
	secret?: string;
	/** Of the header and of the signature. `none` signs with nothing. */
	algorithm?: 'HS256' | 'HS384' | 'HS512' | 'none';
	/** Unix seconds; now by default. */
	issuedAt?: number;
	/** Replace what the plugin would say; undefined removes it. */
	claims?: Record<string, unknown>;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs any payload under any header, also what no library would sign. */
export const signRaw = (header: { alg: string }, payload: unknown, secret: string): string => {
	const signed = `${encode({ typ: 'JWT', ...header })}.${encode(payload)}`;
	const digest = header.alg.replace(/^[A-Z]+/, 'sha');
	const signature =
		header.alg === 'none' ? '' : createHmac(digest, secret).update(signed).digest('base64url');
	return `${signed}.${signature}`;
};

/** The claims of a token as the plugin makes it. Written apart from the sidecar's own binding. */
export const tokenClaims = (
	{ userId, name = SPEAKER_NAME, email = SPEAKER_EMAIL, caps = [] }: Speaker,
	{ method, path, body = '' }: SignedRequest,
	issuedAt: number,
): Record<string, unknown> => ({
	iss: TEST_SITE_URL,
	aud: 'cohort-enrollment-sidecar',
	sub: String(userId),
	iat: issuedAt,
	exp: issuedAt + 60,
	jti: randomUUID(),
	name: userId === 0 ? '' : name,
	email: userId === 0 ? '' : email,
	locale: 'de_DE',
	caps,
	req: sha256(`${method}\n${path}\n${sha256(body)}`),
	paths: { success: '/your-enrollment/', dashboard: '/my-courses/' },
});

/** Signs as the plugin does; see `plugin/src/Identity/Token_Signer.php`. */
export const signToken = (
	speaker: Speaker,
	request: SignedRequest,
	{
		secret = TEST_SECRET,
		algorithm = 'HS256',
		issuedAt = Math.floor(Date.now() / 1000),
		claims,
	}: TokenOverrides = {},
): string => signRaw({ alg: algorithm }, { ...tokenClaims(speaker, request, issuedAt), ...claims }, secret);
