import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { putBack } from '../../db/queue';
import {
	claimDueStripeEvents,
	insertStripeEvent,
	settleStripeEvent,
	type StripeEventRow,
} from '../../db/stripe-events';
import type { StripeGateway } from '../../stripe/gateway';
import type { StripeEvent } from '../../stripe/types';
import { nextAttemptAt } from '../backoff';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';
import type { RefundsService } from '../refunds/refunds.service';
import { afterFailure, workFor } from './webhooks.rules';

export interface WebhooksService {
	/**
	 * Verifies a delivery, stores it once, and works on it. Returns when it is stored: what fails after that is
	 * repeated by {@link WebhooksService.replayDue}. Raises invalid_signature, invalid_event, and database errors.
	 */
	receive(body: Buffer, signatureHeader: string): Promise<void>;
	/** Works on stored events that are due, and returns how many. Never raises for one event. */
	replayDue(): Promise<number>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	fulfillment: FulfillmentService;
	refunds: RefundsService;
	clock: Clock;
	logger: Logger;
}

const CLAIM_MILLISECONDS = 120_000;
const BATCH = 10;

export const createWebhooksService = (dependencies: Dependencies): WebhooksService => {
	const { db, stripe, fulfillment, refunds, clock, logger } = dependencies;

	const work = async (type: string, objectId: string): Promise<'done' | 'ignored'> => {
		switch (workFor(type)) {
			case 'fulfill':
				return (await fulfillment.fulfill(objectId)).kind === 'ignored' ? 'ignored' : 'done';
			case 'follow_refund':
				return (await refunds.follow(objectId)) ? 'done' : 'ignored';
			case 'ignore':
				return 'ignored';
		}
	};

	type Task = Pick<StripeEventRow, 'id' | 'event_id' | 'type' | 'object_id' | 'attempts'>;

	const process = async (task: Task): Promise<void> => {
		try {
			const status = await work(task.type, task.object_id);
			await settleStripeEvent(db, task.id, status, clock.now());
		} catch (error) {
			const now = clock.now();
			const status = afterFailure(error, task.attempts);
			logger.error(
				{ err: error, eventId: task.event_id, type: task.type, status },
				'an event could not be worked on',
			);
			const lastError = error instanceof Error ? error.message : 'unknown';
			const failure = { status, nextAttemptAt: nextAttemptAt(now, task.attempts), lastError };
			await putBack(db, 'stripe_events', task.id, failure, now);
		}
	};

	const processSafely = async (task: Task): Promise<void> => {
		try {
			await process(task);
		} catch (error) {
			// The claim lapses and the event is due again.
			logger.error({ err: error, eventId: task.event_id }, 'the outcome of an event could not be kept');
		}
	};

	/** An event of another mode or of a connected account is answered, not stored: it is not about us. */
	const isOurs = (event: StripeEvent): boolean => {
		const ours = event.livemode === stripe.livemode && event.account === null;
		if (!ours) {
			logger.warn(
				{ eventId: event.id, livemode: event.livemode },
				'an event of another mode or account was ignored',
			);
		}
		return ours;
	};

	return {
		async receive(body, signatureHeader) {
			const event = stripe.readEvent(body, signatureHeader);
			if (!isOurs(event)) {
				return;
			}
			const now = clock.now();
			const row = {
				event_id: event.id,
				type: event.type,
				livemode: event.livemode,
				object_id: event.objectId,
				payload: body.toString('utf8'),
			};
			const id = await insertStripeEvent(db, row, new Date(now.getTime() + CLAIM_MILLISECONDS), now);
			if (id !== null) {
				await process({ ...row, id, attempts: 1 });
			}
		},

		async replayDue() {
			const now = clock.now();
			const until = new Date(now.getTime() + CLAIM_MILLISECONDS);
			const rows = await claimDueStripeEvents(db, { now, until, limit: BATCH });
			await Promise.all(rows.map(processSafely));
			return rows.length;
		},
	};
};
