import type { Services } from '../compose';
import type { Job } from './schedule';

const SECOND = 1000;

export const SEND_REFUNDS = 'send-refunds';
export const PROBE_STRIPE = 'probe-stripe';
export const END_CLOSED_CHECKOUTS = 'end-closed-checkouts';

/** What the sidecar does without being asked. Any number of sidecars may do it at once: rows are claimed. */
export const jobsOf = ({
	refunds,
	reversals,
	webhooks,
	notifications,
	lapsedCheckouts,
	reconciliation,
	deliveries,
	readiness,
	waitingList,
	courses,
}: Services): Job[] => [
	{ name: SEND_REFUNDS, everyMilliseconds: 2 * SECOND, run: () => refunds.sendDue() },
	{
		name: 'follow-pending-refunds',
		everyMilliseconds: 60 * SECOND,
		run: () => reversals.followPending(),
	},
	{
		name: 'keep-delivery-signals',
		everyMilliseconds: 5 * SECOND,
		run: () => deliveries.flush(),
	},
	{ name: 'prune-events', everyMilliseconds: 3600 * SECOND, run: () => webhooks.prune() },
	{ name: PROBE_STRIPE, everyMilliseconds: 60 * SECOND, run: () => readiness.probe() },
	{ name: 'replay-events', everyMilliseconds: 5 * SECOND, run: () => webhooks.replayDue() },
	{
		name: 'send-notifications',
		everyMilliseconds: 5 * SECOND,
		run: () => notifications.sendDue(),
	},
	{
		name: 'settle-lapsed-checkouts',
		everyMilliseconds: 30 * SECOND,
		run: () => lapsedCheckouts.settleLapsed(),
	},
	{
		name: END_CLOSED_CHECKOUTS,
		everyMilliseconds: 15 * SECOND,
		run: () => lapsedCheckouts.endClosed(),
	},
	{
		name: 'offer-free-seats',
		everyMilliseconds: 10 * SECOND,
		run: () => waitingList.offerFreeSeats(),
	},
	{
		name: 'complete-progress',
		everyMilliseconds: 60 * SECOND,
		run: () => courses.completeProgress(),
	},
	{ name: 'forget-old-waiting', everyMilliseconds: 3600 * SECOND, run: () => waitingList.forgetOld() },
	{ name: 'reconcile', everyMilliseconds: 60 * SECOND, run: () => reconciliation.runDue() },
];
