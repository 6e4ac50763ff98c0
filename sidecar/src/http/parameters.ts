import { z } from 'zod';

/** A row's id in a path: decimal digits, no sign, no leading zero. */
export const identifier = z
	.string()
	.regex(/^[1-9]\d{0,15}$/, 'must be a positive whole number')
	.transform(Number)
	.refine(Number.isSafeInteger, 'is too large');

/** A course's code in a path. */
export const courseCode = z.string().min(1).max(64);
