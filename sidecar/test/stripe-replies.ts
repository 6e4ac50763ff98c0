import nock, { type Interceptor } from 'nock';

export const STRIPE = 'https://api.stripe.com';

/** Expects one call of Stripe's API; answer it with `.reply(…)`. */
export const stripeCall = (method: 'GET' | 'POST', path: string | RegExp): Interceptor =>
	nock(STRIPE).intercept(path, method);
