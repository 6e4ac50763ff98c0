import type { CheckoutSessionParams } from '../../stripe/types';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * What Stripe's objects hold that is text and tells nothing about a person: ids and states. Everything else that is text
 * goes, so that a field that Stripe adds one day goes, too.
 */
const KEPT_TEXTS: ReadonlySet<string> = new Set([
	'id',
	'object',
	'type',
	'api_version',
	'account',
	'status',
	'payment_status',
	'mode',
	'currency',
	'reason',
	'failure_reason',
	'cancellation_reason',
	'capture_method',
	// Ids of other objects.
	'balance_transaction',
	'charge',
	'failure_balance_transaction',
	'invoice',
	'latest_charge',
	'payment_intent',
	'refund',
]);

/** An address without what comes after its path, which may name somebody. */
export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

const redact = (value: Json, key: string): Json => {
	if (Array.isArray(value)) {
		return value.map((item) => redact(item, key));
	}
	if (value !== null && typeof value === 'object') {
		// Whoever else sells through the account names fields there as they like.
		return key === 'metadata'
			? {}
			: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(inner, name)]));
	}
	return typeof value === 'string' && !KEPT_TEXTS.has(key) ? null : value;
};

/**
 * An event as JSON with ids, amounts, times and states, and without names, addresses and whatever else may tell who paid.
 * Nothing reads more of a stored event than that.
 */
export const redactEvent = (payload: string): string =>
	JSON.stringify(redact(JSON.parse(payload) as Json, ''));

/** What was sent to Stripe for a purchase that has ended, without the buyer. */
export const redactParams = (stored: string): string => {
	const params = JSON.parse(stored) as CheckoutSessionParams;
	return JSON.stringify({
		...params,
		successUrl: withoutQuery(params.successUrl),
		cancelUrl: withoutQuery(params.cancelUrl),
		customerEmail: null,
	});
};

/** What a mail told, without the query of the address it led back to. */
export const redactMail = (stored: string): string => {
	const data = JSON.parse(stored) as { returnUrl?: string | null };
	return typeof data.returnUrl === 'string'
		? JSON.stringify({ ...data, returnUrl: withoutQuery(data.returnUrl) })
		: stored;
};

/** What was done, without what a person wrote about it. */
export const redactActivity = (stored: string): string => {
	const data = JSON.parse(stored) as { reason?: unknown };
	return 'reason' in data ? JSON.stringify({ ...data, reason: null }) : stored;
};

/** Who paid, as an event tells it: Stripe names the fields differently in sessions, charges and disputes. */
export interface Payer {
	name: string | null;
	email: string | null;
	phone: string | null;
	address: string | null;
}

interface Details {
	name?: string | null;
	email?: string | null;
	phone?: string | null;
	address?: Record<string, string | null> | null;
}

interface PayingObject {
	customer_details?: Details | null;
	billing_details?: Details | null;
	customer_email?: string | null;
	receipt_email?: string | null;
	evidence?: {
		customer_name?: string | null;
		customer_email_address?: string | null;
		billing_address?: string | null;
	} | null;
}

const oneLine = (address: Details['address']): string | null => {
	const lines = Object.values(address ?? {}).filter((part) => part !== null && part !== '');
	return lines.length === 0 ? null : lines.join(', ');
};

/** Who paid, of an event's payload. */
export const payerOf = (payload: string): Payer => {
	const { object } = (JSON.parse(payload) as { data: { object: PayingObject } }).data;
	const details = object.customer_details ?? object.billing_details;
	return {
		name: details?.name ?? object.evidence?.customer_name ?? null,
		email:
			details?.email ??
			object.customer_email ??
			object.receipt_email ??
			object.evidence?.customer_email_address ??
			null,
		phone: details?.phone ?? null,
		address: oneLine(details?.address) ?? object.evidence?.billing_address ?? null,
	};
};
