import type { StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { buildBookedStep, buildPackage, buildStep } from './builders';

/** An enrollment as staff sees it: one step is booked, one can be chosen for; paid, and all of it could be sent back. */
export const buildStaffPackage = (overrides: Partial<StaffPackage> = {}): StaffPackage => ({
	...buildPackage({
		steps: [
			buildBookedStep({
				session: {
					...buildBookedStep().session!,
					startsAt: '2099-01-12T23:00:00.000Z',
					endsAt: '2099-01-13T00:30:00.000Z',
				},
			}),
			buildBookedStep({
				stepId: 3,
				stepLabel: 'Step 3',
				stepTitle: 'Your first chart',
				stepOrder: 3,
				status: 'UNBOOKED',
				session: null,
			}),
		],
		bookedSteps: 1,
		totalSteps: 2,
	}),
	version: 3,
	studentId: 7,
	studentName: 'Ada Okafor',
	studentEmail: 'ada@example.test',
	courseId: 1,
	cohortId: 3,
	amount: 49_000,
	currency: 'eur',
	livemode: false,
	paymentIntentId: 'pi_1',
	stripeUrl: 'https://dashboard.stripe.com/test/payments/pi_1',
	refundable: 49_000,
	unbooked: [buildStep()],
	moveTargets: [{ cohortId: 4, name: 'Spring Cohort', startDate: '2099-03-01', seatsLeft: 2 }],
	...overrides,
});
