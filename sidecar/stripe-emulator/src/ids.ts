import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A random id as Stripe forms them: the prefix, then letters and digits. */
export function newId(prefix: string, length = 24): string {
	let id = '';
	while (id.length < length) {
		for (const byte of randomBytes(length)) {
			// Bytes past the last whole multiple of the alphabet would favour its first letters.
			if (byte < 248 && id.length < length) id += ALPHABET.charAt(byte % 62);
		}
	}
	return prefix + id;
}
