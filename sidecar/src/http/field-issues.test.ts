import { z } from 'zod';
import type { FieldIssue } from '../../contract';
import { AppError } from '../errors';
import { calendarDate, line, optionalLine, rowId, timeOfDay, timezone } from './admin/fields';
import { versionQuery } from './admin/list-query';
import { identifier, sitePath } from './parameters';
import { parse } from './request';

const issuesOf = (schema: z.ZodType, input: unknown): FieldIssue[] => {
	try {
		parse(schema, input);
	} catch (error) {
		return (error as AppError).data.issues as FieldIssue[];
	}
	return [];
};

test.each<[string, unknown, z.ZodType, object]>([
	['an empty line', ' ', line(5), { code: 'required', message: 'must not be empty' }],
	['a line that is not there', undefined, line(5), { code: 'required' }],
	['a number that is not there', null, rowId, { code: 'required' }],
	['a line of six', 'sixsix', line(5), { code: 'too_long', limit: 5 }],
	['an optional line of six', 'sixsix', optionalLine(5), { code: 'too_long', limit: 5 }],
	['a line with a break', 'a\nb', line(5), { code: 'control_characters' }],
	['a number where text belongs', 7, line(5), { code: 'wrong_type' }],
	['text where a number belongs', '7', rowId, { code: 'wrong_type' }],
	['half a number', 1.5, rowId, { code: 'not_whole' }],
	['a number below the smallest', 0, z.int().min(1), { code: 'too_small', limit: 1 }],
	['an id of nought', 0, rowId, { code: 'too_small', limit: 1 }],
	['a number at a bound that is left out', 13, z.int().lt(13), { code: 'too_large', limit: 12 }],
	['a number above the largest', 13, z.int().max(12), { code: 'too_large', limit: 12 }],
	['an empty list', [], z.array(rowId).min(1), { code: 'too_few', limit: 1 }],
	['a list that is too long', [1, 2, 3], z.array(rowId).max(2), { code: 'too_many', limit: 2 }],
	['a zone without a place', '+02:00', timezone, { code: 'invalid_timezone' }],
	['an hour too many', '24:00', timeOfDay, { code: 'invalid_time' }],
	['a day too many', '2031-02-29', calendarDate, { code: 'invalid_date' }],
	['a date of long ago', '1999-12-31', calendarDate, { code: 'date_out_of_range' }],
	['a date far away', '9000-01-01', calendarDate, { code: 'date_out_of_range' }],
	['a word where an id belongs', 'x', identifier, { code: 'invalid_number' }],
	['an id beyond what numbers hold', '9007199254740993', identifier, { code: 'too_large' }],
	['another site', '//evil.example', sitePath, { code: 'invalid_path' }],
	['a word that is not in the list', 'b', z.enum(['a']), { code: 'invalid_value' }],
])('of %s (%j) is told what is wrong, with a code that stays', (_, input, schema, told) => {
	const issues = issuesOf(schema, input);
	expect(issues).toHaveLength(1);
	expect(issues[0]).toMatchObject({ path: '', message: expect.any(String), ...told });
});

test('the path of a field leads through lists and objects', () => {
	const schema = z.strictObject({ steps: z.array(z.strictObject({ title: line(5) })) });
	expect(issuesOf(schema, { steps: [{ title: 'a' }, { title: '' }] })).toMatchObject([
		{ path: 'steps.1.title', code: 'required' },
	]);
	expect(issuesOf(schema, { steps: [], surprise: 1 })).toMatchObject([{ path: '', code: 'unknown_field' }]);
});

test('a number in a query that is too large is told with its limit', () => {
	expect(issuesOf(versionQuery, { version: '0' })).toMatchObject([{ code: 'invalid_number' }]);
	expect(issuesOf(versionQuery, { version: '9999999' })).toEqual([]);
});

test('what was sent does not come back with the issue', () => {
	const issues = issuesOf(z.strictObject({ email: z.email() }), { email: 'ada at example' });
	expect(JSON.stringify(issues)).not.toContain('ada');
	expect(Object.keys(issues[0]!).sort()).toEqual(['code', 'message', 'path']);
});
