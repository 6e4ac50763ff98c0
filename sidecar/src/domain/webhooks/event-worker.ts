import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { inTransaction, type Connection } from '../../db/database';
import { putBack } from '../../db/queue';
import { settleStripeEvent } from '../../db/stripe-events';
import { resolveTaskAbout } from '../../db/tasks';
import { describeError } from '../../logger';
import { nextAttemptAt } from '../backoff';
import { openTask } from '../tasks/open-task';
import { tasksOfFailure, tasksOfSuccess, type StoredEvent } from './event-tasks';
import { afterFailure, isExhausted } from './webhooks.rules';

export interface EventWorker {
	/** Works on a claimed event for the first time. Never raises. */
	workFirst(event: StoredEvent): Promise<void>;
	/**
	 * Works on a claimed event that was given back, or given up, before. Returns what became of it; null when even that
	 * could not be written: then the claim lapses. Never raises.
	 */
	workAgain(event: StoredEvent): Promise<EventOutcome | null>;
}

export type EventOutcome = 'done' | 'ignored' | 'due' | 'dead';

interface Dependencies {
	db: Connection;
	/** Does what the event asks for. */
	work: (type: string, objectId: string) => Promise<'done' | 'ignored'>;
	clock: Clock;
	logger: Logger;
}

/** Without values that belong to somebody, as in the log. */
const messageOf = (error: unknown): string => {
	const { message } = describeError(error, 0);
	return typeof message === 'string' ? message : 'unknown';
};

export const createEventWorker = ({ db, work, clock, logger }: Dependencies): EventWorker => {
	/** The event stays due, or is given up; and a person hears of it, in the same commit. */
	const keepFailure = async (event: StoredEvent, error: unknown): Promise<'due' | 'dead'> => {
		const now = clock.now();
		const status = afterFailure(error, event.attempts);
		const message = messageOf(error);
		logger.error(
			{ err: error, eventId: event.event_id, type: event.type, status },
			'an event could not be worked on',
		);
		const failure = { status, nextAttemptAt: nextAttemptAt(now, event.attempts), lastError: message };
		await inTransaction(db, async (trx) => {
			await putBack(trx, 'stripe_events', event.id, failure, now);
			for (const task of tasksOfFailure(event, error, { status, message })) {
				await openTask(trx, task, now);
			}
		});
		return status;
	};

	const tryWork = async (event: StoredEvent): Promise<EventOutcome> => {
		try {
			const status = await work(event.type, event.object_id);
			await settleStripeEvent(db, event.id, status, clock.now());
			return status;
		} catch (error) {
			return await keepFailure(event, error);
		}
	};

	const closeTasks = async (event: StoredEvent): Promise<void> => {
		const resolution = { by: 'sidecar', note: 'The event was worked on after all.' };
		for (const task of tasksOfSuccess(event)) {
			await resolveTaskAbout(db, task, resolution, clock.now());
		}
	};

	const orNull = async <Result>(event: StoredEvent, attempt: Promise<Result>): Promise<Result | null> => {
		try {
			return await attempt;
		} catch (error) {
			// The claim lapses and the event is due again.
			logger.error(
				{ err: error, eventId: event.event_id },
				'the outcome of an event could not be kept',
			);
			return null;
		}
	};

	return {
		async workFirst(event) {
			await orNull(event, tryWork(event));
		},
		workAgain(event) {
			const attempt = async (): Promise<EventOutcome> => {
				if (isExhausted(event.attempts)) {
					return keepFailure(event, new Error('The work on it never came to an end.'));
				}
				const outcome = await tryWork(event);
				if (outcome === 'done' || outcome === 'ignored') {
					await closeTasks(event);
				}
				return outcome;
			};
			return orNull(event, attempt());
		},
	};
};
