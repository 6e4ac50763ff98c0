import type { Logger } from 'pino';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { inTransaction, type Connection } from '../../db/database';
import {
	claimDueStripeEvents,
	deleteFinishedStripeEvents,
	findDeadStripeEvents,
	findStripeEvent,
	insertStripeEvent,
	reclaimStripeEvent,
	reviveStripeEvents,
	type NewStripeEvent,
	type StripeEventRow,
} from '../../db/stripe-events';
import type { NewTask } from '../../db/tasks';
import type { StripeGateway } from '../../stripe/gateway';
import { RefusedDelivery } from '../../stripe/refused-delivery';
import type { ListedEvent } from '../../stripe/history';
import type { SignedEvent } from '../../stripe/types';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';
import type { ReversalsService } from '../reversals/reversals.service';
import { openTask } from '../tasks/open-task';
import { invalidSignedEventTask, otherModeTask } from './event-tasks';
import { createEventWorker, type EventOutcome } from './event-worker';
import { workFor } from './webhooks.rules';

/** What became of a delivery that was believed. `not_ours`: of another mode or account; answered, not stored. */
export interface Received {
	outcome: 'stored' | 'repeated' | 'not_ours';
	signedWith: SignedEvent['signedWith'];
}

export interface WebhooksService {
	/**
	 * Verifies a delivery, stores it once, and works on it. Returns when it is stored: what fails after that is
	 * repeated by {@link WebhooksService.replayDue}. Raises {@link RefusedDelivery}, and database errors.
	 */
	receive(body: Buffer, signatureHeader: string): Promise<Received>;
	/** Stores an event that Stripe lists but never delivered, and works on it. False when it was stored before. */
	receiveListed(event: ListedEvent): Promise<boolean>;
	/** Works on stored events that are due, and returns how many. Never raises for one event. */
	replayDue(): Promise<number>;
	/**
	 * Works on one stored event again, whatever became of it before. `due`, `dead`: it failed (again).
	 *
	 * @param actor For the activity; the operator by default.
	 */
	replay(eventId: string, actor?: string): Promise<EventOutcome | 'busy' | 'unknown'>;
	/** Works on every dead event again. Those that fail are due again, with all their attempts. */
	replayDead(): Promise<{ replayed: number; failed: number }>;
	/** Makes dead events due again, the oldest first, and returns their ids at Stripe; at most a few hundred. Waits for none. */
	reviveDead(actor: string): Promise<string[]>;
	/** Deletes some of the events that were finished long ago, and returns how many. */
	prune(): Promise<number>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	fulfillment: FulfillmentService;
	reversals: ReversalsService;
	/** Days for which finished events are kept. */
	retentionDays: number;
	clock: Clock;
	logger: Logger;
}

const CLAIM_MILLISECONDS = 120_000;
const BATCH = 10;
/** Few enough that no lock lasts. */
const PRUNE_BATCH = 500;
/** Few enough that their answer is small. */
const REVIVE_BATCH = 200;
const DAY_MILLISECONDS = 86_400_000;

const OPERATOR = 'operator';

const recordReplay = (trx: Connection, id: number, actor: string, now: Date): Promise<void> =>
	recordActivity(trx, { actor, action: 'event.replayed', entityType: 'event', entityId: id }, now);

