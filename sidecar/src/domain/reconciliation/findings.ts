/** A difference between Stripe and our tables, or within our tables, by what it is. */
export type FindingKind =
	/** Stripe could not be asked for it, so nobody knows. */
	| 'not_compared'
	/** A checkout is open although its session has ended. */
	| 'open_past_expiry'
	/** Stripe has the payment; our checkout does not know of it. */
	| 'paid_not_fulfilled'
	/** A completed session of this site belongs to no checkout. */
	| 'orphan_payment'
	/** Students could still pay a session whose checkout has ended. */
	| 'payable_but_ended'
	/** Stripe refunded what our tables do not say. */
	| 'refund_not_followed'
	/** A dispute that our tables do not show. */
	| 'dispute_not_followed'
	/** Stripe lists an event that never reached us. */
	| 'event_missed'
	/** A refund that should have been sent by now. */
	| 'refund_overdue'
	/** A counter differs from its rows. */
	| 'counter_differs'
	/** More students than seats; nothing that a program may mend. */
	| 'oversold';

export interface Finding {
	kind: FindingKind;
	/** `checkout 12`, `cs_…`, `cohort 3`: nothing personal. */
	subject: string;
	/** One line, English: what was found. */
	detail: string;
	/** One line, English: what is done about it. */
	action: string;
	/** `would`: a dry run; `failed`: see the log, it is tried again next time. */
	outcome: 'would' | 'done' | 'failed';
}

export interface Problem extends Omit<Finding, 'outcome'> {
	/** Mends it. Safe beside running sidecars, and when it is mended already. */
	mend: () => Promise<unknown>;
}
