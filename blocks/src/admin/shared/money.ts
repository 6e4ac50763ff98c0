import { currencyDigits, type Price } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { locale } from './times';

/** An amount in the minor unit with its currency, in the locale's way. */
export const moneyText = (amount: number, currency: string): string => {
	const digits = currencyDigits(currency);
	return new Intl.NumberFormat(locale(), {
		style: 'currency',
		currency,
		minimumFractionDigits: digits,
	}).format(amount / 10 ** digits);
};

/** The same without what is behind the comma, for where there is little room. */
export const wholeMoneyText = (amount: number, currency: string): string =>
	new Intl.NumberFormat(locale(), {
		style: 'currency',
		currency,
		maximumFractionDigits: 0,
		notation: 'compact',
	}).format(amount / 10 ** currencyDigits(currency));

/** A price in words. */
export const priceText = (price: Price | null): string => {
	if (price === null) {
		return __('No price', 'cohort-enrollment');
	}
	return price.amount === 0 ? __('Free', 'cohort-enrollment') : moneyText(price.amount, price.currency);
};
