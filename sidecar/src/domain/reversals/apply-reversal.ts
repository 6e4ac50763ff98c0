import type { Knex } from 'knex';
import type { TaskKind } from '../../../contract';
import { recordActivity } from '../../db/activity';
import { completePackages } from '../../db/attendance';
import { moveCheckout, type CheckoutRow, type CheckoutState } from '../../db/checkouts';
import { moveLivePackage, type LivePackage } from '../../db/student-packages';
import { resolveTaskAbout } from '../../db/tasks';
import { endPackage } from '../enrollments/end-package';
import type { FulfillmentPolicy } from '../fulfillment/fulfillment.rules';
import type { SettlePaid } from '../fulfillment/settle-paid';
import { purchaseOf } from '../notifications/tell-student';
import { openTask } from '../tasks/open-task';
import type { ReversalDecision, ReversalPolicy, TaskAbout } from './reversals.rules';

export type ReversalPolicies = ReversalPolicy & FulfillmentPolicy;

interface Reversal {
	checkout: CheckoutRow;
	/** The live package of the checkout. */
	package: LivePackage | undefined;
	decision: ReversalDecision;
	policy: ReversalPolicies;
	settlePaid: SettlePaid;
}

const DETAILS: Partial<Record<TaskKind, string>> = {
	partial_refund: 'Part of the payment was refunded; the enrollment goes on.',
	refunded_but_enrolled: 'The whole payment was refunded; by configuration the enrollment goes on.',
	refund_failed: 'A refund failed after all; the money is with us again.',
	dispute: 'The buyer’s bank asks for an answer, or holds the money until it decides.',
	books_differ: 'Money is kept for a checkout that was cancelled.',
};

/** Ends, suspends or restores the package. */
const movePackage = async (
	trx: Knex.Transaction,
	{ checkout, package: owned, decision }: Reversal,
	now: Date,
): Promise<void> => {
	const status = decision.package;
	if (!owned || status === undefined || owned.status === status) {
		return;
	}
	if (status === 'CANCELLED' || status === 'REFUNDED') {
		const reason = decision.reason ?? 'requested';
		await endPackage(trx, { checkout, package: owned, status, reason, actor: 'stripe' }, now);
		return;
	}
	if (!(await moveLivePackage(trx, owned.id, status, now))) {
		return;
	}
	if (status === 'ACTIVE') {
		await completePackages(trx, [owned.id], now);
	}
	const entry = { actor: 'stripe', entityType: 'package', entityId: owned.id } as const;
	await recordActivity(trx, { ...entry, action: `package.${status.toLowerCase()}` }, now);
};

const moveState = async (
	trx: Knex.Transaction,
	{ checkout, decision }: Reversal,
	now: Date,
): Promise<CheckoutState> => {
	const { to, reason } = decision;
	if (to === undefined) {
		return checkout.state;
	}
	const change = { state: to, ...(reason === undefined ? {} : { reason }) };
	await moveCheckout(trx, checkout.id, [checkout.state], change, now);
	const entry = { actor: 'stripe', entityType: 'checkout', entityId: checkout.id } as const;
	await recordActivity(trx, { ...entry, action: `checkout.${to}` }, now);
	return to;
};

const changeTasks = async (
	trx: Knex.Transaction,
	{ checkout, decision }: Reversal,
	now: Date,
): Promise<void> => {
	const subjectOf = ({ kind, stripeId }: TaskAbout): string =>
		stripeId === null ? `checkout:${checkout.id}` : `${kind}:${stripeId}`;
	for (const task of decision.close) {
		const note = 'It is over, by what Stripe says of the payment.';
		await resolveTaskAbout(
			trx,
			{ kind: task.kind, subject: subjectOf(task) },
			{ by: 'stripe', note },
			now,
		);
	}
	for (const task of decision.open) {
		const row = {
			kind: task.kind,
			subject: subjectOf(task),
			checkout_id: checkout.id,
			stripe_id: task.stripeId ?? checkout.payment_intent_id,
			livemode: checkout.livemode,
			detail: DETAILS[task.kind] ?? null,
			purchase: purchaseOf(checkout),
			// A refund may fail, be mended, and fail again; the others are told once.
			onceEver: task.kind !== 'refund_failed',
		};
		await openTask(trx, row, now);
	}
};

/** Does what was decided about a locked checkout, and returns its new state. Raises what {@link SettlePaid} raises. */
export const applyReversal = async (
	trx: Knex.Transaction,
	reversal: Reversal,
	now: Date,
): Promise<CheckoutState> => {
	await movePackage(trx, reversal, now);
	const { checkout, decision, policy, settlePaid } = reversal;
	const { payment_intent_id: paymentIntentId } = checkout;
	const state = decision.grant
		? await settlePaid(trx, { checkout, paymentIntentId, policy, actor: 'stripe' }, now)
		: await moveState(trx, reversal, now);
	await changeTasks(trx, reversal, now);
	return state;
};
