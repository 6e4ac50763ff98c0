import type { ErrorRequestHandler, Request, Response } from 'express';
import { Counter, type Registry } from 'prom-client';
import type { DeliveryFailureReason, DeliverySignals } from '../domain/webhooks/delivery-signals';
import type { Received } from '../domain/webhooks/webhooks.service';
import { RefusedDelivery } from '../stripe/refused-delivery';
import { toAppError } from './problem-handler';

/** Tells operators what becomes of deliveries. */
export interface WebhookOutcomes {
	received(received: Received): void;
	/** Counts why a delivery was not taken, and passes the error on. A wrong method is no delivery. */
	onError: ErrorRequestHandler;
}

const failureReason = (error: unknown): DeliveryFailureReason | null => {
	if (error instanceof RefusedDelivery) {
		return error.reason;
	}
	const { code, status } = toAppError(error);
	switch (code) {
		case 'method_not_allowed':
			return null;
		case 'payload_too_large':
			return 'size';
		case 'unsupported_media_type':
			return 'type';
		default:
			return status >= 500 ? 'storage' : 'incomplete';
	}
};

/**
 * Counts deliveries: `cohort_enrollment_webhook_deliveries_total` by outcome: `stored`, `repeated`, `not_ours`, or the
 * reason of a failure; and keeps the last of each kind for `/readyz`.
 */
export const webhookOutcomes = (registry: Registry, signals: DeliverySignals): WebhookOutcomes => {
	const deliveries = new Counter({
		name: 'cohort_enrollment_webhook_deliveries_total',
		help: 'Deliveries to the webhook: stored, repeated, not_ours, or why one was not taken.',
		labelNames: ['outcome'],
		registers: [registry],
	});
	return {
		received: ({ outcome, signedWith }) => {
			deliveries.inc({ outcome });
			signals.succeeded(signedWith);
		},
		onError: (error: unknown, _req: Request, _res: Response, next) => {
			const reason = failureReason(error);
			if (reason !== null) {
				deliveries.inc({ outcome: reason });
				signals.failed(reason);
			}
			next(error);
		},
	};
};
