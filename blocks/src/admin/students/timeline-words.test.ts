import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { timelineEntry } from '../../../test/timeline-entry';
import { timelineWords } from './timeline-words';

beforeEach(() => giveAdminSettings());

const words = (overrides: Partial<TimelineEntry>): string => timelineWords(timelineEntry(overrides));

const STAFF = { kind: 'staff', actor: 'staff:2', actorName: 'Edith Marlow' } as const;

test.each<[string, Partial<TimelineEntry>]>([
	['Paid $490.00 for Fall Cohort', {}],
	['Enrolled in Fall Cohort without payment', { data: { amount: 0, currency: '' } }],
	[
		'Seat in Fall Cohort held until 2:32 PM, to pay $490.00',
		{
			action: 'checkout.open',
			data: { amount: 49_000, currency: 'usd', expiresAt: '2026-09-01T12:32:00.000Z' },
		},
	],
	[
		'Paid $490.00 for Fall Cohort, but got no seat: the cohort was full',
		{
			action: 'checkout.refund_due',
			data: { amount: 49_000, currency: 'usd', reason: 'cohort_full' },
		},
	],
	['Nothing was paid in time; the seat in Fall Cohort is free again', { action: 'checkout.expired' }],
	['Got a seat in Fall Cohort', { kind: 'package', action: 'package.created', data: {} }],
	[
		'The enrollment in Fall Cohort ended with a refund: on request',
		{ kind: 'package', action: 'package.refunded', data: { reason: 'requested' } },
	],
	['Refund of $490.00 sent to Stripe', { kind: 'refund', action: 'refund.pending' }],
	['Refund of the whole payment decided', { kind: 'refund', action: 'refund.due', data: {} }],
	[
		'Refund of $490.00 failed: Card closed',
		{
			kind: 'refund',
			action: 'refund.failed',
			data: { amount: 49_000, currency: 'usd', error: 'Card closed' },
		},
	],
	['Mail sent: welcome to the course', { kind: 'mail', action: 'mail.sent', data: { mail: 'enrolled' } }],
	[
		'Mail that could not be sent: a newer kind',
		{ kind: 'mail', action: 'mail.dead', data: { mail: 'a newer kind' } },
	],
	[
		'Booked Week 1: Tuesday evening, Tue, Sep 8, 2026, 6:30 PM GMT+2',
		{
			kind: 'booking',
			action: 'booking.booked',
			data: {
				step: 'Week 1',
				class: 'Tuesday evening',
				startsAt: '2026-09-08T16:30:00.000Z',
				timezone: 'Europe/Berlin',
			},
		},
	],
	[
		'Not booked any more: Week 1: Tuesday evening, Tue, Sep 8, 2026, 6:30 PM GMT+2',
		{
			kind: 'booking',
			action: 'booking.released',
			data: {
				step: 'Week 1',
				class: 'Tuesday evening',
				startsAt: '2026-09-08T16:30:00.000Z',
				timezone: 'Europe/Berlin',
			},
		},
	],
	[
		'Booked now: Week 1: Tuesday evening, Wed, Sep 9, 2026, 6:30 PM GMT+2, instead of Tue, Sep 8, 2026, 6:30 PM GMT+2',
		{
			kind: 'booking',
			action: 'booking.moved',
			data: {
				step: 'Week 1',
				class: 'Tuesday evening',
				startsAt: '2026-09-09T16:30:00.000Z',
				previousStart: '2026-09-08T16:30:00.000Z',
				timezone: 'Europe/Berlin',
			},
		},
	],
	[
		'Booked now: Week 1',
		{ kind: 'booking', action: 'booking.moved', data: { step: 'Week 1', previousStart: 'x' } },
	],
	['Attended Week 1', { kind: 'booking', action: 'booking.completed', data: { step: 'Week 1' } }],
	[
		'Needs attention: A refund did not go through',
		{ kind: 'task', action: 'task.opened', data: { task: 'refund_failed' } },
	],
	[
		'Resolved: A payment is disputed: We won',
		{ kind: 'task', action: 'task.resolved', data: { task: 'dispute', note: 'We won' } },
	],
	['Put on the waiting list of Fall Cohort', { kind: 'waiting_list', action: 'waiting_list.joined' }],
	[
		'Stripe: the payment page was completed',
		{ kind: 'stripe_event', action: 'checkout.session.completed', data: { status: 'done' } },
	],
])('it reads “%s”', (sentence, entry) => {
	expect(words(entry).replace(/\s/g, ' ')).toBe(sentence);
});

test.each<[string, Partial<TimelineEntry>]>([
	[
		'Staff (Edith Marlow) moved from Fall Cohort to Winter Cohort: New job',
		{
			action: 'package.moved',
			cohortName: 'Winter Cohort',
			data: { previousCohort: 'Fall Cohort', reason: 'New job' },
		},
	],
	[
		'Staff (Edith Marlow) enrolled the student in Fall Cohort: Scholarship',
		{ action: 'package.enrolled_by_hand', data: { reason: 'Scholarship' } },
	],
	[
		'Staff (Edith Marlow) ended the enrollment in Fall Cohort: Moved away',
		{ action: 'package.cancelled', data: { reason: 'Moved away' } },
	],
	['Staff (Edith Marlow) asked again for the refund of $490.00', { action: 'refund.queued_again' }],
	[
		'Staff (Edith Marlow) gave back the booking of Week 1',
		{ action: 'package.booking_given_back', data: { step: 'Week 1' } },
	],
	['Staff (Edith Marlow) changed the schedule of Fall Cohort', { action: 'package.rescheduled' }],
	[
		'Staff (Edith Marlow) marked Week 1 as attended',
		{ action: 'class_session.attended', data: { step: 'Week 1' } },
	],
	[
		'Staff (Edith Marlow) took back that a step was attended',
		{ action: 'class_session.attendance_undone', data: {} },
	],
	['Staff (deleted account) kept the payment', { action: 'checkout.cancelled', actorName: null }],
	[
		'Operator at the server had a message worked on again (Stripe: a refund has failed)',
		{ action: 'event.replayed', actor: 'operator', actorName: null, data: { type: 'refund.failed' } },
	],
])('what staff did reads “%s”', (sentence, entry) => {
	expect(words({ ...STAFF, ...entry })).toBe(sentence);
});

test('what is not known here is told by its code', () => {
	expect(words({ action: 'checkout.teleported' })).toBe('checkout.teleported');
	expect(words({ kind: 'stripe_event', action: 'charge.moon' })).toBe('Stripe: charge.moon');
	expect(words({ ...STAFF, action: 'package.gilded' })).toBe('Staff (Edith Marlow): package.gilded');
});

test('what is there no name for does not break the sentence', () => {
	expect(words({ cohortName: null })).toBe('Paid $490.00 for a cohort');
	expect(words({ action: 'package.moved', ...STAFF, data: {} })).toBe(
		'Staff (Edith Marlow) moved to Fall Cohort',
	);
	expect(words({ action: 'constructor' })).toBe('constructor');
});
