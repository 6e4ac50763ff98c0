import type { Request } from 'express';
import type { ZodType } from 'zod';
import type { TokenClaims } from '../../contract';
import { AppError } from '../errors';
import { toFieldIssue } from './field-issues';

/** For whom the plugin speaks; see `identity.ts`. */
export interface Identity {
	/** WordPress user id; 0 = a visitor. */
	userId: number;
	email: string;
	name: string;
	locale: string;
	capabilities: readonly string[];
	/** The site's home URL, from the token's issuer. */
	siteUrl: string;
	paths: TokenClaims['paths'];
}

const identities = new WeakMap<Request, Identity>();

/** Remembers who a verified request speaks for. */
export const identify = (req: Request, identity: Identity): void => {
	identities.set(req, identity);
};

/** Who the request speaks for. Throws when the route was mounted without the identity middleware. */
export const identityOf = (req: Request): Identity => {
	const identity = identities.get(req);
	if (!identity) {
		throw new Error('This route needs the identity middleware.');
	}
	return identity;
};

/** The logged-in student. Raises `login_required` for a visitor. */
export const requireStudent = (req: Request): Identity & { userId: number } => {
	const identity = identityOf(req);
	if (identity.userId === 0) {
		throw new AppError('login_required', 'Log in first.');
	}
	return identity;
};

/** Checks input against its schema. Raises `invalid_request` with a `FieldIssue` for each wrong field. */
export const parse = <Output>(schema: ZodType<Output>, input: unknown): Output => {
	const result = schema.safeParse(input, { reportInput: true });
	if (result.success) {
		return result.data;
	}
	const issues = result.error.issues.map(toFieldIssue);
	throw new AppError('invalid_request', 'The request does not have the expected shape.', { issues });
};

/** The JSON of a raw body; `{}` when there is none. Raises `invalid_request` when it is not JSON. */
export const jsonBody = (req: Request): unknown => {
	const body: unknown = req.body;
	if (!Buffer.isBuffer(body) || body.length === 0) {
		return {};
	}
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		throw new AppError('invalid_request', 'The body is not JSON.');
	}
};
