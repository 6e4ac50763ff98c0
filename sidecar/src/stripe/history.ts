import type Stripe from 'stripe';
import { askList } from './ask';
import { toCheckoutSession, toDispute, toRefund } from './objects';
import type { CheckoutSession, Dispute, Refund } from './types';

/** An event as Stripe lists it, up to 30 days back: https://docs.stripe.com/api/events/list */
export interface ListedEvent {
	id: string;
	type: string;
	livemode: boolean;
	createdAt: Date;
	objectId: string;
	/** JSON of the whole event. */
	payload: string;
}

/**
 * Everything of one kind that was created since then, newest first, page by page as it is read. Raises StripeFailure
 * where a page cannot be had.
 */
export interface StripeHistory {
	sessions(since: Date): AsyncIterable<CheckoutSession>;
	refunds(since: Date): AsyncIterable<Refund>;
	disputes(since: Date): AsyncIterable<Dispute>;
	events(since: Date, types: readonly string[]): AsyncIterable<ListedEvent>;
}

interface PageParams {
	limit: number;
	created: { gte: number };
	starting_after?: string;
}

/** Stripe's largest page. */
const PAGE = 100;
/** Stripe takes at most so many event types at once. */
const MOST_TYPES = 20;

async function* readPages<Item extends { id: string }>(
	since: Date,
	list: (params: PageParams) => Promise<Stripe.Response<Stripe.ApiList<Item>>>,
): AsyncGenerator<Item> {
	const params: PageParams = { limit: PAGE, created: { gte: Math.floor(since.getTime() / 1000) } };
	for (;;) {
		const page = await askList(() => list(params));
		yield* page.data;
		const last = page.data.at(-1);
		if (!page.has_more || last === undefined) {
			return;
		}
		params.starting_after = last.id;
	}
}

async function* mapped<Item, Result>(
	items: AsyncIterable<Item>,
	map: (item: Item) => Result,
): AsyncGenerator<Result> {
	for await (const item of items) {
		yield map(item);
	}
}

const toListedEvent = (event: Stripe.Event): ListedEvent => ({
	id: event.id,
	type: event.type,
	livemode: event.livemode,
	createdAt: new Date(event.created * 1000),
	objectId: (event.data.object as { id?: string }).id ?? '',
	payload: JSON.stringify(event),
});

export const createHistory = (stripe: Stripe): StripeHistory => ({
	sessions: (since) =>
		mapped(
			readPages(since, (params) =>
				stripe.checkout.sessions.list({
					...params,
					expand: ['data.payment_intent.latest_charge'],
				}),
			),
			toCheckoutSession,
		),
	refunds: (since) =>
		mapped(
			readPages(since, (params) => stripe.refunds.list({ ...params })),
			toRefund,
		),
	disputes: (since) =>
		mapped(
			readPages(since, (params) => stripe.disputes.list({ ...params })),
			toDispute,
		),
	events: (since, types) =>
		mapped(
			readPages(since, (params) =>
				stripe.events.list({ ...params, types: types.slice(0, MOST_TYPES) }),
			),
			toListedEvent,
		),
});
