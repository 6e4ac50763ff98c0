import type { CoursePackagesResponse, PackageStep } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { sampleCourse, sampleSession, sampleStep } from '../shared/sample';

const DAY = 86_400_000;

const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A student with one running course. */
export const sampleAnswer = (): CoursePackagesResponse => {
	const first = { ...sampleStep(1, __('Kick-off', 'cohort-enrollment')), session: sampleSession(8, 17) };
	const steps: PackageStep[] = [
		{ ...first, status: 'BOOKED' },
		{
			...sampleStep(2, __('Your first draft', 'cohort-enrollment')),
			status: 'BOOKED',
			session: sampleSession(15, 17),
		},
		{ ...sampleStep(3, __('Feedback', 'cohort-enrollment')), status: 'UNBOOKED', session: null },
	];
	return {
		packages: [
			{
				...sampleCourse(),
				id: 0,
				packageName: '',
				status: 'ACTIVE',
				paymentState: 'enrolled',
				reason: null,
				purchasedAt: new Date().toISOString(),
				courseCode: '',
				startDate: dayFromNow(8),
				endDate: dayFromNow(40),
				cohortTimezone: 'UTC',
				steps,
				bookedSteps: 2,
				totalSteps: 3,
			},
		],
		nextSession: { ...first, ...first.session, ...sampleCourse(), packageId: 0 },
	};
};
