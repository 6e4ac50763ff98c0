import type { ErrorRequestHandler, Request, Response } from 'express';
import { z } from 'zod';
import { StripeApiError, invalidRequest } from '../api/errors';
import { plainPage } from '../pages/plain-page';

const isBrowser = (request: Pick<Request, 'accepts'>): boolean =>
	request.accepts(['json', 'html']) === 'html';

/** Ends an action: a browser's form goes back to this part of the dashboard, a program hears the result. */
export function done(
	request: Pick<Request, 'accepts'>,
	response: Response,
	section: string,
	result: object = {},
): void {
	if (isBrowser(request)) response.redirect(303, `/#${section}`);
	else response.json({ ok: true, ...result });
}

/**
 * Reads what a test or the dashboard has sent.
 *
 * @throws StripeApiError 400 that says in words what is wrong
 */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
	const parsed = schema.safeParse(body ?? {});
	if (!parsed.success) {
		const param = parsed.error.issues[0]?.path.join('.') ?? '';
		throw invalidRequest(z.prettifyError(parsed.error), param === '' ? {} : { param });
	}
	return parsed.data;
}

/** Says why not: on a page to a browser, as Stripe's error object to a program. */
export const answerRefusal: ErrorRequestHandler = (error: unknown, request, response, next) => {
	if (!(error instanceof StripeApiError)) {
		next(error);
		return;
	}
	response.status(error.status);
	const link = { href: '/', text: 'Back to the dashboard' };
	if (isBrowser(request)) response.send(plainPage('That did not work', error.message, link));
	else response.json({ error: error.body });
};
