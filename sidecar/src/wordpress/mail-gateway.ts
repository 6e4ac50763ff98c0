import { createHash, createSecretKey, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import {
	NOTIFICATION_ISSUER,
	NOTIFICATION_ROUTE,
	TOKEN_ALGORITHM,
	TOKEN_LIFETIME_SECONDS,
	type NotificationClaims,
	type NotificationRequest,
	type NotificationResponse,
} from '../../contract';
import type { Clock } from '../clock';

/** The plugin did not send a mail, or we do not know. `code` is WordPress's, or `unreachable`. */
export class MailFailure extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.name = 'MailFailure';
		this.code = code;
	}
}

/** The plugin's side of mails: the only place from which the sidecar calls WordPress, and never within a request. */
export interface MailGateway {
	/** Asks the plugin to send one mail; the same `reference` never sends two. Raises {@link MailFailure}. */
	send(request: NotificationRequest): Promise<NotificationResponse['outcome']>;
}

interface Options {
	/** Where the sidecar reaches WordPress; without a trailing slash. */
	baseUrl: () => Promise<string>;
	/** The site's home URL without a trailing slash: for whom the token is. */
	siteUrl: () => Promise<string>;
	/** Newest first. `refresh` reads them again. */
	secrets: (refresh: boolean) => Promise<readonly string[]>;
	clock: Clock;
}

/** A site's mailer may talk to a slow server; a worker can wait. */
const TIMEOUT_MILLISECONDS = 30_000;

const answerSchema = z.object({ outcome: z.enum(['sent', 'already_sent', 'unknown', 'no_recipient']) });
const refusalSchema = z.object({ code: z.string().regex(/^\w{1,64}$/) });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The token for one call; see {@link NotificationClaims}. */
export const signNotification = (body: string, secret: string, siteUrl: string, now: Date): string => {
	const issuedAt = Math.floor(now.getTime() / 1000);
	const claims: NotificationClaims = {
		iss: NOTIFICATION_ISSUER,
		aud: siteUrl,
		iat: issuedAt,
		exp: issuedAt + TOKEN_LIFETIME_SECONDS,
		jti: randomUUID(),
		req: sha256(`POST\n${NOTIFICATION_ROUTE}\n${sha256(body)}`),
	};
	// As a key: jsonwebtoken would try a text as a private key first.
	return jwt.sign(claims, createSecretKey(Buffer.from(secret)), { algorithm: TOKEN_ALGORITHM });
};

const post = async (
	url: string,
	body: string,
	token: string,
): Promise<{ status: number; answer: unknown }> => {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/json',
				Authorization: `Bearer ${token}`,
				'X-Cohort-Enrollment-Token': token,
			},
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
		});
		return { status: response.status, answer: await response.json().catch(() => null) };
	} catch (error) {
		throw new MailFailure(
			'unreachable',
			`WordPress gave no answer (${error instanceof Error ? error.name : 'unknown'}).`,
		);
	}
};

const outcomeOf = (status: number, answer: unknown): NotificationResponse['outcome'] => {
	const accepted = answerSchema.safeParse(answer);
	if (status === 200 && accepted.success) {
		return accepted.data.outcome;
	}
	const refusal = refusalSchema.safeParse(answer);
	const code = refusal.success ? refusal.data.code : 'unexpected';
	throw new MailFailure(code, `WordPress answered ${status} (${code}).`);
};

export const createMailGateway = ({ baseUrl, siteUrl, secrets, clock }: Options): MailGateway => {
	const attempt = async (body: string, refresh: boolean): Promise<NotificationResponse['outcome']> => {
		const [secret] = await secrets(refresh);
		if (secret === undefined) {
			throw new MailFailure('no_secret', 'There is no secret that the plugin shares yet.');
		}
		const token = signNotification(body, secret, await siteUrl(), clock.now());
		// Works with every permalink structure.
		const url = `${await baseUrl()}/?rest_route=${NOTIFICATION_ROUTE}`;
		const { status, answer } = await post(url, body, token);
		return outcomeOf(status, answer);
	};

	return {
		async send(request) {
			const body = JSON.stringify(request);
			try {
				return await attempt(body, false);
			} catch (error) {
				// The secret may have been rotated a moment ago.
				if (error instanceof MailFailure && error.code === 'invalid_token') {
					return attempt(body, true);
				}
				throw error;
			}
		},
	};
};
