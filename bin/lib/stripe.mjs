import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Failure } from './failure.mjs';
import { PROJECT } from './project.mjs';

/**
 * The Stripe that the sidecar talks to: the local one, or Stripe itself in test mode.
 *
 * @typedef {{ kind: 'local' | 'stripe', secretKey: string, webhookSecrets: string[] }} Stripe
 */

/**
 * Reads the person's own Stripe keys from `.env`.
 *
 * @returns {Stripe | undefined} nothing when there are none
 * @throws {Failure} as {@link stripeOf}
 */
export function ownStripe() {
	const file = join(PROJECT, '.env');
	// Not into this process's environment: what else is in it is none of the services' business.
	return existsSync(file) ? stripeOf(parseEnv(readFileSync(file, 'utf8'))) : undefined;
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Stripe | undefined} nothing when it has no keys, or wants the local Stripe
 * @throws {Failure} when they could touch real money, or one is missing
 */
export function stripeOf(environment) {
	// Docker compose reads the same .env: with this profile, the keys in it are the local Stripe's.
	if ((environment['COMPOSE_PROFILES'] ?? '').split(',').includes('local-stripe')) return undefined;
	const secretKey = environment['STRIPE_SECRET_KEY'] ?? '';
	const webhookSecrets = (environment['STRIPE_WEBHOOK_SECRET'] ?? '')
		.split(',')
		.map((secret) => secret.trim())
		.filter(Boolean);
	if (!secretKey && webhookSecrets.length === 0) return undefined;
	if (!/^(sk|rk)_test_/.test(secretKey)) {
		throw new Failure('STRIPE_SECRET_KEY is not a test key.', {
			next: 'take the key that begins with sk_test_ from the Stripe dashboard, or remove both from .env to use the local Stripe',
		});
	}
	if (webhookSecrets.length === 0 || webhookSecrets.some((secret) => !secret.startsWith('whsec_'))) {
		throw new Failure('STRIPE_WEBHOOK_SECRET is missing or does not begin with whsec_.', {
			next: 'run "stripe listen --print-secret" and put what it prints into .env',
		});
	}
	return { kind: 'stripe', secretKey, webhookSecrets };
}
