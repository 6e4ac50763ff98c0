import { createHash, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_LIFETIME_SECONDS, type TokenClaims } from '../../contract';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { identify } from './request';

/** The plugin's secrets; more than one while they are rotated. */
export interface SecretSource {
	/** @param refresh Reads them again when the stored copy may be old. The same list as long as they are the same. */
	secrets(refresh: boolean): Promise<readonly string[]>;
}

/** Two machines never agree on the second. */
const CLOCK_TOLERANCE_SECONDS = 5;

const path = z.string().startsWith('/').max(2000);

const claimsSchema: z.ZodType<TokenClaims> = z.object({
	iss: z.url({ protocol: /^https?$/ }),
	aud: z.literal(TOKEN_AUDIENCE),
	// Two ids that are one number to us would be one student.
	sub: z
		.string()
		.regex(/^(0|[1-9]\d{0,15})$/)
		.refine((id) => Number.isSafeInteger(Number(id))),
	iat: z.int(),
	exp: z.int(),
	jti: z.string().min(1).max(100),
	name: z.string().max(500),
	email: z.string().max(320),
	locale: z.string().max(50),
	caps: z.array(z.string().max(100)).max(50),
	req: z.string().regex(/^[0-9a-f]{64}$/),
	paths: z.object({ success: path, dashboard: path }),
});

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** What a token is bound to: see {@link TokenClaims.req}. */
export const requestBinding = (method: string, pathWithQuery: string, body: Buffer): string =>
	sha256(`${method}\n${pathWithQuery}\n${sha256(body)}`);

const refuse = (): AppError =>
	new AppError('invalid_token', 'The token is missing, expired, or not made for this request.');

const bearer = (req: Request): string => {
	const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(req.header('authorization') ?? '')?.[1];
	if (!token) {
		throw refuse();
	}
	return token;
};

const keysOfSecrets = new WeakMap<readonly string[], readonly KeyObject[]>();

/** Made once for each list: jsonwebtoken would try every text as a public key first, which costs more than all else. */
const keysOf = (secrets: readonly string[]): readonly KeyObject[] => {
	const known = keysOfSecrets.get(secrets);
	if (known) {
		return known;
	}
	const keys = secrets.map((secret) => createSecretKey(Buffer.from(secret)));
	keysOfSecrets.set(secrets, keys);
	return keys;
};

const verifyWith = (token: string, key: KeyObject, now: Date): unknown => {
	try {
		return jwt.verify(token, key, {
			algorithms: [TOKEN_ALGORITHM],
			audience: TOKEN_AUDIENCE,
			clockTimestamp: Math.floor(now.getTime() / 1000),
			clockTolerance: CLOCK_TOLERANCE_SECONDS,
			maxAge: TOKEN_LIFETIME_SECONDS,
		});
	} catch {
		return undefined;
	}
};

/** Tries every secret, and once more with fresh ones, so that a rotation needs no restart. */
const verifyToken = async (token: string, source: SecretSource, now: Date): Promise<unknown> => {
	for (const refresh of [false, true]) {
		for (const key of keysOf(await source.secrets(refresh))) {
			const claims = verifyWith(token, key, now);
			if (claims !== undefined) {
				return claims;
			}
		}
	}
	throw refuse();
};

const equal = (left: string, right: string): boolean =>
	timingSafeEqual(Buffer.from(left), Buffer.from(right));

const checkClaims = (claims: TokenClaims, req: Request, siteUrl: string, now: Date): void => {
	const seconds = now.getTime() / 1000;
	const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
	const sound =
		claims.iss === siteUrl &&
		claims.iat <= seconds + CLOCK_TOLERANCE_SECONDS &&
		claims.exp - claims.iat <= TOKEN_LIFETIME_SECONDS &&
		equal(claims.req, requestBinding(req.method, req.originalUrl, body));
	if (!sound) {
		throw refuse();
	}
};

export interface IdentityOptions {
	source: SecretSource;
	/** The only issuer that is believed: the site's home URL without a trailing slash. */
	siteUrl: () => Promise<string>;
	clock: Clock;
}

/**
 * Lets a request pass only with a token of the plugin, made for exactly this request, and remembers whom it speaks
 * for. Needs the raw body, so it comes after `express.raw`. Raises `invalid_token`.
 */
export const requireIdentity =
	({ source, siteUrl, clock }: IdentityOptions): RequestHandler =>
	async (req, _res, next) => {
		const now = clock.now();
		const parsed = claimsSchema.safeParse(await verifyToken(bearer(req), source, now));
		if (!parsed.success) {
			throw refuse();
		}
		const claims = parsed.data;
		checkClaims(claims, req, await siteUrl(), now);
		identify(req, {
			userId: Number(claims.sub),
			email: claims.email,
			name: claims.name,
			locale: claims.locale,
			capabilities: claims.caps,
			siteUrl: claims.iss,
			paths: claims.paths,
		});
		next();
	};
