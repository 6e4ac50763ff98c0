import { z } from 'zod';
import { rule } from './field-issues';

/** A row's id in a path: decimal digits, no sign, no leading zero. */
export const identifier = z
	.string()
	.regex(/^[1-9]\d{0,15}$/, rule('invalid_number'))
	.transform(Number)
	.pipe(z.int());

/** A course's code in a path. */
export const courseCode = z.string().min(1).max(64);

const LONGEST_PATH = 1000;

/**
 * A path (with query and fragment) on the site itself. Browsers read `//x` and `/\x` as another host, drop tabs and
 * line breaks, and some servers decode `%0d%0a` into a header: nothing of that comes from an honest address bar.
 */
export const sitePath = z
	.string()
	.max(LONGEST_PATH)
	.regex(/^\/(?!\/)[^\\\s\p{Cc}]*$/u, rule('invalid_path'))
	.refine((path) => !/%(?:[01][0-9a-f]|7f)/i.test(path), rule('control_characters'));
