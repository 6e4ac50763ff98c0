import type { AttentionSignal, ReadinessResponse } from '../../../contract';
import type { TightClass } from '../../db/views/tight-classes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A delivery may be some minutes late; a purchase that no delivery told of for longer is a sign. */
const QUIET = 15 * MINUTE;
/** It runs every ten minutes; while Stripe cannot be asked it does not end. */
const RECONCILER_LATE = HOUR;
/** The first attempts of a mail fail now and then. */
const MAIL_LATE = HOUR;

export interface SystemFacts {
	readiness: Pick<
		ReadinessResponse,
		'checks' | 'clock' | 'clockSkewSeconds' | 'webhooks' | 'mails' | 'reconciler'
	>;
	/** When somebody last bought something for money in the mode of the key; null = never. */
	lastPurchaseAt: Date | null;
	/** Refunds that should have been sent by now. */
	overdueRefunds: number;
	tightClasses: readonly TightClass[];
}

const signal = (
	code: AttentionSignal['code'],
	severity: AttentionSignal['severity'],
	data: AttentionSignal['data'] = {},
): AttentionSignal => ({ code, severity, data, cohortId: null });

const ofSchema = ({ checks }: SystemFacts['readiness']): AttentionSignal[] => {
	switch (checks.schema) {
		case 'behind':
			return [signal('schema_behind', 'error')];
		case 'ahead':
			return [signal('schema_ahead', 'warning')];
		default:
			return [];
	}
};

const ofStripe = ({ checks, clock, clockSkewSeconds }: SystemFacts['readiness']): AttentionSignal[] => [
	...(checks.stripe === 'invalid_key' ? [signal('stripe_key_invalid', 'error')] : []),
	...(checks.stripe === 'unreachable' ? [signal('stripe_unreachable', 'error')] : []),
	...(clock === 'ahead' || clock === 'behind'
		? [signal('clock_off', 'error', { direction: clock, seconds: Math.abs(clockSkewSeconds ?? 0) })]
		: []),
];

const timeOf = (instant: string | null): number => (instant === null ? 0 : Date.parse(instant));

const ofWebhooks = (
	{ webhooks }: SystemFacts['readiness'],
	lastPurchaseAt: Date | null,
	now: Date,
): AttentionSignal[] => {
	const [success, failure] = [timeOf(webhooks.lastSuccessAt), timeOf(webhooks.lastFailureAt)];
	// Anybody can send nonsense to a public address: a refusal after which good ones came is no sign.
	if (failure > success) {
		const data = { reason: webhooks.lastFailureReason ?? '', at: webhooks.lastFailureAt ?? '' };
		return [signal('webhooks_refused', success === 0 ? 'error' : 'warning', data)];
	}
	const bought = lastPurchaseAt?.getTime() ?? 0;
	const isSilent = bought - success > QUIET && now.getTime() - bought > QUIET;
	return isSilent
		? [
				signal('webhooks_silent', success === 0 ? 'error' : 'warning', {
					...(webhooks.lastSuccessAt === null ? {} : { since: webhooks.lastSuccessAt }),
				}),
			]
		: [];
};

const ofReconciler = ({ reconciler }: SystemFacts['readiness'], now: Date): AttentionSignal[] => {
	const last = reconciler?.lastRunAt ?? null;
	return last !== null && now.getTime() - Date.parse(last) > RECONCILER_LATE
		? [signal('reconciler_late', 'warning', { since: last })]
		: [];
};

const ofMails = ({ mails }: SystemFacts['readiness'], now: Date): AttentionSignal[] => {
	const waiting = mails?.waitingSince ?? null;
	return mails !== null && waiting !== null && now.getTime() - Date.parse(waiting) > MAIL_LATE
		? [signal('mails_late', 'warning', { since: waiting, reason: mails.lastFailureReason ?? '' })]
		: [];
};

const ofClass = (tight: TightClass): AttentionSignal => ({
	code: 'class_full',
	severity: tight.class_left === 0 ? 'error' : 'warning',
	data: {
		course: tight.course_title,
		cohort: tight.cohort_name,
		step: tight.step_label,
		class: tight.class_name,
		classLeft: tight.class_left,
		...(tight.cohort_left === null ? {} : { cohortLeft: tight.cohort_left }),
	},
	cohortId: tight.cohort_id,
});

/** What is wrong now, errors first. */
export const signalsOf = (facts: SystemFacts, now: Date): AttentionSignal[] => {
	const { readiness, lastPurchaseAt, overdueRefunds, tightClasses } = facts;
	const signals = [
		...ofSchema(readiness),
		...ofStripe(readiness),
		...ofWebhooks(readiness, lastPurchaseAt, now),
		...(overdueRefunds > 0 ? [signal('refunds_overdue', 'error', { count: overdueRefunds })] : []),
		...ofReconciler(readiness, now),
		...ofMails(readiness, now),
		...tightClasses.map(ofClass),
	];
	return [
		...signals.filter(({ severity }) => severity === 'error'),
		...signals.filter(({ severity }) => severity === 'warning'),
	];
};
