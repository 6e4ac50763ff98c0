import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';

/** A line of a student's timeline. */
export const timelineEntry = (overrides: Partial<TimelineEntry> = {}): TimelineEntry => ({
	id: 'activity:1',
	at: '2026-09-01T12:00:00.000Z',
	kind: 'checkout',
	action: 'checkout.enrolled',
	actor: 'stripe',
	actorName: null,
	courseTitle: 'Writing that Works',
	cohortName: 'Fall Cohort',
	packageId: null,
	data: { amount: 49_000, currency: 'usd' },
	stripeId: null,
	stripeUrl: null,
	...overrides,
});
