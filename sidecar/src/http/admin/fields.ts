import { IANAZone } from 'luxon';
import { z } from 'zod';

/** One line of text that somebody typed: trimmed, not empty, without control characters. */
export const line = (longest: number) =>
	z
		.string()
		.trim()
		.min(1, 'must not be empty')
		.max(longest)
		.regex(/^\P{Cc}*$/u, 'must not hold control characters');

/** The same, or null; empty text is nothing. */
export const optionalLine = (longest: number) =>
	z
		.string()
		.trim()
		.max(longest)
		.regex(/^\P{Cc}*$/u, 'must not hold control characters')
		.nullable()
		.transform((text) => (text === '' ? null : text));

/** What somebody says about what they did; line breaks are welcome. */
export const reason = z.string().trim().min(1, 'must not be empty').max(500);

/** An IANA time zone. */
export const timezone = z
	.string()
	.max(64)
	.refine(
		(name) => (name.includes('/') || name === 'UTC') && IANAZone.isValidZone(name),
		'must be an IANA time zone such as Europe/Berlin',
	);

/** Wall-clock HH:MM. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day (HH:MM)');

/** A calendar date that exists, YYYY-MM-DD, and that databases and calendars can count with. */
export const calendarDate = z.iso
	.date('must be a date (YYYY-MM-DD)')
	.regex(/^[2-9]/, 'must not be before the year 2000')
	.refine((date) => date < '9000', 'must be before the year 9000');

/** A row's id in a body. */
export const rowId = z.int().positive();
