import type { ReconciliationResponse, ReplayResponse } from '../../../contract';
import type { Connection } from '../../db/database';
import { readEventStatuses } from '../../db/stripe-events';
import type { Reconciliation, ReconciliationService } from '../reconciliation/reconciliation.service';
import { STAFF_PATIENCE_MILLISECONDS, within } from '../site/within';
import type { WebhooksService } from '../webhooks/webhooks.service';

/** What takes longer than whoever asks can wait for. What is not done in time goes on, and the answer says so. */
export interface OperationsService {
	/**
	 * Compares the books with Stripe's. Whoever asks again for the same while it runs, or soon after, gets that run's
	 * findings instead of another run.
	 *
	 * @param actor `staff:3`, `operator`; of a run, the one who began it.
	 */
	reconcile(options: { apply: boolean }, actor: string): Promise<ReconciliationResponse>;
	/** Works on one stored event again. */
	replayEvent(eventId: string, actor: string): Promise<ReplayResponse>;
	/** Makes dead events due again, the oldest first, and works on them. */
	replayDead(actor: string): Promise<ReplayResponse>;
}

interface Dependencies {
	db: Connection;
	reconciliation: ReconciliationService;
	webhooks: WebhooksService;
	/** Milliseconds after which an answer says what is done until then. */
	patience?: number;
}

const toResponse = ({ findings }: Reconciliation): ReconciliationResponse => ({
	isFinished: true,
	findings: findings.map(({ kind, subject, detail, action, outcome }) => ({
		kind,
		subject,
		detail,
		action,
		mended: outcome === 'done',
	})),
});

const UNFINISHED: ReconciliationResponse = { isFinished: false, findings: [] };

/** Findings that nobody came for are forgotten: they were true when they were made. */
const KEPT_MILLISECONDS = 5 * 60_000;

export const createOperationsService = ({
	db,
	reconciliation,
	webhooks,
	patience = STAFF_PATIENCE_MILLISECONDS,
}: Dependencies): OperationsService => {
	const running = new Map<boolean, Promise<ReconciliationResponse>>();

	const forget = (apply: boolean, run: Promise<ReconciliationResponse>): void => {
		if (running.get(apply) === run) {
			running.delete(apply);
		}
	};

	const start = (apply: boolean, actor: string): Promise<ReconciliationResponse> => {
		const run = reconciliation.reconcile({ apply, actor }).then(toResponse);
		running.set(apply, run);
		const later = () => setTimeout(() => forget(apply, run), KEPT_MILLISECONDS).unref();
		run.then(later, () => forget(apply, run));
		return run;
	};

	const statusesOf = async (eventIds: readonly string[]): Promise<ReplayResponse> => {
		const statuses = await readEventStatuses(db, eventIds);
		return {
			events: eventIds.map((eventId) => ({ eventId, status: statuses.get(eventId) ?? 'not_found' })),
		};
	};

	return {
		async reconcile({ apply }, actor) {
			const run = running.get(apply) ?? start(apply, actor);
			const answer = await within(run, () => UNFINISHED, patience);
			if (answer.isFinished) {
				forget(apply, run);
			}
			return answer;
		},

		async replayEvent(eventId, actor) {
			await within<unknown>(webhooks.replay(eventId, actor), () => 'due', STAFF_PATIENCE_MILLISECONDS);
			return statusesOf([eventId]);
		},

		async replayDead(actor) {
			const eventIds = await webhooks.reviveDead(actor);
			const workOff = async (): Promise<void> => {
				while ((await webhooks.replayDue()) > 0);
			};
			await within(workOff(), () => undefined, patience);
			return statusesOf(eventIds);
		},
	};
};
