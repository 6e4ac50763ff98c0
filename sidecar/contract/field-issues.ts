/**
 * What the product's own rules say of a field: stable codes with English words for logs, commands and developers. Screens
 * show their own translated words by code.
 */
export const FIELD_RULES = {
	required: 'must not be empty',
	control_characters: 'must not hold control characters',
	invalid_timezone: 'must be an IANA time zone such as Europe/Berlin',
	/** The row has no time zone, so that its dates and times cannot be told. */
	timezone_missing: 'the class has no time zone',
	invalid_time: 'must be a time of day (HH:MM)',
	/** One of two times that belong together is missing. */
	time_incomplete: 'must come with startTime, and startTime with it',
	invalid_date: 'must be a date (YYYY-MM-DD)',
	invalid_date_time: 'must be a date and time (YYYY-MM-DDTHH:MM)',
	date_out_of_range: 'must not be before the year 2000 or after the year 8999',
	before_start: 'must not be before the start',
	too_far_from_start: 'must be within five years of the start',
	invalid_url: 'must be an http or https address',
	invalid_path: 'must be a path on this site',
	invalid_code: 'must be 1 to 64 letters, digits, - or _',
	invalid_number: 'must be a positive whole number',
	invalid_price: 'must be the id of a price (price_…)',
	unknown_price: 'is not a price of this account',
	invalid_currency: 'must be three lower-case letters such as eur',
	invalid_refund: 'must be "none", "full" or an amount above 0 in the minor unit',
	invalid_event: 'must be the id of an event (evt_…)',
	/** A list names one thing twice. */
	repeated: 'must not name anything twice',
} as const;

/** A rule of the product's own. */
export type FieldRule = keyof typeof FIELD_RULES;

/** The code of a {@link FieldIssue}; besides the rules, what any schema can say. */
export type FieldIssueCode =
	| FieldRule
	| 'wrong_type'
	| 'not_whole'
	/** A text of more characters than `limit`. */
	| 'too_long'
	/** A number below `limit`. */
	| 'too_small'
	/** A number above `limit`. */
	| 'too_large'
	/** A list with fewer entries than `limit`. */
	| 'too_few'
	/** A list with more entries than `limit`. */
	| 'too_many'
	| 'unknown_field'
	| 'invalid_value';

/** One wrong field of a request, with the error code `invalid_request`. */
export interface FieldIssue {
	/** Such as `steps.2.title`; '' = the request itself. */
	path: string;
	code: FieldIssueCode;
	/** What the number, the count or the length is measured by; see the code. */
	limit?: number;
	/** English, as {@link FIELD_RULES} or the schema library says it. */
	message: string;
}
