import { __, _n, sprintf } from '@wordpress/i18n';
import {
	amountStep,
	currencyDigits,
	type CancelPackageRequest,
	type StaffPackage,
} from '@cohort-enrollment/sidecar/contract';
import { amountText, parseAmount } from '../prices/amount';
import { moneyText } from '../shared/money';

export type RefundKind = 'full' | 'part' | 'none';

type Refund = CancelPackageRequest['refund'];

type Owned = Pick<
	StaffPackage,
	'refundable' | 'currency' | 'paymentState' | 'paymentIntentId' | 'cohortName' | 'studentName' | 'steps'
>;

const noRefund = () => ({
	value: 'none' as const,
	label: __('No refund', 'cohort-enrollment'),
	description: __('The payment is kept.', 'cohort-enrollment'),
});

/**
 * What can be sent back, the likeliest first. Nothing while a bank holds the money, or none of it is left. When Stripe did
 * not answer it is asked again with the act itself, so only all or nothing can be wanted.
 */
export const refundChoices = ({
	refundable,
	currency,
	paymentState,
	paymentIntentId,
}: Owned): { value: RefundKind; label: string; description: string }[] => {
	if (paymentIntentId === null || paymentState === 'disputed' || refundable === 0) {
		return [noRefund()];
	}
	const full = {
		value: 'full' as const,
		label: __('Full refund', 'cohort-enrollment'),
		description:
			refundable === null
				? __(
						'All that is left. Stripe does not answer at the moment, so this may be refused.',
						'cohort-enrollment',
					)
				: moneyText(refundable, currency),
	};
	const part = {
		value: 'part' as const,
		label: __('Part of it', 'cohort-enrollment'),
		description: __('The rest of the payment is kept.', 'cohort-enrollment'),
	};
	return refundable === null ? [full, noRefund()] : [full, part, noRefund()];
};

/** What to ask the sidecar for, or, with null, what is wrong with the amount. */
export const refundOf = (
	{ refundable, currency }: Owned,
	kind: RefundKind,
	typed: string,
): { refund: Refund | null; problem?: string } => {
	if (kind !== 'part') {
		return { refund: kind };
	}
	const amount = parseAmount(typed, currency);
	if (amount === null || amount === 0) {
		return {
			refund: null,
			problem: sprintf(
				/* translators: %s: an amount such as 490.00. */
				__('Type an amount such as %s.', 'cohort-enrollment'),
				amountText(100 * 10 ** currencyDigits(currency), currency),
			),
		};
	}
	if (refundable !== null && amount > refundable) {
		return {
			refund: null,
			/* translators: %s: an amount with its currency. */
			problem: sprintf(__('Only %s is left.', 'cohort-enrollment'), moneyText(refundable, currency)),
		};
	}
	const step = amountStep(currency);
	if (amount % step !== 0) {
		return {
			refund: null,
			problem: sprintf(
				/* translators: %s: an amount with its currency. */
				__('Stripe counts this currency in steps of %s.', 'cohort-enrollment'),
				moneyText(step, currency),
			),
		};
	}
	return { refund: { amount } };
};

const moneyConsequence = (
	{ refundable, currency, paymentIntentId, paymentState }: Owned,
	refund: Refund | null,
) => {
	if (paymentIntentId === null) {
		return __('No money moves: nothing was paid.', 'cohort-enrollment');
	}
	if (paymentState === 'disputed') {
		return __(
			'No money is sent back by you: the buyer’s bank holds the payment and decides.',
			'cohort-enrollment',
		);
	}
	if (refund === 'none') {
		return __('No money is sent back.', 'cohort-enrollment');
	}
	const amount = refund === 'full' ? refundable : (refund?.amount ?? null);
	return amount === null
		? __(
				'Stripe sends the money back to the way it was paid; banks take up to ten days.',
				'cohort-enrollment',
			)
		: sprintf(
				/* translators: %s: an amount with its currency. */
				__(
					'Stripe sends %s back to the way it was paid; banks take up to ten days.',
					'cohort-enrollment',
				),
				moneyText(amount, currency),
			);
};

const sessionsConsequence = ({ steps }: Owned): string | null => {
	const now = new Date().toISOString();
	const count = steps.filter(
		({ status, session }) => status === 'BOOKED' && session && session.endsAt > now,
	).length;
	return count === 0
		? null
		: sprintf(
				/* translators: %d: number of booked sessions. */
				_n(
					'%d booked session to come is given back.',
					'%d booked sessions to come are given back.',
					count,
					'cohort-enrollment',
				),
				count,
			);
};

/** What cancelling does to seat, sessions, money and mail. */
export const consequences = (owned: Owned, refund: Refund | null): string[] =>
	[
		sprintf(
			/* translators: %s: name of a cohort. */
			__('The seat in “%s” becomes free, also for its waiting list.', 'cohort-enrollment'),
			owned.cohortName,
		),
		sessionsConsequence(owned),
		moneyConsequence(owned, refund),
		__('The student is told by mail, and can buy the course again.', 'cohort-enrollment'),
		__('It cannot be undone. You can enroll the student by hand again.', 'cohort-enrollment'),
	].filter((text) => text !== null);
