import { __, sprintf } from '@wordpress/i18n';
import type { ScheduleProblem, ScheduleResponse } from '@cohort-enrollment/sidecar/contract';
import { optionsOf } from './schedule-draft';

/** What is wrong, where it is shown: at the step, or at the class. */
export const problemText = (problem: ScheduleProblem, schedule: ScheduleResponse): string => {
	const label = (stepId: number | null) =>
		schedule.steps.find((step) => step.stepId === stepId)?.label ?? '';
	const className = (stepOptionId: number | null) =>
		optionsOf(schedule).find((option) => option.stepOptionId === stepOptionId)?.groupClassName ?? '';
	const { code, otherStepId, otherStepOptionId } = problem;
	switch (code) {
		case 'hole':
			return __('No session: students cannot book this step.', 'cohort-enrollment');
		case 'not_offered':
			return __('This class is not offered.', 'cohort-enrollment');
		case 'overlap':
			return sprintf(
				/* translators: %s: another step of the course. */
				__('At the same time as %s, whatever students choose.', 'cohort-enrollment'),
				label(otherStepId),
			);
		case 'clash':
			return sprintf(
				/* translators: 1: another step of the course. 2: name of a class. */
				__('At the same time as %1$s in %2$s.', 'cohort-enrollment'),
				label(otherStepId),
				className(otherStepOptionId),
			);
		case 'outside':
			return __('Outside of the cohort’s dates.', 'cohort-enrollment');
		case 'order':
			/* translators: %s: the step before. */
			return sprintf(__('Begins before %s.', 'cohort-enrollment'), label(otherStepId));
		case 'past':
			return __('Has begun: whoever enrolls now cannot book this step.', 'cohort-enrollment');
		case 'class_inactive':
			return __('The class is inactive: students cannot choose it.', 'cohort-enrollment');
	}
};
