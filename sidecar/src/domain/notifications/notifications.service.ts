import type { Logger } from 'pino';
import type { NotificationRequest } from '../../../contract';
import type { Clock } from '../../clock';
import { inTransaction, type Connection } from '../../db/database';
import { recordSignal, SIGNALS } from '../../db/health-signals';
import {
	claimDueNotifications,
	settleNotification,
	type NotificationRow,
	type NotificationStatus,
} from '../../db/notifications';
import { putBack } from '../../db/queue';
import { resolveTaskAbout } from '../../db/tasks';
import { MailFailure, type MailGateway } from '../../wordpress/mail-gateway';
import { nextAttemptAt } from '../backoff';
import { openTask } from '../tasks/open-task';

export interface NotificationsService {
	/** Asks the plugin to send every due mail that it can claim; returns how many it worked on. Never raises for one mail. */
	sendDue(): Promise<number>;
}

interface Dependencies {
	db: Connection;
	mail: MailGateway;
	livemode: boolean;
	clock: Clock;
	logger: Logger;
}

/** Longer than the gateway's patience, twice. */
const CLAIM_MILLISECONDS = 120_000;
/** One mailer must not hold every PHP process of the site. */
const BATCH = 4;
/** With the backoff's hours at the end about half a day; then a person must look. */
const LAST_ATTEMPT = 20;

const STATUS_OF_OUTCOME = {
	sent: 'sent',
	already_sent: 'sent',
	no_recipient: 'skipped',
	unknown: 'unknown',
} as const satisfies Record<string, NotificationStatus>;

const toRequest = (row: NotificationRow): NotificationRequest =>
	({
		reference: row.reference,
		kind: row.kind,
		studentId: row.student_id,
		data: JSON.parse(row.data ?? '{}') as unknown,
	}) as NotificationRequest;

const deadTask = (row: Pick<NotificationRow, 'id'>) =>
	({ kind: 'notification_dead', subject: `notification:${row.id}` }) as const;

export const createNotificationsService = (dependencies: Dependencies): NotificationsService => {
	const { db, mail, livemode, clock, logger } = dependencies;

	/** A mail that nobody could send. One that tells of a task opens no other: that task is open already. */
	const giveUp = (row: NotificationRow, failure: MailFailure): Promise<void> =>
		inTransaction(db, async (trx) => {
			const now = clock.now();
			const change = { status: 'dead', nextAttemptAt: now, lastError: failure.message };
			await putBack(trx, 'notifications', row.id, change, now);
			if (row.kind !== 'task') {
				const task = {
					...deadTask(row),
					checkout_id: row.checkout_id,
					stripe_id: null,
					livemode,
					detail: `A mail (${row.kind}) could not be sent: ${failure.message}`,
				} as const;
				await openTask(trx, task, now);
			}
		});

	const recover = async (row: NotificationRow, failure: MailFailure): Promise<void> => {
		const subject = {
			notificationId: row.id,
			kind: row.kind,
			code: failure.code,
			attempts: row.attempts,
		};
		if (row.attempts >= LAST_ATTEMPT || failure.code === 'invalid_request') {
			logger.error(subject, 'a mail could not be sent; a person must look at it');
			await giveUp(row, failure);
			return;
		}
		const now = clock.now();
		logger.warn(subject, 'a mail could not be sent yet');
		const change = {
			status: 'due',
			nextAttemptAt: nextAttemptAt(now, row.attempts),
			lastError: failure.message,
		};
		await putBack(db, 'notifications', row.id, change, now);
	};

	/** A batch leaves at most one sign of each kind: a mailer that is down is no flood of writes. */
	const keepSigns = async (signs: ReadonlyMap<string, string | null>): Promise<void> => {
		for (const [name, detail] of signs) {
			await recordSignal(db, name, detail, clock.now());
		}
	};

	/** One that was given up, and then asked for again by a person, has a task. */
	const closeTask = async (row: NotificationRow): Promise<void> => {
		if (row.last_error !== null) {
			const resolution = { by: 'sidecar', note: 'WordPress took the mail after all.' };
			await resolveTaskAbout(db, deadTask(row), resolution, clock.now());
		}
	};

	const send = async (row: NotificationRow, signs: Map<string, string | null>): Promise<void> => {
		try {
			const outcome = await mail.send(toRequest(row));
			if (outcome === 'unknown') {
				logger.warn(
					{ notificationId: row.id },
					'a mail may have been sent before WordPress was cut off; it is not sent again',
				);
			}
			await settleNotification(db, row.id, STATUS_OF_OUTCOME[outcome], clock.now());
			await closeTask(row);
			if (outcome === 'sent') {
				signs.set(SIGNALS.mailSuccess, null);
			}
		} catch (error) {
			if (!(error instanceof MailFailure)) {
				throw error;
			}
			signs.set(SIGNALS.mailFailure, error.code);
			await recover(row, error);
		}
	};

	const sendSafely = async (row: NotificationRow, signs: Map<string, string | null>): Promise<void> => {
		try {
			await send(row, signs);
		} catch (error) {
			// The claim lapses and the row is due again; the plugin knows whether its mail was sent.
			logger.error({ err: error, notificationId: row.id }, 'a mail could not be worked on');
		}
	};

	return {
		async sendDue() {
			const now = clock.now();
			const until = new Date(now.getTime() + CLAIM_MILLISECONDS);
			const rows = await claimDueNotifications(db, { now, until, limit: BATCH });
			const signs = new Map<string, string | null>();
			await Promise.all(rows.map((row) => sendSafely(row, signs)));
			await keepSigns(signs);
			return rows.length;
		},
	};
};
