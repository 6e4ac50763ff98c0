import type { Clock } from '../../clock';
import {
	findCheckoutByPayment,
	findCheckoutByReference,
	findCheckoutBySession,
	type CheckoutRow,
	type CheckoutState,
} from '../../db/checkouts';
import type { Connection } from '../../db/database';
import { findRefundByStripeId } from '../../db/refunds';
import { findStripeEventIds } from '../../db/stripe-events';
import { hasTaskAbout } from '../../db/tasks';
import type { StripeGateway } from '../../stripe/gateway';
import type { ListedEvent } from '../../stripe/history';
import type { CheckoutSession, Dispute, Refund } from '../../stripe/types';
import { UNSETTLED } from '../fulfillment/fulfillment.rules';
import { orphanTask } from '../fulfillment/session-tasks';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';
import { isInquiry, isLost, isOpen } from '../payments/standing.rules';
import { refundStatus } from '../refunds/refunds.rules';
import type { ReversalsService } from '../reversals/reversals.service';
import { WEBHOOK_EVENTS } from '../webhooks/webhooks.rules';
import type { WebhooksService } from '../webhooks/webhooks.service';
import type { Problem } from './findings';

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	siteUrl: () => Promise<string>;
	fulfillment: FulfillmentService;
	reversals: ReversalsService;
	webhooks: WebhooksService;
	clock: Clock;
}

/** States in which nobody may pay any more. */
const ENDED: readonly CheckoutState[] = ['expired', 'failed', 'cancelled'];

const isPaid = ({ status, paymentStatus }: CheckoutSession): boolean =>
	status === 'complete' && paymentStatus !== 'unpaid';

/** Sessions of this site that say something else than our checkouts. */
export async function* compareSessions(
	{ db, stripe, siteUrl, fulfillment }: Dependencies,
	since: Date,
): AsyncGenerator<Problem> {
	const site = await siteUrl();
	const rowOf = async (session: CheckoutSession): Promise<CheckoutRow | undefined> =>
		(await findCheckoutBySession(db, session.id)) ??
		(session.clientReferenceId === null
			? undefined
			: await findCheckoutByReference(db, session.clientReferenceId));
	for await (const session of stripe.history.sessions(since)) {
		if (session.metadata.app !== 'cohort-enrollment' || session.metadata.site !== site) {
			continue;
		}
		const checkout = await rowOf(session);
		const mend = () => fulfillment.fulfill(session.id);
		if (checkout === undefined && isPaid(session) && !(await hasTaskAbout(db, orphanTask(session)))) {
			yield {
				kind: 'orphan_payment',
				subject: session.id,
				detail: 'A paid session of this site belongs to no checkout.',
				action: 'Open a task for a person.',
				mend,
			};
		}
		if (checkout && isPaid(session) && UNSETTLED.includes(checkout.state)) {
			yield {
				kind: 'paid_not_fulfilled',
				subject: `checkout ${checkout.id}`,
				detail: `Stripe has the payment; the checkout is ${checkout.state}.`,
				action: 'Fulfill it: enroll, or refund.',
				mend,
			};
		}
		if (checkout && session.status === 'open' && ENDED.includes(checkout.state)) {
			yield {
				kind: 'payable_but_ended',
				subject: `checkout ${checkout.id}`,
				detail: `The session can be paid; the checkout is ${checkout.state}.`,
				action: 'Expire the session.',
				mend: () => stripe.expireSession(session.id),
			};
		}
	}
}

/** States in which all of the money is said to be on its way back. */
const REFUNDED: readonly CheckoutState[] = ['refund_pending', 'refunded', 'refund_failed', 'cancelled'];

const isFollowed = async (db: Connection, checkout: CheckoutRow, refund: Refund): Promise<boolean> => {
	const row = await findRefundByStripeId(db, refund.id);
	return row?.status === refundStatus(refund) && (row.automatic !== 1 || REFUNDED.includes(checkout.state));
};

/** Refunds of our payments that our tables do not say. */
export async function* compareRefunds(
	{ db, stripe, reversals }: Dependencies,
	since: Date,
): AsyncGenerator<Problem> {
	for await (const refund of stripe.history.refunds(since)) {
		const checkout = await findCheckoutByPayment(db, refund.paymentIntentId ?? '');
		if (checkout && !(await isFollowed(db, checkout, refund))) {
			yield {
				kind: 'refund_not_followed',
				subject: refund.id,
				detail: `Stripe says ${refund.status}; checkout ${checkout.id} is ${checkout.state}.`,
				action: 'Follow what Stripe says of the payment.',
				mend: () => reversals.followObject('refund', refund.id),
			};
		}
	}
}

const showsDispute = ({ state }: CheckoutRow, dispute: Dispute): boolean => {
	if (isOpen(dispute)) {
		return isInquiry(dispute) || state !== 'enrolled';
	}
	return isLost(dispute) ? state !== 'enrolled' && state !== 'disputed' : state !== 'disputed';
};

/** Disputes of our payments that our tables do not show. */
export async function* compareDisputes(
	{ db, stripe, reversals }: Dependencies,
	since: Date,
): AsyncGenerator<Problem> {
	for await (const dispute of stripe.history.disputes(since)) {
		const checkout = await findCheckoutByPayment(db, dispute.paymentIntentId ?? '');
		if (checkout && !showsDispute(checkout, dispute)) {
			yield {
				kind: 'dispute_not_followed',
				subject: dispute.id,
				detail: `Stripe says ${dispute.status}; checkout ${checkout.id} is ${checkout.state}.`,
				action: 'Follow what Stripe says of the payment.',
				mend: () => reversals.followObject('dispute', dispute.id),
			};
		}
	}
}

const CHUNK = 100;
/** What is younger may be on its way. */
const GRACE_MILLISECONDS = 120_000;

/** Events that never reached us. */
export async function* compareEvents(
	{ db, stripe, webhooks, clock }: Dependencies,
	since: Date,
): AsyncGenerator<Problem> {
	const missedOf = async (events: readonly ListedEvent[]): Promise<Problem[]> => {
		const known = await findStripeEventIds(
			db,
			events.map(({ id }) => id),
		);
		return events
			.filter(({ id }) => !known.has(id))
			.map((event) => ({
				kind: 'event_missed',
				subject: event.id,
				detail: `${event.type} was never delivered.`,
				action: 'Store it and work on it.',
				mend: () => webhooks.receiveListed(event),
			}));
	};
	let events: ListedEvent[] = [];
	for await (const event of stripe.history.events(since, WEBHOOK_EVENTS)) {
		if (clock.now().getTime() - event.createdAt.getTime() < GRACE_MILLISECONDS) {
			continue;
		}
		events.push(event);
		if (events.length === CHUNK) {
			yield* await missedOf(events);
			events = [];
		}
	}
	yield* await missedOf(events);
}
