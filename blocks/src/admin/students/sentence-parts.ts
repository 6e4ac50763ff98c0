import { __, sprintf } from '@wordpress/i18n';
import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';
import { moneyText } from '../shared/money';
import { reasonWords } from './reason-words';

/** Says what an entry tells. */
export type Words = (entry: TimelineEntry) => string;

/** A text of an entry's data, or ''. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const cohortOf = ({ cohortName }: TimelineEntry): string =>
	cohortName ?? __('a cohort', 'cohort-enrollment');

/** Label of a step. */
export const stepOf = ({ data }: TimelineEntry): string =>
	text(data.step) || __('a step', 'cohort-enrollment');

/** An amount, or '' where nothing is to be paid or nobody knows. */
export const moneyOf = ({ data: { amount, currency } }: TimelineEntry): string =>
	typeof amount === 'number' && amount > 0 && typeof currency === 'string' && currency !== ''
		? moneyText(amount, currency)
		: '';

/** Adds why. */
export const because = (sentence: string, reason: unknown): string => {
	const words = reasonWords(reason);
	return words === null
		? sentence
		: /* translators: 1: what happened. 2: why. */
			sprintf(__('%1$s: %2$s', 'cohort-enrollment'), sentence, words);
};

export const whole = () => __('the whole payment', 'cohort-enrollment');
