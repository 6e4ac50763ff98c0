import type { Knex } from 'knex';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { countDecision, findCheckout, moveCheckout, type CheckoutRow } from '../../db/checkouts';
import { inTransaction, type Connection } from '../../db/database';
import { queueRefund } from '../../db/refunds';
import { findPackage, isLive } from '../../db/student-packages';
import { resolveTaskAbout } from '../../db/tasks';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import { packageNotActive, packageNotFound } from '../booking/refusals';
import { askRefundable } from './ask-refundable';
import {
	CANCEL_TEXTS,
	cancellableFrom,
	decideCancellation,
	NOTHING_PAID,
	type Cancellation,
	type CancelRefusal,
	type Refundable,
	type WantedRefund,
} from './cancel.rules';
import { endPackage } from './end-package';
import { lockUnchanged, PackageChanged, type LockedPackage, type PackageTarget } from './lock-package';

export interface Cancel extends PackageTarget {
	/** What a person says about it. */
	reason: string;
	refund: WantedRefund;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	/** Called after the commit of a queued refund. */
	onRefundQueued: () => void;
}

/** What Stripe said, and of which checkout as it was before the question. */
interface Asked {
	checkout: Pick<CheckoutRow, 'version' | 'state'>;
	refundable: Refundable;
}

/** How often Stripe is asked again because somebody decided by a newer answer meanwhile. */
const ROUNDS = 5;

const refuse = (refusal: CancelRefusal, { amount }: Refundable): never => {
	throw new AppError(
		refusal,
		CANCEL_TEXTS[refusal],
		refusal === 'refund_too_large' ? { refundable: amount } : {},
	);
};

/** Asks before anything is locked. Raises `package_not_found`, `stripe_unavailable` and {@link PackageChanged}. */
const ask = async ({ db, stripe }: Dependencies, { packageId, version, refund }: Cancel): Promise<Asked> => {
	const owned = await findPackage(db, packageId);
	const checkout = owned && (await findCheckout(db, owned.checkout_id));
	if (!checkout) {
		throw packageNotFound();
	}
	if (owned.version !== version) {
		throw new PackageChanged();
	}
	if (refund === 'none' || !isLive(owned)) {
		return { checkout, refundable: NOTHING_PAID };
	}
	try {
		return { checkout, refundable: await askRefundable(stripe, checkout) };
	} catch (error) {
		if (error instanceof StripeFailure) {
			throw new AppError('stripe_unavailable', 'Stripe cannot be asked what is left of this payment.');
		}
		throw error;
	}
};

const decide = (
	{ checkout, package: owned }: LockedPackage,
	refund: WantedRefund,
	refundable: Refundable,
): Cancellation => {
	if (!isLive(owned)) {
		throw packageNotActive(owned.status);
	}
	const decision = cancellableFrom(refund).includes(checkout.state)
		? decideCancellation(refund, refundable)
		: 'payment_disputed';
	return typeof decision === 'string' ? refuse(decision, refundable) : decision;
};

const moveMoney = async (
	trx: Knex.Transaction,
	checkout: CheckoutRow,
	{ state, reason, refund }: Cancellation,
	{ actor, reason: note }: Cancel,
	now: Date,
): Promise<void> => {
	const { id: checkoutId, payment_intent_id: paymentIntentId } = checkout;
	await countDecision(trx, checkoutId);
	await moveCheckout(trx, checkoutId, [checkout.state], { state, reason }, now);
	const entry = { actor, entityType: 'checkout', entityId: checkoutId } as const;
	const data = { before: { state: checkout.state }, after: { state, reason } };
	await recordActivity(trx, { ...entry, action: `checkout.${state}`, data }, now);
	if (refund !== undefined && paymentIntentId !== null) {
		await queueRefund(trx, { checkoutId, paymentIntentId, reason, amount: refund }, now);
	}
	const about = { kind: 'refunded_but_enrolled', subject: `checkout:${checkoutId}` } as const;
	await resolveTaskAbout(trx, about, { by: actor, note }, now);
};

/** `stale` when somebody decided about the payment since Stripe was asked. */
const cancel = async (
	trx: Knex.Transaction,
	command: Cancel,
	asked: Asked,
	now: Date,
): Promise<Cancellation | 'stale'> => {
	const { refund: wanted, actor, reason: note } = command;
	const locked = await lockUnchanged(trx, command);
	const { checkout, package: owned } = locked;
	const isStale = checkout.version !== asked.checkout.version || checkout.state !== asked.checkout.state;
	if (wanted !== 'none' && isStale) {
		return 'stale';
	}
	const decision = decide(locked, wanted, asked.refundable);
	await moveMoney(trx, checkout, decision, command, now);
	const { status, reason, refund } = decision;
	const part = typeof refund === 'number' ? { refundAmount: refund } : {};
	await endPackage(trx, { checkout, package: owned, status, reason, ...part, actor, note }, now);
	return decision;
};

/**
 * Ends an enrollment, and queues the refund that a person wants. Raises `package_not_found`, `package_not_active`,
 * `nothing_to_refund`, `refund_too_large`, `payment_disputed`, `stripe_unavailable`, and {@link PackageChanged}.
 */
export const cancelPackage = async (dependencies: Dependencies, command: Cancel): Promise<void> => {
	const { db, clock, onRefundQueued } = dependencies;
	for (let round = 0; round < ROUNDS; round += 1) {
		const asked = await ask(dependencies, command);
		const outcome = await inTransaction(db, (trx) => cancel(trx, command, asked, clock.now()));
		if (outcome !== 'stale') {
			if (outcome.state === 'refund_due') {
				onRefundQueued();
			}
			return;
		}
	}
	throw new Error('A payment changed faster than it could be decided about.');
};
