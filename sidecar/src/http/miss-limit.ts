import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { AppError } from '../errors';
import { identityOf } from './request';

const WINDOW_MILLISECONDS = 60_000;
/** A person who follows stale links stays far below. */
const MISSES = 20;

// The package sees the types of Express 4, which another workspace brings to the top: hence the two `unknown`s.

/**
 * Refuses with `rate_limited` (429, `Retry-After`) whoever asked for too many things that are not theirs, for up to a
 * minute. Only answers of 404 count, so somebody who asks for what is theirs may ask as often as they like. Counted per
 * user and per sidecar, in memory. Mount it behind the identity middleware.
 */
export const limitMisses = (): RequestHandler => {
	const limit: unknown = rateLimit({
		windowMs: WINDOW_MILLISECONDS,
		limit: MISSES,
		keyGenerator: (req) => String(identityOf(req as unknown as Request).userId),
		skipSuccessfulRequests: true,
		requestWasSuccessful: (_req, res) => res.statusCode !== 404 && res.statusCode !== 429,
		// Nobody but the refused one learns of it; Retry-After is all they need.
		standardHeaders: false,
		legacyHeaders: false,
		// They are about addresses of callers, and we go by users.
		validate: false,
		handler: (req, res) => {
			const { resetTime } = (req as typeof req & { rateLimit: { resetTime?: Date } }).rateLimit;
			const wait = (resetTime?.getTime() ?? Date.now() + WINDOW_MILLISECONDS) - Date.now();
			res.set('Retry-After', String(Math.max(1, Math.ceil(wait / 1000))));
			throw new AppError('rate_limited', 'Too many questions about checkouts that are not yours.');
		},
	});
	return limit as RequestHandler;
};
