import type { StepOption } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { sampleCourse, sampleSession, sampleStep } from '../shared/sample';
import type { Choosing } from './state';

const option = (id: number, days: number, hour: number, availableSeats: number): StepOption => ({
	...sampleSession(days, hour),
	courseStepOptionId: id,
	dayOfWeek: 0,
	startTime: '',
	endTime: '',
	availableSeats,
});

/** A student who has just paid: one step booked, one to choose. */
export const sampleState = (): Choosing => ({
	screen: 'choosing',
	plan: {
		...sampleCourse(),
		packageId: 0,
		booked: [
			{
				...sampleStep(1, __('Kick-off', 'cohort-enrollment')),
				status: 'BOOKED',
				session: sampleSession(8, 17),
			},
		],
		steps: [
			{
				...sampleStep(2, __('Your first draft', 'cohort-enrollment')),
				options: [option(1, 15, 17, 6), option(2, 17, 9, 2)],
			},
		],
	},
	choices: { 2: 1 },
	marks: {},
	submission: { status: 'idle' },
	bookedJustNow: 0,
	attention: 0,
	isStale: false,
});
