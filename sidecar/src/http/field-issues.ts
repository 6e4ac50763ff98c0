import type { z } from 'zod';
import { FIELD_RULES, type FieldIssue, type FieldIssueCode, type FieldRule } from '../../contract';

/**
 * What a schema gives as its message where a rule of the product's own speaks: {@link toFieldIssue} finds the rule by it,
 * as most checks of the schema library carry nothing else.
 */
export const rule = (code: FieldRule): FieldRule => code;

const isRule = (message: string): message is FieldRule => Object.hasOwn(FIELD_RULES, message);

type Measured = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

const measuredCode = ({ code, origin }: Measured): FieldIssueCode => {
	const isTooBig = code === 'too_big';
	switch (origin) {
		case 'string':
			return isTooBig ? 'too_long' : 'required';
		case 'array':
			return isTooBig ? 'too_many' : 'too_few';
		default:
			return isTooBig ? 'too_large' : 'too_small';
	}
};

const schemaCode = (issue: z.core.$ZodIssue): FieldIssueCode => {
	switch (issue.code) {
		case 'too_big':
		case 'too_small':
			return measuredCode(issue);
		case 'invalid_type':
			if (issue.input === undefined || issue.input === null) {
				return 'required';
			}
			return typeof issue.input === 'number' && issue.expected === 'int' ? 'not_whole' : 'wrong_type';
		case 'unrecognized_keys':
			return 'unknown_field';
		default:
			return 'invalid_value';
	}
};

/** The last number that is allowed: the interface has only whole ones. */
const limitOf = (issue: z.core.$ZodIssue): { limit?: number } => {
	switch (issue.code) {
		case 'too_big':
			return { limit: Number(issue.maximum) - (issue.inclusive === false ? 1 : 0) };
		case 'too_small':
			return { limit: Number(issue.minimum) + (issue.inclusive === false ? 1 : 0) };
		default:
			return {};
	}
};

/** An issue of the schema library as the interface tells it. @param issue With its input, which is not told on. */
export const toFieldIssue = (issue: z.core.$ZodIssue): FieldIssue => {
	const path = issue.path.join('.');
	const { message } = issue;
	return isRule(message)
		? { path, code: message, message: FIELD_RULES[message] }
		: { path, code: schemaCode(issue), ...limitOf(issue), message };
};
