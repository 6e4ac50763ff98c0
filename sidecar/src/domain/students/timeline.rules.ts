import type { TimelineEntry, TimelineKind } from '../../../contract';
import type { TimelineRows } from '../../db/views/timeline-rows';
import { stripeDashboardUrl } from '../administration/stripe-dashboard';
import { fromActivity } from './activity-lines.rules';
import { fromBookings } from './booking-lines.rules';
import { fromRows } from './row-lines.rules';
import { purchasesOf, type Line, type TimelineNames } from './timeline-line';

/** In which order things of one moment happen: what Stripe told comes before what it led to. */
const ORDER: readonly TimelineKind[] = [
	'stripe_event',
	'waiting_list',
	'checkout',
	'staff',
	'package',
	'booking',
	'refund',
	'mail',
	'task',
];

const newestFirst = (one: Line, other: Line): number =>
	other.at.getTime() - one.at.getTime() || ORDER.indexOf(other.kind) - ORDER.indexOf(one.kind);

const accountOf = (actor: string | null): number | null => {
	const id = /^(?:staff|student):(\d+)$/.exec(actor ?? '')?.[1];
	return id === undefined ? null : Number(id);
};

/** Accounts that the rows name as those who did something. */
export const actorsIn = ({ activity, tasks }: TimelineRows): number[] => {
	const actors = [...activity.map(({ actor }) => actor), ...tasks.map((task) => task.resolved_by)];
	return [...new Set(actors.map(accountOf).filter((id): id is number => id !== null))];
};

/** The lines of one student's timeline, the newest first. Of one moment, what came of something stands above it. */
export const toTimeline = (
	rows: TimelineRows,
	{ studentId, names }: { studentId: number; names: TimelineNames },
): TimelineEntry[] => {
	const purchases = purchasesOf(rows);
	const lines = [
		...fromActivity(rows, purchases, names),
		...fromRows(rows, purchases, studentId),
		...fromBookings(rows, purchases, names),
	];
	return lines.sort(newestFirst).map(({ livemode, at, ...rest }) => ({
		...rest,
		at: at.toISOString(),
		actorName: names.users.get(accountOf(rest.actor) ?? 0) ?? null,
		stripeUrl: stripeDashboardUrl(rest.stripeId, livemode),
	}));
};
