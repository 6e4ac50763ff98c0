import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** The stack under test, as `bin/lib/demo-file.mjs` describes it. */
export interface Demo {
	siteUrl: string;
	sidecarUrl: string;
	stripeUrl: string;
	users: { login: string; password: string; role: string }[];
	db: {
		host: string;
		port: number;
		name: string;
		user: string;
		password: string;
		prefix: string;
		/** Of a site of a network. */
		basePrefix?: string;
	};
	webhookSecrets: string[];
	stripeSecretKey: string;
	directory: string;
	wordpressDir: string;
	/** Folder of the mails that the site "sent", one JSON file each. */
	mail: string;
	debugLog: string;
	logs: string;
}

export const DEMO_FILE = process.env['DEMO_FILE'] ?? join(PROJECT, '.local', 'demo.json');

/** @throws Error when the stack uses Stripe itself: these tests pay, and only the local one may be paid by a program. */
export const readDemo = (): Demo => {
	const demo = JSON.parse(readFileSync(DEMO_FILE, 'utf8')) as Partial<Demo>;
	if (demo.stripeSecretKey === undefined) {
		throw new Error(`${DEMO_FILE} has no local Stripe.`);
	}
	return demo as Demo;
};
