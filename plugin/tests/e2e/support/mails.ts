import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Demo } from './demo';

/** A mail as WordPress would have sent it. */
export interface Mail {
	to: string[];
	subject: string;
	/** HTML. */
	message: string;
}

export interface Mails {
	/** Everything that was sent to an address, oldest first. */
	to(email: string): Mail[];
	/** Waits until exactly one mail of this subject has come, and returns it. */
	arrives(email: string, subject: string): Promise<Mail>;
}

/** The address behind a mail's button. */
export const linkOf = ({ message }: Mail, text: string): string => {
	const link = new RegExp(`<a[^>]+href="([^"]+)"[^>]*>\\s*${text}`).exec(message);
	expect(link, `${text} in ${message}`).not.toBeNull();
	return (link?.[1] ?? '').replaceAll('&#038;', '&').replaceAll('&amp;', '&');
};

export const openMails = ({ mail: folder }: Demo): Mails => {
	const to: Mails['to'] = (email) =>
		readdirSync(folder)
			// Renamed into place: other names are mails that are being written.
			.filter((name) => name.endsWith('.json'))
			.sort()
			.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Mail)
			.filter((mail) => mail.to.includes(email));
	const withSubject = (email: string, subject: string) =>
		to(email).filter((mail) => mail.subject === subject);
	return {
		to,
		async arrives(email, subject) {
			await expect
				.poll(() => withSubject(email, subject).length, {
					message: `"${subject}" to ${email}`,
					timeout: 45_000,
				})
				.toBe(1);
			return withSubject(email, subject)[0] as Mail;
		},
	};
};
