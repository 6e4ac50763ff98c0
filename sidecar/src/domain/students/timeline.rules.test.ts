import type { TimelineEntry } from '../../../contract';
import type { TimelineRows } from '../../db/views/timeline-rows';
import { idsInActivity } from './activity-lines.rules';
import { actorsIn, toTimeline } from './timeline.rules';

const NOTHING: TimelineRows = {
	checkouts: [],
	packages: [],
	activity: [],
	events: [],
	refunds: [],
	mails: [],
	tasks: [],
	bookings: [],
	waiting: [],
};

const NAMES = {
	users: new Map([
		[3, 'Edith Marlow'],
		[7, 'Sam Student'],
	]),
	cohorts: new Map([
		[10, 'Fall Cohort'],
		[11, 'Winter Cohort'],
	]),
	steps: new Map([[5, 'Week 1']]),
	classes: new Map([[8, { name: 'Tuesday evening', timezone: 'Europe/Berlin' }]]),
};

/** Minutes after ten o'clock. */
const at = (minute: number): Date => new Date(Date.UTC(2026, 8, 1, 10, minute));

const CHECKOUT = {
	id: 1,
	state: 'enrolled',
	course_title: 'Writing',
	cohort_name: 'Fall Cohort',
	amount: 49_000,
	currency: 'usd',
	livemode: false,
	session_id: 'cs_test_1',
	payment_intent_id: 'pi_1',
	expires_at: at(32),
	reason: null,
	updated_at: at(2),
} as const satisfies TimelineRows['checkouts'][number];

const PACKAGE = {
	id: 20,
	checkout_id: 1,
	course_title: 'Writing',
	cohort_id: 11,
	cohort_name: 'Winter Cohort',
	status: 'ACTIVE',
	purchased_at: at(2),
} as const satisfies TimelineRows['packages'][number];

const activity = (
	id: number,
	fields: Partial<Omit<TimelineRows['activity'][number], 'data'>> & { data?: unknown },
): TimelineRows['activity'][number] => ({
	id,
	actor: 'stripe',
	action: 'checkout.enrolled',
	entity_type: 'checkout',
	entity_id: 1,
	created_at: at(2),
	...fields,
	data: fields.data === undefined ? null : JSON.stringify(fields.data),
});

const REFUND = {
	id: 30,
	checkout_id: 1,
	amount: 49_000,
	reason: 'cohort_full',
	automatic: 1,
	attempts: 1,
	stripe_refund_id: 're_1',
	status: 'succeeded',
	last_error: null,
	created_at: at(3),
} as const satisfies TimelineRows['refunds'][number];

const MAIL = {
	id: 40,
	kind: 'enrolled',
	checkout_id: 1,
	status: 'sent',
	last_error: null,
	sent_at: at(4),
	created_at: at(2),
	updated_at: at(4),
} as const satisfies TimelineRows['mails'][number];

const timeline = (rows: Partial<TimelineRows>): TimelineEntry[] =>
	toTimeline({ ...NOTHING, ...rows }, { studentId: 7, names: NAMES });

const theOne = (rows: Partial<TimelineRows>, action: string): TimelineEntry => {
	const found = timeline(rows).filter((entry) => entry.action === action);
	expect(found).toHaveLength(1);
	return found[0]!;
};

test('of nothing there is nothing to tell', () => {
	expect(timeline({})).toEqual([]);
});

test('a hold tells until when the seat is kept, for what price, and who wanted it', () => {
	const opened = activity(1, { action: 'checkout.open', actor: 'student:7', created_at: at(0) });
	expect(timeline({ checkouts: [CHECKOUT], activity: [opened] })).toEqual([
		{
			id: 'activity:1',
			at: '2026-09-01T10:00:00.000Z',
			kind: 'checkout',
			action: 'checkout.open',
			actor: 'student:7',
			actorName: 'Sam Student',
			courseTitle: 'Writing',
			cohortName: 'Fall Cohort',
			packageId: null,
			data: { amount: 49_000, currency: 'usd', expiresAt: '2026-09-01T10:32:00.000Z' },
			stripeId: 'pi_1',
			stripeUrl: 'https://dashboard.stripe.com/test/payments/pi_1',
		},
	]);
});

test('what came of something stands above it, although it happened in the same moment', () => {
	const rows = {
		checkouts: [CHECKOUT],
		packages: [PACKAGE],
		activity: [activity(1, {})],
		mails: [{ ...MAIL, status: 'due', sent_at: null }] as TimelineRows['mails'],
		events: [
			{
				id: 50,
				event_id: 'evt_1',
				type: 'checkout.session.completed',
				livemode: false,
				object_id: 'cs_test_1',
				status: 'done',
				attempts: 1,
				last_error: null,
				created_at: at(2),
			},
		] as TimelineRows['events'],
	};
	expect(timeline(rows).map(({ action }) => action)).toEqual([
		'mail.due',
		'package.created',
		'checkout.enrolled',
		'checkout.session.completed',
	]);
});

