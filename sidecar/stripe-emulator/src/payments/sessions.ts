import type Stripe from 'stripe';
import { invalidRequest, missingResource } from '../api/errors';
import { missingParameter } from '../api/parameters';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import { buildSession } from '../objects/checkout-session';
import type { CheckoutSession, EventCause, Price } from '../store/state';
import { NO_REQUEST } from '../webhooks/events';
import { discountAmount, discountOf, setDiscount } from './discounts';
import { cancelIntentOf } from './intents';
import { createLineItems } from './line-items';
import { formatAmount, smallestAmount } from './money';

const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 60 * 60;
/** Time that a request may take between its sender's clock and this one's. */
const CLOCK_MARGIN_SECONDS = 60;

/**
 * Opens a session: https://docs.stripe.com/api/checkout/sessions/create
 *
 * @throws StripeApiError 400
 */
export function createSession(
	context: Context,
	parameters: Stripe.Checkout.SessionCreateParams,
): CheckoutSession {
	const { store, clock } = context;
	checkMode(parameters);
	checkAddresses(parameters);
	const created = unixSeconds(clock);
	const expiresAt = expiry(parameters.expires_at, created);
	checkCustomer(context, parameters);
	const items = createLineItems(context, parameters.line_items ?? [], parameters.currency);
	const discount = discountOf(context, parameters.discounts ?? []);
	if (parameters.allow_promotion_codes === true && discount !== null) {
		throw invalidRequest(
			'You may only specify one of these parameters: allow_promotion_codes, discounts.',
		);
	}
	const subtotal = items.lineItems.reduce((sum, item) => sum + item.amount_subtotal, 0);
	checkTotal(
		subtotal - (discount === null ? 0 : discountAmount(discount.coupon, subtotal)),
		items.currency,
	);
	const session = buildSession(
		parameters,
		{ currency: items.currency, subtotal, discount: 0 },
		{ created, expiresAt },
		(id) => `${context.publicUrl()}/pay/${id}`,
	);
	store.state.sessionDetails.set(session.id, {
		...items,
		paymentIntentData: parameters.payment_intent_data ?? {},
		promotionCodeId: null,
		couponId: null,
	});
	if (discount !== null) setDiscount(context, session, discount);
	return store.save('checkout.session', session);
}

function checkMode(parameters: Stripe.Checkout.SessionCreateParams): void {
	if (parameters.mode === undefined) throw missingParameter('mode');
	if (parameters.mode !== 'payment') {
		throw invalidRequest('The local Stripe knows sessions of mode payment only.', { param: 'mode' });
	}
	if ((parameters.ui_mode ?? 'hosted_page') !== 'hosted_page') {
		throw invalidRequest('The local Stripe knows the ui_mode hosted_page only.', { param: 'ui_mode' });
	}
	if ((parameters.line_items ?? []).length === 0) throw missingParameter('line_items');
}

function checkAddresses(parameters: Stripe.Checkout.SessionCreateParams): void {
	if (parameters.success_url === undefined) throw missingParameter('success_url');
	checkAddress(parameters.success_url, 'success_url');
	if (parameters.cancel_url !== undefined) checkAddress(parameters.cancel_url, 'cancel_url');
}

function checkAddress(url: string, param: string): void {
	if (URL.canParse(url) && /^https?:\/\//i.test(url)) return;
	throw invalidRequest(
		'Not a valid URL. URL must be 5000 characters or less and include an explicit scheme, such as https.',
		{ code: 'url_invalid', param },
	);
}

/** Nothing may be asked for, or enough that Stripe's fee leaves something. */
function checkTotal(total: number, currency: string): void {
	const smallest = smallestAmount(currency);
	if (total === 0 || total >= smallest) return;
	throw invalidRequest(
		`The Checkout Session's total amount due must add up to at least ${formatAmount(smallest, currency)} ${currency}`,
		{ code: 'amount_too_small' },
	);
}

function expiry(wanted: number | undefined, now: number): number {
	if (wanted === undefined) return now + LONGEST_SECONDS;
	if (wanted < now + SHORTEST_SECONDS - CLOCK_MARGIN_SECONDS) {
		throw invalidRequest(
			'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
			{ param: 'expires_at' },
		);
	}
	if (wanted > now + LONGEST_SECONDS + CLOCK_MARGIN_SECONDS) {
		throw invalidRequest(
			'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
			{
				param: 'expires_at',
			},
		);
	}
	return wanted;
}

function checkCustomer({ store }: Context, parameters: Stripe.Checkout.SessionCreateParams): void {
	const { customer, customer_email: email } = parameters;
	if (customer !== undefined && email !== undefined) {
		throw invalidRequest('You may only specify one of these parameters: customer, customer_email.');
	}
	if (customer !== undefined && store.get('customer', customer) === undefined) {
		throw missingResource('customer', customer, 'customer');
	}
	if (email !== undefined && !isEmail(email)) {
		throw invalidRequest(`Invalid email address: ${email}`, {
			code: 'email_invalid',
			param: 'customer_email',
		});
	}
}

/** As strict as it must be for a test page: something, an at sign, a domain with a dot. */
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/**
 * Ends an open session before anybody pays.
 *
 * @throws StripeApiError 400 when it is not open any more
 */
export function expireSession(
	context: Context,
	session: CheckoutSession,
	cause: EventCause,
): CheckoutSession {
	const { store, events } = context;
	if (session.status !== 'open') {
		throw invalidRequest(
			`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
		);
	}
	session.status = 'expired';
	session.url = null;
	store.save('checkout.session', session);
	cancelIntentOf(context, session, 'expired', cause);
	events.emit('checkout.session.expired', session, cause);
	return session;
}

/** Expires a session whose time is over. */
export function expireIfDue(context: Context, session: CheckoutSession): void {
	if (session.status === 'open' && session.expires_at <= unixSeconds(context.clock))
		expireSession(context, session, NO_REQUEST);
}

/** Expires every session whose time is over. */
export function expireDueSessions(context: Context): void {
	for (const session of context.store.state.objects['checkout.session'].values())
		expireIfDue(context, session);
}

/** A session's line items as the API shows them: with the price as it was when the session was made. */
export function lineItemsOf(
	{ store }: Context,
	sessionId: string,
): (Omit<Stripe.LineItem, 'price'> & { price: Price })[] {
	const details = store.state.sessionDetails.get(sessionId);
	return (details?.lineItems ?? []).flatMap((item, index) => {
		const price = details?.prices[index];
		return price === undefined ? [] : [{ ...item, price }];
	});
}
