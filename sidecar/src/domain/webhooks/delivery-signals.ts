import type { ReadinessResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { readSignals, recordSignal } from '../../db/health-signals';
import type { SignedEvent } from '../../stripe/types';

type WebhookHealth = ReadinessResponse['webhooks'];

export type DeliveryFailureReason = NonNullable<WebhookHealth['lastFailureReason']>;

/**
 * When Stripe last got through to any sidecar, and when it last did not, and why. Kept in memory until
 * {@link DeliverySignals.flush}, so that a flood of bad deliveries is no flood of writes.
 */
export interface DeliverySignals {
	succeeded(signedWith: SignedEvent['signedWith']): void;
	failed(reason: DeliveryFailureReason): void;
	/** Writes what happened since the last time: two statements at most. Returns 0: nothing is left to do. */
	flush(): Promise<number>;
	/** What all sidecars have written. */
	read(): Promise<WebhookHealth>;
}

const SUCCESS = 'webhook_success';
const FAILURE = 'webhook_failure';

export const createDeliverySignals = ({ db, clock }: { db: Connection; clock: Clock }): DeliverySignals => {
	const unwritten = new Map<string, { at: Date; detail: string }>();
	const note = (name: string, detail: string): void => {
		unwritten.set(name, { at: clock.now(), detail });
	};

	return {
		succeeded: (signedWith) => {
			note(SUCCESS, signedWith);
		},
		failed: (reason) => {
			note(FAILURE, reason);
		},
		async flush() {
			for (const [name, signal] of unwritten) {
				await recordSignal(db, name, signal.detail, signal.at);
				// What came while it was written stays for the next time.
				if (unwritten.get(name) === signal) {
					unwritten.delete(name);
				}
			}
			return 0;
		},
		async read() {
			const signals = await readSignals(db, [SUCCESS, FAILURE]);
			const [success, failure] = [signals.get(SUCCESS), signals.get(FAILURE)];
			return {
				lastSuccessAt: success?.at?.toISOString() ?? null,
				secret: (success?.detail ?? null) as WebhookHealth['secret'],
				lastFailureAt: failure?.at?.toISOString() ?? null,
				lastFailureReason: (failure?.detail ?? null) as WebhookHealth['lastFailureReason'],
			};
		},
	};
};
