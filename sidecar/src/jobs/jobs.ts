import type { Services } from '../compose';
import type { Job } from './schedule';

const SECOND = 1000;

export const SEND_REFUNDS = 'send-refunds';

/** What the sidecar does without being asked. Any number of sidecars may do it at once: rows are claimed. */
export const jobsOf = ({ refunds, webhooks, lapsedCheckouts }: Services): Job[] => [
	{ name: SEND_REFUNDS, everyMilliseconds: 2 * SECOND, run: () => refunds.sendDue() },
	{
		name: 'follow-pending-refunds',
		everyMilliseconds: 60 * SECOND,
		run: () => refunds.followPending(),
	},
	{ name: 'replay-events', everyMilliseconds: 5 * SECOND, run: () => webhooks.replayDue() },
	{
		name: 'settle-lapsed-checkouts',
		everyMilliseconds: 30 * SECOND,
		run: () => lapsedCheckouts.settleLapsed(),
	},
];