test('a package is told with the cohort that was sold, even if it is in another one by now', () => {
	const entry = theOne({ checkouts: [CHECKOUT], packages: [PACKAGE] }, 'package.created');
	expect(entry).toMatchObject({ cohortName: 'Fall Cohort', packageId: 20, courseTitle: 'Writing' });
});

test('a move names both cohorts, who did it and why', () => {
	const moved = activity(1, {
		actor: 'staff:3',
		action: 'package.moved',
		entity_type: 'package',
		entity_id: 20,
		data: { before: { cohort_id: 10 }, after: { cohort_id: 11 }, reason: 'New job' },
	});
	expect(theOne({ packages: [PACKAGE], activity: [moved] }, 'package.moved')).toMatchObject({
		kind: 'staff',
		actorName: 'Edith Marlow',
		cohortName: 'Winter Cohort',
		data: { previousCohort: 'Fall Cohort', reason: 'New job' },
	});
	expect(idsInActivity([moved])).toEqual({ cohorts: [10, 11], steps: [], classes: [] });
});

test('a booking that staff gave back names its step', () => {
	const entry = activity(1, {
		actor: 'operator',
		action: 'package.booking_given_back',
		entity_type: 'package',
		entity_id: 20,
		data: { stepId: 5, before: { status: 'BOOKED' }, after: { status: 'UNBOOKED' } },
	});
	expect(theOne({ activity: [entry] }, 'package.booking_given_back')).toMatchObject({
		kind: 'staff',
		actor: 'operator',
		actorName: null,
		data: { step: 'Week 1' },
	});
	expect(idsInActivity([entry])).toEqual({ cohorts: [], steps: [5], classes: [] });
});

test('an enrollment by hand is told once, by its package', () => {
	const rows = {
		checkouts: [{ ...CHECKOUT, amount: 0 }],
		packages: [PACKAGE],
		activity: [
			activity(1, { actor: 'staff:3' }),
			activity(2, {
				actor: 'staff:3',
				action: 'package.enrolled_by_hand',
				entity_type: 'package',
				entity_id: 20,
				data: { before: null, after: { status: 'ACTIVE' }, reason: 'Scholarship' },
			}),
		],
	};
	expect(timeline(rows).map(({ action }) => action)).toEqual([
		'package.created',
		'package.enrolled_by_hand',
	]);
});

test('a refund is told when it was decided and with what became of it, and leads to Stripe', () => {
	const rows = {
		checkouts: [CHECKOUT],
		refunds: [REFUND],
		activity: [
			activity(1, {
				action: 'refund.succeeded',
				entity_type: 'refund',
				entity_id: 30,
				created_at: at(5),
			}),
		],
	};
	const [succeeded, due] = timeline(rows);
	const data = { amount: 49_000, currency: 'usd', reason: 'cohort_full' };
	expect(due).toMatchObject({ id: 'refund:30', action: 'refund.due', data, actor: null });
	expect(succeeded).toMatchObject({
		kind: 'refund',
		action: 'refund.succeeded',
		data,
		stripeId: 're_1',
		stripeUrl: 'https://dashboard.stripe.com/test/search?query=re_1',
	});
});

test('a refund that failed says why', () => {
	const failed = activity(1, { action: 'refund.failed', entity_type: 'refund', entity_id: 30 });
	const refunds = [{ ...REFUND, status: 'failed' as const, last_error: 'Card closed' }];
	const entry = theOne({ checkouts: [CHECKOUT], refunds, activity: [failed] }, 'refund.failed');
	expect(entry.data).toMatchObject({ error: 'Card closed' });
});

test("a refund that somebody made at Stripe's dashboard is told as theirs", () => {
	const refunds = [{ ...REFUND, automatic: null, attempts: 0 }];
	expect(timeline({ checkouts: [CHECKOUT], refunds })).toEqual([
		expect.objectContaining({
			action: 'refund.made_in_stripe',
			data: expect.objectContaining({ status: 'succeeded' }),
		}),
	]);
});

test('one of ours that failed and was asked for again stays one of ours, and who asked is told', () => {
	const refunds = [
		{ ...REFUND, automatic: null, status: 'failed' as const },
		{ ...REFUND, id: 31, stripe_refund_id: null, status: 'due' as const, created_at: at(8) },
	];
	const asked = activity(1, {
		actor: 'staff:3',
		action: 'refund.queued_again',
		entity_type: 'refund',
		entity_id: 31,
		created_at: at(8),
	});
	const told = timeline({ checkouts: [CHECKOUT], refunds, activity: [asked] });
	expect(told.map(({ action, actorName }) => [action, actorName])).toEqual([
		['refund.due', null],
		['refund.queued_again', 'Edith Marlow'],
		['refund.due', null],
	]);
});

test('that staff asked for a mail again is told once, beside its task', () => {
	const about = { entity_type: 'task', entity_id: 60, actor: 'staff:3' };
	const entries = timeline({
		activity: [
			activity(1, { ...about, action: 'task.replayed', data: { replay: 'mail' } }),
			activity(2, { ...about, action: 'task.resolved' }),
		],
	});
	expect(entries).toEqual([
		expect.objectContaining({ action: 'task.replayed', data: { taskId: 60, replay: 'mail' } }),
	]);
});

