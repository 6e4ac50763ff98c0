import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` header: one `v1` per secret, as during a rotation.
 *
 * @param timestamp unix seconds of this attempt; https://docs.stripe.com/webhooks/signature
 */
export function signatureHeader(payload: string, timestamp: number, secrets: string[]): string {
	const signatures = secrets.map((secret) =>
		createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex'),
	);
	return [`t=${timestamp}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
}
