import { __, _n, sprintf } from '@wordpress/i18n';
import type { AdminCohort } from '@cohort-enrollment/sidecar/contract';

type Seats = Pick<AdminCohort, 'enrolled' | 'held' | 'waiting' | 'maxEnrollment'>;

/** "12 of 20"; "12" when there is no limit. */
export const takenText = ({ enrolled, maxEnrollment }: Seats): string =>
	maxEnrollment === null
		? String(enrolled)
		: /* translators: 1: number of seats that are taken. 2: number of all seats. */
			sprintf(__('%1$d of %2$d', 'cohort-enrollment'), enrolled, maxEnrollment);

/** "2 held, 3 waiting"; empty when there is nothing to say. */
export const othersText = ({ held, waiting }: Seats): string =>
	[
		held > 0 &&
			sprintf(
				/* translators: %d: number of seats that are held for students who are paying. */
				_n('%d held', '%d held', held, 'cohort-enrollment'),
				held,
			),
		waiting > 0 &&
			sprintf(
				/* translators: %d: number of students on the waiting list. */
				_n('%d waiting', '%d waiting', waiting, 'cohort-enrollment'),
				waiting,
			),
	]
		.filter(Boolean)
		.join(', ');
