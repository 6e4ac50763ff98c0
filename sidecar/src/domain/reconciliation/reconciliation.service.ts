import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { claimSignal, readSignals, recordSignal, releaseSignal, SIGNALS } from '../../db/health-signals';
import { StripeFailure } from '../../stripe/failure';
import type { CheckoutDependencies } from '../checkout/end-checkout';
import type { RefundsService } from '../refunds/refunds.service';
import type { ReversalsService } from '../reversals/reversals.service';
import type { WebhooksService } from '../webhooks/webhooks.service';
import { compareDisputes, compareEvents, compareRefunds, compareSessions } from './compare-stripe';
import { compareCounters, compareDueRefunds, compareOpenCheckouts } from './compare-tables';
import type { Finding, Problem } from './findings';

export interface Reconciliation {
	/** From when on Stripe's objects were compared. */
	since: Date;
	/** False for a dry run. */
	applied: boolean;
	findings: Finding[];
}

export interface ReconciliationService {
	/**
	 * Compares Stripe and our tables both ways, and counters with their rows. Without `apply` nothing is changed. Safe
	 * beside running sidecars, and safe twice. What Stripe cannot be asked for is a finding of its own.
	 *
	 * @param options.since Stripe keeps events for 30 days: the default.
	 * @param options.actor Who asked for it, for the activity; the sidecar itself by default.
	 */
	reconcile(options: { apply: boolean; since?: Date; actor?: string }): Promise<Reconciliation>;
	/** The same by timer, applied, by one of the sidecars, from the last time on. Returns 0: it never hurries. */
	runDue(): Promise<number>;
}

interface Dependencies extends CheckoutDependencies {
	clock: Clock;
	siteUrl: () => Promise<string>;
	refunds: RefundsService;
	reversals: ReversalsService;
	webhooks: WebhooksService;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** https://docs.stripe.com/api/events: what is older is not listed. */
const LONGEST = 30 * DAY;
/** Sessions live up to a day, and what they become is told late: each run looks back over the last one. */
const OVERLAP = 2 * DAY;
const REST = 10 * MINUTE;
/** Longer than the longest run, after weeks of silence. */
const CLAIM = 30 * MINUTE;

/** Raises what is not Stripe's. */
const notCompared = (subject: string, error: unknown): Finding => {
	if (!(error instanceof StripeFailure)) {
		throw error;
	}
	return {
		kind: 'not_compared',
		subject,
		detail: `Stripe could not be asked (${error.kind}).`,
		action: 'Try again later; a restricted key must be allowed to read them.',
		outcome: 'failed',
	};
};

const withoutWork = ({ kind, subject, detail, action }: Problem): Omit<Finding, 'outcome'> => ({
	kind,
	subject,
	detail,
	action,
});

export const createReconciliationService = (dependencies: Dependencies): ReconciliationService => {
	const { db, stripe, clock, logger } = dependencies;

	const mend = async (problem: Problem): Promise<Finding> => {
		const found = withoutWork(problem);
		try {
			await problem.mend();
			return { ...found, outcome: 'done' };
		} catch (error) {
			logger.error(
				{ err: error, kind: found.kind, subject: found.subject },
				'what was found could not be mended; it is tried again',
			);
			return { ...found, outcome: 'failed' };
		}
	};

	/** One line for a run that mended something. */
	const recordRun = async (actor: string, findings: readonly Finding[]): Promise<void> => {
		const mended = findings
			.filter(({ outcome }) => outcome === 'done')
			.map(({ kind, subject }) => ({ kind, subject }));
		if (mended.length > 0) {
			const run = {
				entityType: 'reconciliation',
				entityId: 0,
				action: 'reconciliation.applied',
			} as const;
			await recordActivity(db, { ...run, actor, data: { mended } }, clock.now());
		}
	};

	const reconcile: ReconciliationService['reconcile'] = async ({ apply, since, actor = 'sidecar' }) => {
		const from = since ?? new Date(clock.now().getTime() - LONGEST);
		const findings: Finding[] = [];
		const comparisons = {
			// Events first: what they tell need not be found a second time.
			events: compareEvents(dependencies, from),
			sessions: compareSessions(dependencies, from),
			'open checkouts': compareOpenCheckouts(dependencies),
			refunds: compareRefunds(dependencies, from),
			disputes: compareDisputes(dependencies, from),
			'due refunds': compareDueRefunds(dependencies),
			counters: compareCounters({ db, clock, livemode: stripe.livemode, actor }),
		};
		for (const [subject, comparison] of Object.entries(comparisons)) {
			try {
				for await (const problem of comparison) {
					findings.push(
						apply ? await mend(problem) : { ...withoutWork(problem), outcome: 'would' },
					);
				}
			} catch (error) {
				findings.push(notCompared(subject, error));
			}
		}
		await recordRun(actor, findings);
		return { since: from, applied: apply, findings };
	};

	/** From the last run on; after a longer silence, or the first time, as far back as Stripe lists. */
	const windowStart = async (now: Date): Promise<Date> => {
		const last = (await readSignals(db, [SIGNALS.reconciler])).get(SIGNALS.reconciler)?.at;
		const from = (last?.getTime() ?? 0) - OVERLAP;
		return new Date(Math.max(from, now.getTime() - LONGEST));
	};

	const report = ({ findings }: Reconciliation): string => {
		const counts = new Map<string, number>();
		for (const { kind } of findings) {
			counts.set(kind, (counts.get(kind) ?? 0) + 1);
		}
		return [...counts].map(([kind, count]) => `${kind}: ${count}`).join(', ') || 'nothing found';
	};

	return {
		reconcile,

		async runDue() {
			const now = clock.now();
			const since = await windowStart(now);
			const claim = {
				now,
				notSince: new Date(now.getTime() - REST),
				until: new Date(now.getTime() + CLAIM),
			};
			if (!(await claimSignal(db, SIGNALS.reconciler, claim))) {
				return 0;
			}
			const result = await reconcile({ apply: true, since });
			if (result.findings.length > 0) {
				logger.warn({ findings: report(result) }, 'the reconciler found differences');
			}
			if (result.findings.some(({ kind }) => kind === 'not_compared')) {
				// The next run must look back as far as this one did.
				const rested = new Date(now.getTime() + REST);
				await releaseSignal(db, SIGNALS.reconciler, rested, clock.now());
			} else {
				await recordSignal(db, SIGNALS.reconciler, report(result), now);
				await releaseSignal(db, SIGNALS.reconciler, null, clock.now());
			}
			return 0;
		},
	};
};
