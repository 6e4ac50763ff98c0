import { FIELD_RULES, type FieldRule } from '@cohort-enrollment/sidecar/contract';
import { fieldMessage } from './field-messages';

/** No field of a screen can be wrong in these ways: they belong to addresses, queries and lists of Stripe. */
const NOT_OF_FIELDS: readonly FieldRule[] = [
	'invalid_path',
	'invalid_price',
	'unknown_price',
	'invalid_event',
];

const UNKNOWN = 'This is not right. Please check it.';

test.each(Object.keys(FIELD_RULES) as FieldRule[])(
	'the rule %s has words of its own, unless no field has it',
	(code) => {
		expect(fieldMessage({ code }) === UNKNOWN).toBe(NOT_OF_FIELDS.includes(code));
	},
);

test('a limit is told as the locale writes numbers', () => {
	expect(fieldMessage({ code: 'too_large', limit: 100_000 })).toBe('This must be at most 100,000.');
	expect(fieldMessage({ code: 'too_long', limit: 200 })).toBe('At most 200 characters.');
	expect(fieldMessage({ code: 'too_long', limit: 1 })).toBe('At most 1 character.');
});

test('what a newer sidecar may say is not told as nothing', () => {
	expect(fieldMessage({ code: 'not_known_yet' as FieldRule })).toBe(UNKNOWN);
	expect(fieldMessage({ code: 'too_long' })).toBe(UNKNOWN);
});
