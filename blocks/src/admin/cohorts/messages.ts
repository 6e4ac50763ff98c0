import { __, _n, sprintf } from '@wordpress/i18n';
import type { Messages } from '../shared/messages';

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** What only cohorts and their schedules are refused for. */
export const COHORT_MESSAGES: Messages = {
	step_not_found: () =>
		__(
			'The course has changed meanwhile: a class is no choice for its step any more. Reload the page to see what is.',
			'cohort-enrollment',
		),
	students_booked: () =>
		__('Students are booked in what you have changed. Say what becomes of them.', 'cohort-enrollment'),
	class_full: ({ free, needed }) =>
		sprintf(
			/* translators: 1: such as "3 students". 2: such as "2 free seats". */
			__(
				'The new session has no room for all: %1$s for %2$s. Give it more seats, or let the students choose again.',
				'cohort-enrollment',
			),
			/* translators: %d: number of students. */
			sprintf(_n('%d student', '%d students', count(needed), 'cohort-enrollment'), count(needed)),
			sprintf(
				/* translators: %d: number of free seats. */
				_n('%d free seat', '%d free seats', count(free), 'cohort-enrollment'),
				count(free),
			),
		),
	session_started: () =>
		__(
			'Students cannot be moved to a time that has passed. Choose a later one, or let them choose again.',
			'cohort-enrollment',
		),
	session_shared: () =>
		__(
			'Another cohort, or another step, has a session of this class that begins then and ends at another time. Use the same times, or begin at another one.',
			'cohort-enrollment',
		),
};