test.each([
	['due', { sent_at: null }, 2],
	['sent', {}, 4],
	['dead', { sent_at: null, updated_at: at(9), last_error: 'Mailer is down' }, 9],
	['unknown', { sent_at: null, updated_at: at(9) }, 9],
] as const)('a mail that is %s is told when that was', (status, fields, minute) => {
	const entry = theOne({ mails: [{ ...MAIL, status, ...fields }] }, `mail.${status}`);
	expect(entry.at).toBe(at(minute).toISOString());
	expect(entry.data).toEqual({
		mail: 'enrolled',
		...(status === 'dead' ? { error: 'Mailer is down' } : {}),
	});
});

test('an event tells why it is not done, and nothing when it is', () => {
	const event = {
		id: 50,
		event_id: 'evt_1',
		type: 'refund.failed',
		livemode: true,
		object_id: 're_1',
		status: 'dead',
		attempts: 20,
		last_error: 'A bug',
		created_at: at(1),
	} as const;
	expect(theOne({ events: [event] }, 'refund.failed')).toMatchObject({
		kind: 'stripe_event',
		actor: 'stripe',
		data: { status: 'dead', attempts: 20, error: 'A bug' },
		stripeUrl: 'https://dashboard.stripe.com/events/evt_1',
	});
	const done = theOne({ events: [{ ...event, status: 'done' }] }, 'refund.failed');
	expect(done.data).not.toHaveProperty('error');
});

test('a task is told when it was opened and when somebody resolved it, with the note', () => {
	const tasks = [
		{
			id: 60,
			kind: 'refund_failed',
			checkout_id: 1,
			stripe_id: 'pi_1',
			livemode: false,
			detail: 'The bank could not take the refund.',
			resolved_at: at(9),
			resolved_by: 'staff:3',
			note: 'Sent by bank transfer.',
			created_at: at(6),
		},
	] as const satisfies TimelineRows['tasks'];
	const [resolved, opened] = timeline({ checkouts: [CHECKOUT], tasks: [...tasks] });
	expect(opened).toMatchObject({
		action: 'task.opened',
		data: { task: 'refund_failed', taskId: 60, detail: 'The bank could not take the refund.' },
	});
	expect(resolved).toMatchObject({
		action: 'task.resolved',
		actorName: 'Edith Marlow',
		data: { note: 'Sent by bank transfer.' },
	});
	expect(actorsIn({ ...NOTHING, tasks: [...tasks] })).toEqual([3]);
});

test.each([
	['BOOKED', ['booking.booked']],
	['COMPLETED', ['booking.completed', 'booking.booked']],
	['CANCELLED', ['booking.cancelled', 'booking.booked']],
] as const)('a step that is %s tells how it came to that', (status, actions) => {
	const booking = {
		id: 70,
		package_id: 20,
		step_id: 5,
		class_session_id: 9,
		cohort_name: 'Fall Cohort',
		step_label: 'Week 1',
		class_name: 'Tuesday evening',
		timezone: 'Europe/Berlin',
		starts_at: at(60),
		status,
		booked_at: at(2),
		completed_at: status === 'COMPLETED' ? at(70) : null,
		updated_at: at(71),
	};
	const entries = timeline({ packages: [PACKAGE], bookings: [booking] }).filter(
		({ kind }) => kind === 'booking',
	);
	expect(entries.map(({ action }) => action)).toEqual(actions);
	expect(entries.at(-1)).toMatchObject({
		packageId: 20,
		data: { step: 'Week 1', class: 'Tuesday evening', startsAt: at(60).toISOString() },
	});
});

test('whoever waited and was told of a seat has both told', () => {
	const waiting = {
		id: 80,
		course_title: 'Writing',
		cohort_name: 'Fall Cohort',
		offered_at: at(9),
		created_at: at(1),
	};
	expect(timeline({ waiting: [waiting] }).map(({ action, actor }) => [action, actor])).toEqual([
		['waiting_list.offered', 'sidecar'],
		['waiting_list.joined', 'student:7'],
	]);
});

test('a checkout that expired without a word in the activity is told by itself, but never twice', () => {
	const checkouts = [{ ...CHECKOUT, state: 'expired' as const }];
	expect(theOne({ checkouts }, 'checkout.expired').id).toBe('checkout:1:expired');
	const told = activity(1, { action: 'checkout.expired' });
	expect(theOne({ checkouts, activity: [told] }, 'checkout.expired').id).toBe('activity:1');
});

test('ids are unique, so that screens can keep them apart', () => {
	const rows = {
		checkouts: [CHECKOUT],
		packages: [PACKAGE],
		refunds: [{ ...REFUND, id: 1 }],
		mails: [{ ...MAIL, id: 1 }],
		activity: [activity(1, {})],
		waiting: [{ id: 1, course_title: '', cohort_name: '', offered_at: at(1), created_at: at(1) }],
	};
	const ids = timeline(rows).map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
});
