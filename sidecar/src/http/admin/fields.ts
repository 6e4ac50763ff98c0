import { IANAZone } from 'luxon';
import { z } from 'zod';
import { rule } from '../field-issues';

/** One line of text that somebody typed: trimmed, not empty, without control characters. */
export const line = (longest: number) =>
	z
		.string()
		.trim()
		.min(1, rule('required'))
		.max(longest)
		.regex(/^\P{Cc}*$/u, rule('control_characters'));

/** The same, or null; empty text is nothing. */
export const optionalLine = (longest: number) =>
	z
		.string()
		.trim()
		.max(longest)
		.regex(/^\P{Cc}*$/u, rule('control_characters'))
		.nullable()
		.transform((text) => (text === '' ? null : text));

/** What somebody says about what they did; line breaks are welcome. */
export const reason = z.string().trim().min(1, rule('required')).max(500);

/** An IANA time zone. */
export const timezone = z
	.string()
	.max(64)
	.refine(
		(name) => (name.includes('/') || name === 'UTC') && IANAZone.isValidZone(name),
		rule('invalid_timezone'),
	);

/** Wall-clock HH:MM. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, rule('invalid_time'));

/** A calendar date that exists, YYYY-MM-DD, and that databases and calendars can count with. */
export const calendarDate = z.iso
	.date(rule('invalid_date'))
	.regex(/^[2-9]/, rule('date_out_of_range'))
	.refine((date) => date < '9000', rule('date_out_of_range'));

/** A row's id in a body. */
export const rowId = z.int().positive();
