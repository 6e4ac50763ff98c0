import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { PROJECT } from './project.mjs';

/**
 * The Stripe that the sidecar talks to: the local one, or Stripe itself in test mode.
 *
 * @typedef {{ kind: 'local' | 'stripe', secretKey: string, webhookSecrets: string[] }} Stripe
 */

/**
 * Reads the person's own Stripe keys from `.env`; what the environment says already wins.
 *
 * @returns {Stripe | undefined} nothing when there are none
 * @throws {Failure} when they could touch real money, or do not fit together
 */
export function ownStripe() {
	const file = join(PROJECT, '.env');
	if (existsSync(file)) process.loadEnvFile(file);
	const secretKey = process.env['STRIPE_SECRET_KEY'] ?? '';
	const webhookSecrets = (process.env['STRIPE_WEBHOOK_SECRET'] ?? '')
		.split(',')
		.map((secret) => secret.trim())
		.filter(Boolean);
	if (!secretKey && webhookSecrets.length === 0) return undefined;
	if (!/^(sk|rk)_test_/.test(secretKey)) {
		throw new Failure('STRIPE_SECRET_KEY in .env is not a test key.', {
			next: 'take the key that begins with sk_test_ from the Stripe dashboard, or remove both lines to use the local Stripe',
		});
	}
	if (webhookSecrets.length === 0 || webhookSecrets.some((secret) => !secret.startsWith('whsec_'))) {
		throw new Failure('STRIPE_WEBHOOK_SECRET in .env is missing or does not begin with whsec_.', {
			next: 'run "stripe listen --print-secret" and put what it prints into .env',
		});
	}
	return { kind: 'stripe', secretKey, webhookSecrets };
}
