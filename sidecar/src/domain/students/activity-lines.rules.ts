import type { TimelineKind } from '../../../contract';
import { allRecords, recordedBookings } from '../../db/booking-records';
import type { TimelineActivity, TimelineRows } from '../../db/views/timeline-rows';
import { attendedSession } from './booking-lines.rules';
import {
	known,
	line,
	ofCheckout,
	ofPackage,
	ofRefund,
	priceOf,
	refundData,
	type Details,
	type Line,
	type Purchases,
	type TimelineNames,
} from './timeline-line';

const isStaff = (actor: string): boolean => actor === 'operator' || actor.startsWith('staff:');

const dataOf = ({ data }: TimelineActivity): Record<string, unknown> =>
	data === null ? {} : (JSON.parse(data) as Record<string, unknown>);

const LISTS = new Set(['booked', 'released', 'moved', 'packageIds']);

/** Bookings have lines of their own, and whom else an attendance list names is nobody's business here. */
const withoutLists = (data: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(data).filter(([field]) => !LISTS.has(field)));

interface Context {
	rows: TimelineRows;
	purchases: Purchases;
	names: TimelineNames;
}

/** Where a line of the activity belongs, and what else is known about it. */
const aboutActivity = (
	entry: TimelineActivity,
	{ purchases, names }: Pick<Context, 'purchases' | 'names'>,
): { kind: TimelineKind; data: Record<string, unknown>; details: Details } => {
	const data = withoutLists(dataOf(entry));
	switch (entry.entity_type) {
		case 'checkout': {
			const checkout = purchases.checkouts.get(entry.entity_id);
			const facts = known({
				...priceOf(checkout),
				expiresAt: entry.action === 'checkout.open' ? checkout?.expires_at?.toISOString() : null,
				reason: checkout?.reason,
			});
			return {
				kind: 'checkout',
				data: { ...facts, ...data },
				details: ofCheckout(purchases, entry.entity_id),
			};
		}
		case 'package':
			return {
				kind: 'package',
				data: { ...data, ...namesIn(data, names) },
				details: {
					...ofPackage(purchases.packages.get(entry.entity_id)),
					...cohortIn(data, names),
				},
			};
		case 'refund': {
			const refund = purchases.refunds.get(entry.entity_id);
			return refund
				? {
						kind: 'refund',
						data: {
							...refundData(refund, purchases),
							...known({ error: refund.status === 'failed' ? refund.last_error : null }),
							...data,
						},
						details: ofRefund(refund, purchases),
					}
				: { kind: 'refund', data, details: {} };
		}
		case 'event': {
			const event = purchases.events.get(entry.entity_id);
			return {
				kind: 'stripe_event',
				data: { ...known({ type: event?.type }), ...data },
				details: { stripeId: event?.event_id ?? null, livemode: event?.livemode ?? false },
			};
		}
		case 'task':
			return { kind: 'task', data: { taskId: entry.entity_id, ...data }, details: {} };
		default:
			return { kind: 'staff', data, details: {} };
	}
};

const idIn = (fields: unknown, name: string): number | null => {
	const value = (fields as Record<string, unknown> | null | undefined)?.[name];
	return typeof value === 'number' ? value : null;
};

const cohortIdIn = (data: Record<string, unknown>): number | null =>
	idIn(data.after, 'cohort_id') ?? idIn(data, 'cohortId');

/** Ids of cohorts, steps and weekly classes in the activity's data, for whoever looks up their names. */
export const idsInActivity = (
	activity: readonly TimelineActivity[],
): { cohorts: number[]; steps: number[]; classes: number[] } => {
	const all = activity.map(dataOf);
	const present = (values: readonly (number | null)[]) => [
		...new Set(values.filter((value): value is number => value !== null)),
	];
	const bookings = activity
		.filter(({ entity_type: type }) => type === 'package')
		.flatMap(({ data }) => allRecords(recordedBookings(data)));
	return {
		cohorts: present(all.flatMap((data) => [idIn(data.before, 'cohort_id'), cohortIdIn(data)])),
		steps: present([...all.map((data) => idIn(data, 'stepId')), ...bookings.map(({ stepId }) => stepId)]),
		classes: present(bookings.map(({ groupClassId }) => groupClassId)),
	};
};

const namesIn = (data: Record<string, unknown>, { cohorts, steps }: TimelineNames) =>
	known({
		previousCohort: cohorts.get(idIn(data.before, 'cohort_id') ?? 0),
		step: steps.get(idIn(data, 'stepId') ?? 0),
	});

/** The cohort in which a package was then; it may be in another one now. */
const cohortIn = (data: Record<string, unknown>, { cohorts }: TimelineNames): Details => {
	const name = cohorts.get(cohortIdIn(data) ?? 0);
	return name === undefined ? {} : { cohortName: name };
};

/**
 * Whoever enrolls by hand settles a checkout, too; that one is told by the package. Tasks tell by their rows how they were
 * opened and resolved.
 */
const isToldElsewhere = ({ actor, action }: TimelineActivity): boolean =>
	(action === 'checkout.enrolled' && isStaff(actor)) ||
	action === 'task.opened' ||
	action === 'task.resolved';

const coreOf = ({ id, actor, action, created_at: at }: TimelineActivity, kind: TimelineKind) => ({
	id: `activity:${id}`,
	at,
	kind: isStaff(actor) ? ('staff' as const) : kind,
	action,
	actor,
});

const fromAttendance = (entry: TimelineActivity, { rows, purchases, names }: Context): Line[] =>
	attendedSession(entry, rows, names).map(({ data, packageId }) => {
		const core = coreOf(entry, 'booking');
		return line(
			{ ...core, id: packageId === null ? core.id : `${core.id}:${packageId}` },
			{ ...withoutLists(dataOf(entry)), ...data },
			ofPackage(purchases.packages.get(packageId ?? 0)),
		);
	});

const fromEntry = (entry: TimelineActivity, context: Context): Line[] => {
	if (entry.entity_type === 'class_session') {
		return fromAttendance(entry, context);
	}
	const { kind, data, details } = aboutActivity(entry, context);
	return [line(coreOf(entry, kind), data, details)];
};

/** What the audit trail tells, in no order. */
export const fromActivity = (rows: TimelineRows, purchases: Purchases, names: TimelineNames): Line[] =>
	rows.activity
		.filter((entry) => !isToldElsewhere(entry))
		.flatMap((entry) => fromEntry(entry, { rows, purchases, names }));
