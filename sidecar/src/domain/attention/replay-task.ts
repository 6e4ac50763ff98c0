import type { Logger } from 'pino';
import type { AdminTask } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { inTransaction, type Connection } from '../../db/database';
import { reviveNotification } from '../../db/notifications';
import { findUnfinishedEventOf } from '../../db/stripe-events';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import type { NotificationsService } from '../notifications/notifications.service';
import { retryRefund } from '../refunds/retry-refund';
import type { RefundsService } from '../refunds/refunds.service';
import type { ReversalsService } from '../reversals/reversals.service';
import { STAFF_PATIENCE_MILLISECONDS, within } from '../site/within';
import type { TasksService } from '../tasks/tasks.service';
import type { WebhooksService } from '../webhooks/webhooks.service';

export interface ReplayDependencies {
	db: Connection;
	stripe: StripeGateway;
	tasks: TasksService;
	webhooks: WebhooksService;
	refunds: RefundsService;
	reversals: ReversalsService;
	notifications: NotificationsService;
	clock: Clock;
	logger: Logger;
}

const nothingToReplay = (): AppError =>
	new AppError('nothing_to_replay', 'There is nothing that could be done again.');

/** What comes behind the first colon of a task's subject. */
const subjectOf = ({ subject }: AdminTask): string => subject.slice(subject.indexOf(':') + 1);

const eventIdOf = async ({ db }: ReplayDependencies, task: AdminTask): Promise<string> => {
	if (task.kind === 'event_dead') {
		return subjectOf(task);
	}
	const event = await findUnfinishedEventOf(db, subjectOf(task));
	if (!event) {
		throw nothingToReplay();
	}
	return event.event_id;
};

const replayEvent = async (
	dependencies: ReplayDependencies,
	task: AdminTask,
	actor: string,
): Promise<void> => {
	const eventId = await eventIdOf(dependencies, task);
	if ((await dependencies.webhooks.replay(eventId, actor)) === 'unknown') {
		throw nothingToReplay();
	}
};

const replayMail = async (
	{ db, notifications, clock }: ReplayDependencies,
	task: AdminTask,
	actor: string,
): Promise<void> => {
	await inTransaction(db, async (trx) => {
		const now = clock.now();
		if (!(await reviveNotification(trx, Number(subjectOf(task)), now))) {
			throw nothingToReplay();
		}
		const entry = { actor, action: 'task.replayed', entityType: 'task', entityId: task.id } as const;
		await recordActivity(trx, { ...entry, data: { replay: 'mail' } }, now);
	});
	await notifications.sendDue();
};

const replayRefund = async (
	dependencies: ReplayDependencies,
	task: AdminTask,
	actor: string,
): Promise<void> => {
	const { purchase } = task;
	if (purchase === null) {
		throw nothingToReplay();
	}
	const { db, stripe, reversals, refunds, clock } = dependencies;
	const follow = (object: 'refund' | 'dispute', id: string) => reversals.followObject(object, id);
	await retryRefund({ db, stripe, follow, clock }, { checkoutId: purchase.checkoutId, actor });
	await refunds.sendDue();
};

const REPLAYS = { event: replayEvent, mail: replayMail, refund: replayRefund } as const;

/** Raises what the work raises in time; later nobody waits for it, and it is logged. */
const untilDoneOrLate = async (
	{ logger }: ReplayDependencies,
	taskId: number,
	work: Promise<void>,
): Promise<void> => {
	let isLate = false;
	const watched = work.catch((error: unknown) => {
		if (isLate) {
			logger.warn({ err: error, taskId }, 'what a person asked for again could not be done');
		}
		throw error instanceof StripeFailure
			? new AppError('stripe_unavailable', 'Stripe cannot be asked at the moment.')
			: error;
	});
	const late = () => {
		isLate = true;
	};
	await within(watched, late, STAFF_PATIENCE_MILLISECONDS);
};

/**
 * Does again what a task is about, waits some seconds for it, and returns the task as it is then. What takes longer goes on,
 * and closes the task when it went well. Raises `task_not_found`, `task_resolved` with the task, `nothing_to_replay`,
 * `payment_disputed`, `stripe_unavailable`.
 */
export const replayTask = async (
	dependencies: ReplayDependencies,
	taskId: number,
	actor: string,
): Promise<AdminTask> => {
	const task = await dependencies.tasks.read(taskId);
	if (task.status === 'resolved') {
		throw new AppError('task_resolved', 'Somebody has resolved this task already.', { current: task });
	}
	if (task.replay === null) {
		throw nothingToReplay();
	}
	await untilDoneOrLate(dependencies, taskId, REPLAYS[task.replay](dependencies, task, actor));
	return dependencies.tasks.read(taskId);
};
