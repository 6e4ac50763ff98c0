import { __, _n, sprintf } from '@wordpress/i18n';
import type { FieldIssue, FieldIssueCode } from '@cohort-enrollment/sidecar/contract';
import { numberText } from './numbers';

const MESSAGES: Partial<Record<FieldIssueCode, () => string>> = {
	required: () => __('Please fill this in.', 'cohort-enrollment'),
	control_characters: () =>
		__('This holds characters that cannot be seen. Please type it anew.', 'cohort-enrollment'),
	invalid_timezone: () => __('Please choose a time zone from the list.', 'cohort-enrollment'),
	timezone_missing: () => __('The class has no time zone. Please give it one first.', 'cohort-enrollment'),
	invalid_time: () => __('Please give a time of day.', 'cohort-enrollment'),
	time_incomplete: () => __('Please give both the start and the end.', 'cohort-enrollment'),
	invalid_date: () => __('Please give a date.', 'cohort-enrollment'),
	invalid_date_time: () => __('Please give a date and a time.', 'cohort-enrollment'),
	date_out_of_range: () => __('The date must lie between the years 2000 and 8999.', 'cohort-enrollment'),
	before_start: () => __('The end must not be before the start.', 'cohort-enrollment'),
	too_far_from_start: () => __('The end must be within five years of the start.', 'cohort-enrollment'),
	invalid_url: () =>
		__('Please give an address that begins with https:// or http://.', 'cohort-enrollment'),
	invalid_code: () => __('Only letters, digits, hyphens and underscores, at most 64.', 'cohort-enrollment'),
	invalid_number: () => __('Please give a whole number above zero.', 'cohort-enrollment'),
	invalid_currency: () => __('Please choose a currency from the list.', 'cohort-enrollment'),
	invalid_refund: () => __('Please give an amount above zero.', 'cohort-enrollment'),
	not_whole: () => __('Please give a whole number.', 'cohort-enrollment'),
	repeated: () => __('Something is in this list twice.', 'cohort-enrollment'),
};

const MEASURED: Partial<Record<FieldIssueCode, (limit: number) => string>> = {
	too_long: (limit) =>
		sprintf(
			/* translators: %s: number of characters. */
			_n('At most %s character.', 'At most %s characters.', limit, 'cohort-enrollment'),
			numberText(limit),
		),
	too_small: (limit) =>
		/* translators: %s: number. */
		sprintf(__('This must be at least %s.', 'cohort-enrollment'), numberText(limit)),
	too_large: (limit) =>
		/* translators: %s: number. */
		sprintf(__('This must be at most %s.', 'cohort-enrollment'), numberText(limit)),
	too_few: (limit) =>
		/* translators: %s: number of entries of a list. */
		sprintf(__('Please choose at least %s.', 'cohort-enrollment'), numberText(limit)),
	too_many: (limit) =>
		/* translators: %s: number of entries of a list. */
		sprintf(__('Please choose at most %s.', 'cohort-enrollment'), numberText(limit)),
};

/** What staff reads at a field that was refused. */
export const fieldMessage = ({ code, limit }: Pick<FieldIssue, 'code' | 'limit'>): string => {
	const measured = MEASURED[code];
	if (measured && limit !== undefined) {
		return measured(limit);
	}
	return MESSAGES[code]?.() ?? __('This is not right. Please check it.', 'cohort-enrollment');
};
