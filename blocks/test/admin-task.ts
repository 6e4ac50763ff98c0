import type { AdminTask } from '@cohort-enrollment/sidecar/contract';

/** A task about a refund that failed. */
export const adminTask = (overrides: Partial<AdminTask> = {}): AdminTask => ({
	id: 7,
	kind: 'refund_failed',
	subject: 'checkout:12',
	detail: 'The bank could not take the refund.',
	livemode: false,
	stripeId: 'pi_9',
	stripeUrl: 'https://dashboard.stripe.com/test/payments/pi_9',
	status: 'open',
	openedAt: '2026-09-01T12:00:00.000Z',
	resolvedAt: null,
	resolvedBy: null,
	resolvedByName: null,
	note: null,
	purchase: {
		checkoutId: 12,
		studentId: 3,
		studentName: 'Ada Okafor',
		courseTitle: 'Writing that Works',
		cohortId: 5,
		cohortName: 'Fall Cohort',
		amount: 49_000,
		currency: 'usd',
		packageId: null,
	},
	replay: 'refund',
	...overrides,
});
