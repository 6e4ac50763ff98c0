import { __, _n, sprintf } from '@wordpress/i18n';
import type { RequestError } from './request';

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** What refers to a row that was to be deleted, in words. */
const users = (by: unknown): string => {
	const { cohorts, sessions, steps, students } = (by ?? {}) as Record<string, unknown>;
	const words = [
		/* translators: %d: number of steps of courses. */
		sprintf(_n('%d step', '%d steps', count(steps), 'cohort-enrollment'), count(steps)),
		/* translators: %d: number of cohorts. */
		sprintf(_n('%d cohort', '%d cohorts', count(cohorts), 'cohort-enrollment'), count(cohorts)),
		sprintf(
			/* translators: %d: number of dated class sessions that have not ended. */
			_n('%d upcoming session', '%d upcoming sessions', count(sessions), 'cohort-enrollment'),
			count(sessions),
		),
		/* translators: %d: number of students. */
		sprintf(_n('%d student', '%d students', count(students), 'cohort-enrollment'), count(students)),
	];
	const counts = [steps, cohorts, sessions, students].map(count);
	return words.filter((_, index) => (counts[index] ?? 0) > 0).join(', ');
};

const gone = () => __('This is not there any more. Somebody may have deleted it.', 'cohort-enrollment');

/** What is said to a code, from what came with it. */
export type Messages = Readonly<Record<string, (data: RequestError['data']) => string>>;

/** What every screen says. */
export const COMMON_MESSAGES: Messages = {
	invalid_request: () => __('Some fields are not right. They are marked below.', 'cohort-enrollment'),
	forbidden: () => __('Your account may look at this, but not change it.', 'cohort-enrollment'),
	version_conflict: () =>
		__('Somebody else has changed this while you were working on it.', 'cohort-enrollment'),
	in_use: ({ by, stepId, groupClassId }) => {
		const who = users(by);
		if (groupClassId !== undefined) {
			return __(
				'A class cannot be taken out of a step while a cohort has it in its schedule. Take it out there first.',
				'cohort-enrollment',
			);
		}
		if (stepId !== undefined) {
			return sprintf(
				/* translators: %s: list such as "2 cohorts, 1 student". */
				__(
					'A step cannot be removed, because these have it: %s. Switch it off instead.',
					'cohort-enrollment',
				),
				who,
			);
		}
		return who === ''
			? __('It is still in use, so it cannot be deleted.', 'cohort-enrollment')
			: /* translators: %s: list such as "2 steps, 1 cohort". */
				sprintf(__('It cannot be deleted, because these use it: %s.', 'cohort-enrollment'), who);
	},
	seats_below_sold: ({ taken }) =>
		sprintf(
			/* translators: %d: number of seats that are taken. */
			_n(
				'%d seat is taken already; there cannot be fewer seats than that.',
				'%d seats are taken already; there cannot be fewer seats than that.',
				count(taken),
				'cohort-enrollment',
			),
			count(taken),
		),
	group_class_not_found: gone,
	class_session_not_found: gone,
	course_not_found: gone,
	cohort_not_found: gone,
	package_not_found: gone,
	task_not_found: gone,
	student_not_found: () => __('There is no such student on this site.', 'cohort-enrollment'),
};
