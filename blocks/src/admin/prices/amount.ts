import { amountStep, currencyDigits, smallestAmount } from '@cohort-enrollment/sidecar/contract';
import { __, sprintf } from '@wordpress/i18n';
import { moneyText } from '../shared/money';
import { locale } from '../shared/times';

const LARGEST = 999_999_999_999;

/**
 * Reads what somebody typed as an amount: "490", "490.5", "490,50", "1 234". No commas or dots between thousands: "1.234"
 * is one thing here and another there.
 *
 * @return In the currency's minor unit; null when it is no amount in it.
 */
export const parseAmount = (text: string, currency: string): number | null => {
	const digits = currencyDigits(currency);
	const match = /^(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ''));
	const [, whole = '', decimals = ''] = match ?? [];
	if (match === null || decimals.length > digits) {
		return null;
	}
	const amount = Number(whole + decimals.padEnd(digits, '0'));
	return amount <= LARGEST ? amount : null;
};

/** An amount as it is typed where people speak the locale, without its currency; `parseAmount` reads it. */
export const amountText = (amount: number, currency: string): string => {
	const digits = currencyDigits(currency);
	return new Intl.NumberFormat(locale(), {
		numberingSystem: 'latn',
		useGrouping: false,
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	}).format(amount / 10 ** digits);
};

/** Why Stripe would not charge an amount that was typed; undefined when it would, as far as is known. */
export const amountProblem = (amount: number | null, currency: string): string | undefined => {
	if (amount === null) {
		return sprintf(
			/* translators: %s: an amount such as 490.00. */
			__('Type an amount such as %s.', 'cohort-enrollment'),
			amountText(490 * 10 ** currencyDigits(currency), currency),
		);
	}
	const smallest = smallestAmount(currency);
	if (amount < smallest) {
		return sprintf(
			/* translators: %s: an amount with its currency. */
			__('The least that Stripe charges is %s.', 'cohort-enrollment'),
			moneyText(smallest, currency),
		);
	}
	const step = amountStep(currency);
	return amount % step === 0
		? undefined
		: sprintf(
				/* translators: %s: an amount with its currency. */
				__('Stripe charges this currency in steps of %s.', 'cohort-enrollment'),
				moneyText(step, currency),
			);
};