export const createWebhooksService = (dependencies: Dependencies): WebhooksService => {
	const { db, stripe, fulfillment, reversals, retentionDays, clock, logger } = dependencies;

	const work = async (type: string, objectId: string): Promise<'done' | 'ignored'> => {
		const wanted = workFor(type);
		switch (wanted.kind) {
			case 'fulfill':
				return (await fulfillment.fulfill(objectId)).kind === 'ignored' ? 'ignored' : 'done';
			case 'follow_reversal':
				return (await reversals.followObject(wanted.object, objectId)) ? 'done' : 'ignored';
			case 'ignore':
				return 'ignored';
		}
	};

	const worker = createEventWorker({ db, work, clock, logger });
	const claim = () => {
		const now = clock.now();
		return { now, until: new Date(now.getTime() + CLAIM_MILLISECONDS) };
	};

	const openTaskOnce = (task: NewTask): Promise<number | null> =>
		inTransaction(db, (trx) => openTask(trx, task, clock.now()));

	/** Somebody else has our secret, or we do not understand Stripe any more: a person must look. */
	const alertShape = async (error: unknown): Promise<void> => {
		if (error instanceof RefusedDelivery && error.reason === 'shape') {
			await openTaskOnce(invalidSignedEventTask(stripe.livemode)).catch((failure: unknown) => {
				logger.error({ err: failure }, 'a task could not be opened');
			});
		}
	};

	const read = async (body: Buffer, signatureHeader: string): Promise<SignedEvent> => {
		try {
			return stripe.readEvent(body, signatureHeader);
		} catch (error) {
			await alertShape(error);
			throw error;
		}
	};

	/** An event of another mode or of a connected account is answered, not stored: it is not about us. */
	const isOurs = async (event: SignedEvent): Promise<boolean> => {
		const { id: eventId, livemode, account } = event;
		if (livemode === stripe.livemode && account === null) {
			return true;
		}
		logger.warn({ eventId, livemode }, 'an event of another mode or account was ignored');
		if (account === null) {
			await openTaskOnce(otherModeTask(event));
		}
		return false;
	};

	/** Stores an event once and works on it. False when it was stored before. */
	const store = async (event: NewStripeEvent): Promise<boolean> => {
		const { now, until } = claim();
		const id = await insertStripeEvent(db, event, until, now);
		if (id !== null) {
			await worker.workFirst({ ...event, id, attempts: 1 });
		}
		return id !== null;
	};

	const replayRow = async (row: StripeEventRow, actor: string): Promise<EventOutcome | 'busy'> => {
		const { now, until } = claim();
		const claimed = await inTransaction(db, async (trx) => {
			const free = await reclaimStripeEvent(trx, row.id, { now, until });
			if (free) {
				await recordReplay(trx, row.id, actor, now);
			}
			return free;
		});
		return claimed ? ((await worker.workAgain({ ...row, attempts: 1 })) ?? 'due') : 'busy';
	};

	return {
		async receive(body, signatureHeader) {
			const event = await read(body, signatureHeader);
			const { signedWith } = event;
			if (!(await isOurs(event))) {
				return { outcome: 'not_ours', signedWith };
			}
			const stored = await store({
				event_id: event.id,
				type: event.type,
				livemode: event.livemode,
				object_id: event.objectId,
				payload: body.toString('utf8'),
				signed_with: signedWith === 'current' ? 1 : 2,
			});
			return { outcome: stored ? 'stored' : 'repeated', signedWith };
		},

		receiveListed: (event) =>
			store({
				event_id: event.id,
				type: event.type,
				livemode: event.livemode,
				object_id: event.objectId,
				payload: event.payload,
				signed_with: null,
			}),

		async replayDue() {
			const rows = await claimDueStripeEvents(db, { ...claim(), limit: BATCH });
			await Promise.all(rows.map((row) => worker.workAgain(row)));
			return rows.length;
		},

		async replay(eventId, actor = OPERATOR) {
			const row = await findStripeEvent(db, eventId);
			return row === undefined ? 'unknown' : replayRow(row, actor);
		},

		async replayDead() {
			const outcomes: (EventOutcome | 'busy')[] = [];
			let batch = await findDeadStripeEvents(db, 0, BATCH);
			while (batch.length > 0) {
				outcomes.push(...(await Promise.all(batch.map((row) => replayRow(row, OPERATOR)))));
				batch = await findDeadStripeEvents(db, batch.at(-1)?.id ?? 0, BATCH);
			}
			const failed = outcomes.filter((outcome) => outcome === 'due' || outcome === 'dead');
			return { replayed: outcomes.length, failed: failed.length };
		},

		reviveDead: (actor) =>
			inTransaction(db, async (trx) => {
				const now = clock.now();
				const dead = await findDeadStripeEvents(trx, 0, REVIVE_BATCH);
				await reviveStripeEvents(
					trx,
					dead.map(({ id }) => id),
					now,
				);
				for (const { id } of dead) {
					await recordReplay(trx, id, actor, now);
				}
				return dead.map(({ event_id: id }) => id);
			}),

		prune() {
			const before = new Date(clock.now().getTime() - retentionDays * DAY_MILLISECONDS);
			return deleteFinishedStripeEvents(db, before, PRUNE_BATCH);
		},
	};
};
