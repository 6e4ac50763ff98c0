import { __ } from '@wordpress/i18n';
import type { Messages } from '../shared/messages';

/** What only courses are refused for. */
export const COURSE_MESSAGES: Messages = {
	code_taken: () => __('Another course has this code. Choose another.', 'cohort-enrollment'),
	code_fixed: () =>
		__('The code cannot change any more: somebody has bought the course under it.', 'cohort-enrollment'),
	step_not_found: () =>
		__('One of the steps is not there any more. Reload the page to see what is.', 'cohort-enrollment'),
	rest_forbidden: () =>
		__('The page is not published, and your account may not see it.', 'cohort-enrollment'),
	pattern_missing: () =>
		__('The pattern for course pages is not registered on this site.', 'cohort-enrollment'),
};
