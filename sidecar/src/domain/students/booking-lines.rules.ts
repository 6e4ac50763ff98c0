import {
	allRecords,
	recordedBookings,
	type BookingRecord,
	type RecordedBookings,
} from '../../db/booking-records';
import type { TimelineActivity, TimelineBooking, TimelineRows } from '../../db/views/timeline-rows';
import {
	known,
	line,
	ofPackage,
	type Details,
	type Line,
	type Purchases,
	type TimelineNames,
} from './timeline-line';

/** A change of the bookings of one package. */
interface Change extends RecordedBookings {
	id: number;
	at: Date;
	action: string;
	actor: string;
	packageId: number;
}

const toChange = (entry: TimelineActivity): Change => {
	const { id, action, actor, entity_id: packageId, created_at: at, data } = entry;
	return { id, at, action, actor, packageId, ...recordedBookings(data) };
};

/** Oldest first. */
const changesIn = ({ activity }: TimelineRows): Change[] =>
	activity
		.filter(({ entity_type: type }) => type === 'package')
		.map(toChange)
		.sort((one, other) => one.id - other.id);

/** The session for which a step was booked, before schedules moved the booking; undefined when none did. */
const bookedFor = (
	changes: readonly Change[],
	{ packageId, stepId, from, until }: { packageId: number; stepId: number; from: Date; until: Date | null },
): BookingRecord | undefined =>
	changes
		.filter(
			(change) =>
				change.packageId === packageId && change.at >= from && (until === null || change.at < until),
		)
		.flatMap(({ moved }) => moved)
		.find(({ from: { stepId: id } }) => id === stepId)?.from;

/** Step, class and time, as the words of a line say them. */
const sessionData = (
	{ stepId, groupClassId, startsAt }: BookingRecord,
	{ steps, classes }: Pick<TimelineNames, 'steps' | 'classes'>,
): Record<string, unknown> =>
	known({
		step: steps.get(stepId),
		class: classes.get(groupClassId)?.name,
		startsAt,
		timezone: classes.get(groupClassId)?.timezone,
	});

interface Context {
	purchases: Purchases;
	names: TimelineNames;
	changes: readonly Change[];
}

/** In which cohort the package was then is told with who changed it. */
const ofPackageThen = ({ packages }: Purchases, id: number): Details => ({
	...ofPackage(packages.get(id)),
	cohortName: null,
});

const fromReleased = (change: Change, record: BookingRecord, context: Context): Line[] => {
	const { id, at, action, actor, packageId } = change;
	const { stepId, bookedAt } = record;
	const { purchases, names, changes } = context;
	const details = ofPackageThen(purchases, packageId);
	const lines: Line[] = [];
	// Who gave back one booking is told with it.
	if (action !== 'package.booking_given_back') {
		const core = { id: `activity:${id}:released:${stepId}`, at, actor, kind: 'booking' } as const;
		lines.push(line({ ...core, action: 'booking.released' }, sessionData(record, names), details));
	}
	if (bookedAt !== undefined) {
		const from = new Date(bookedAt);
		const first = bookedFor(changes, { packageId, stepId, from, until: at }) ?? record;
		const core = {
			id: `activity:${id}:booked:${stepId}`,
			at: from,
			actor: null,
			kind: 'booking',
		} as const;
		lines.push(line({ ...core, action: 'booking.booked' }, sessionData(first, names), details));
	}
	return lines;
};

const fromChange = (change: Change, context: Context): Line[] => {
	const { id, at, actor, packageId, moved, released } = change;
	const { purchases, names } = context;
	const details = ofPackageThen(purchases, packageId);
	return [
		...released.flatMap((record) => fromReleased(change, record, context)),
		...moved.map(({ from, to }) =>
			line(
				{
					id: `activity:${id}:moved:${from.stepId}`,
					at,
					kind: 'booking',
					action: 'booking.moved',
					actor,
				},
				{ ...sessionData(to, names), previousStart: from.startsAt },
				details,
			),
		),
	];
};

/** Of whose packages a line about attendance tells; null when it is an older one, which does not say. */
const attendees = ({ data }: TimelineActivity): readonly unknown[] | null => {
	const { packageIds } = (data === null ? {} : JSON.parse(data)) as { packageIds?: unknown };
	return Array.isArray(packageIds) ? packageIds : null;
};

/** Whether staff said of a session that the student came by this package; then that line tells it. */
const isTold = (
	{ activity }: TimelineRows,
	{ class_session_id: id, package_id: packageId }: TimelineBooking,
): boolean =>
	activity.some(
		(entry) =>
			entry.action === 'class_session.attended' &&
			entry.entity_id === id &&
			(attendees(entry)?.includes(packageId) ?? true),
	);

const fromBooking = (
	booking: TimelineBooking,
	rows: TimelineRows,
	{ purchases, changes }: Context,
): Line[] => {
	const { id, package_id: packageId, step_id: stepId, booked_at: from, status } = booking;
	const session = known({
		step: booking.step_label,
		class: booking.class_name,
		startsAt: booking.starts_at?.toISOString(),
		timezone: booking.timezone,
	});
	const first = from && bookedFor(changes, { packageId, stepId, from, until: null });
	const details = { ...ofPackage(purchases.packages.get(packageId)), cohortName: booking.cohort_name };
	const moments = {
		booked: from,
		completed: status === 'COMPLETED' && !isTold(rows, booking) ? booking.completed_at : null,
		cancelled: status === 'CANCELLED' ? booking.updated_at : null,
	};
	return Object.entries(moments).flatMap(([what, at]) =>
		at === null
			? []
			: line(
					{
						id: `booking:${id}:${what}`,
						at,
						kind: 'booking',
						action: `booking.${what}`,
						actor: null,
					},
					what === 'booked' && first ? { ...session, startsAt: first.startsAt } : session,
					details,
				),
	);
};

/**
 * What became of bookings: those that there are, by their rows, and those that schedules and staff moved or gave back, by
 * the activity. In no order.
 */
export const fromBookings = (rows: TimelineRows, purchases: Purchases, names: TimelineNames): Line[] => {
	const changes = changesIn(rows);
	const context = { purchases, names, changes };
	return [
		...rows.bookings.flatMap((booking) => fromBooking(booking, rows, context)),
		...changes.flatMap((change) => fromChange(change, context)),
	];
};

/** Of which step of whose package a line about a session's attendance tells. */
interface Attended {
	data: Record<string, unknown>;
	packageId: number | null;
}

/** What packages have in a session, or had there when their bookings were changed; those of now first. */
const attendedIn = (sessionId: number, rows: TimelineRows, { steps }: TimelineNames): Attended[] => [
	...rows.bookings
		.filter(({ class_session_id: id }) => id === sessionId)
		.map((row) => ({ data: { step: row.step_label }, packageId: row.package_id })),
	...changesIn(rows).flatMap((change) =>
		allRecords(change)
			.filter(({ classSessionId: id }) => id === sessionId)
			.map(({ stepId }) => ({ data: known({ step: steps.get(stepId) }), packageId: change.packageId })),
	),
];

/** What to tell of a session's attendance: once for each package of the student that the line names. */
export const attendedSession = (
	entry: TimelineActivity,
	rows: TimelineRows,
	names: TimelineNames,
): Attended[] => {
	const attended = attendedIn(entry.entity_id, rows, names);
	const named = attendees(entry);
	if (named === null) {
		return [attended[0] ?? { data: {}, packageId: null }];
	}
	return rows.packages
		.filter(({ id }) => named.includes(id))
		.map(({ id }) => attended.find(({ packageId }) => packageId === id) ?? { data: {}, packageId: id });
};
