import { __, _n, sprintf } from '@wordpress/i18n';
import type { CohortCheckTarget, CohortFinding } from '@cohort-enrollment/sidecar/contract';
import { priceProblem } from '../prices/messages';
import { screenUrl } from '../settings';
import { moneyText } from '../shared/money';
import { dateText, instantText } from '../shared/times';

type Data = CohortFinding['data'];

const text = (data: Data, name: string): string => String(data[name] ?? '');
const number = (data: Data, name: string): number => Number(data[name] ?? 0);
const zone = (data: Data, name: string): string => text(data, name).replace(/_/g, ' ');

const seatsSentence = (data: Data): string => {
	const seats = number(data, 'seats');
	/* translators: %d: number of seats in classes. */
	const places = sprintf(_n('%d seat', '%d seats', seats, 'cohort-enrollment'), seats);
	return data.cohortSeats === undefined
		? sprintf(
				/* translators: 1: step of a course. 2: such as "12 seats". */
				__(
					'The cohort has no limit, but the classes of %1$s have %2$s. Whoever comes after them finds no place.',
					'cohort-enrollment',
				),
				text(data, 'step'),
				places,
			)
		: sprintf(
				/* translators: 1: step of a course. 2: such as "12 seats". 3: number of seats of the cohort. */
				__('The classes of %1$s have %2$s for the cohort, fewer than its %3$d.', 'cohort-enrollment'),
				text(data, 'step'),
				places,
				number(data, 'cohortSeats'),
			);
};

/** The deadline by the cohort's own clock. */
const deadlineText = (data: Data): string => instantText(text(data, 'deadline'), text(data, 'timezone'));

/** "%d session", to be put into a sentence. */
const sessionsText = (data: Data): string => {
	const sessions = number(data, 'sessions');
	/* translators: %d: number of sessions. */
	return sprintf(_n('%d session', '%d sessions', sessions, 'cohort-enrollment'), sessions);
};

const SENTENCES: Record<CohortFinding['code'], (data: Data) => string> = {
	no_steps: () => __('The course has no active step, so there is nothing to attend.', 'cohort-enrollment'),
	step_without_class: (data) =>
		/* translators: %s: step of a course. */
		sprintf(__('%s can be taken in no class.', 'cohort-enrollment'), text(data, 'step')),
	step_without_session: (data) =>
		sprintf(
			/* translators: %s: step of a course. */
			__('%s has no session on a date: students cannot book it.', 'cohort-enrollment'),
			text(data, 'step'),
		),
	class_seats_below_cohort: seatsSentence,
	choices_overlap: (data) =>
		sprintf(
			/* translators: 1, 2: steps of a course. */
			__('%1$s and %2$s are at the same time, whatever students choose.', 'cohort-enrollment'),
			text(data, 'other'),
			text(data, 'step'),
		),
	session_outside_dates: (data) =>
		sprintf(
			/* translators: 1: step of a course. 2: such as "3 sessions". */
			__('%1$s is outside of the cohort’s dates (%2$s).', 'cohort-enrollment'),
			text(data, 'step'),
			sessionsText(data),
		),
	session_in_past: (data) =>
		sprintf(
			/* translators: %s: step of a course. */
			__('The sessions of %s have begun: whoever enrolls now cannot book it.', 'cohort-enrollment'),
			text(data, 'step'),
		),
	session_order: (data) =>
		sprintf(
			/* translators: 1: step of a course. 2: such as "3 sessions". */
			__('%1$s begins before the step that precedes it (%2$s).', 'cohort-enrollment'),
			text(data, 'step'),
			sessionsText(data),
		),
	deadline_after_start: (data) =>
		sprintf(
			/* translators: %s: date and time. */
			__('The deadline, %s, is after the first day has begun.', 'cohort-enrollment'),
			deadlineText(data),
		),
	deadline_passed: (data) =>
		sprintf(
			/* translators: %s: date and time. */
			__('The deadline has passed (%s): nobody can enroll.', 'cohort-enrollment'),
			deadlineText(data),
		),
	timezone_missing: (data) =>
		data.class === undefined
			? __('The cohort has no time zone, so its dates mean nothing.', 'cohort-enrollment')
			: sprintf(
					/* translators: %s: name of a weekly class. */
					__('The class %s has no time zone, so its time means nothing.', 'cohort-enrollment'),
					text(data, 'class'),
				),
	timezones_differ: (data) =>
		sprintf(
			/* translators: 1: name of a weekly class. 2, 3: time zones. */
			__('The class %1$s is in %2$s, the cohort in %3$s.', 'cohort-enrollment'),
			text(data, 'class'),
			zone(data, 'timezone'),
			zone(data, 'cohortTimezone'),
		),
	no_price: () =>
		__('Neither the cohort nor its course has a price: nobody can enroll.', 'cohort-enrollment'),
	price_archived: () =>
		__('The price, or its product, is archived in Stripe: nobody can pay it.', 'cohort-enrollment'),
	price_not_usable: (data) => priceProblem(data),
	price_differs: (data) =>
		sprintf(
			/* translators: 1: amount on the page. 2: amount in Stripe. */
			__('Your pages show %1$s, but in Stripe the price is %2$s.', 'cohort-enrollment'),
			moneyText(number(data, 'amount'), text(data, 'currency')),
			moneyText(number(data, 'stripeAmount'), text(data, 'stripeCurrency')),
		),
	price_unreachable: () =>
		__(
			'Stripe did not answer, so the price could not be looked at. Check again later.',
			'cohort-enrollment',
		),
	no_page: () =>
		__('The course has no page that visitors can see, so nobody may find it.', 'cohort-enrollment'),
	course_inactive: () => __('The course is inactive: none of its cohorts is offered.', 'cohort-enrollment'),
	class_inactive: (data) =>
		sprintf(
			/* translators: 1: name of a weekly class. 2: step of a course. */
			__('The class %1$s is inactive: its session for %2$s cannot be chosen.', 'cohort-enrollment'),
			text(data, 'class'),
			text(data, 'step'),
		),
	cohort_over: (data) =>
		sprintf(
			/* translators: %s: date. */
			__('The cohort has been over since %s.', 'cohort-enrollment'),
			dateText(text(data, 'endDate')),
		),
};

/** A finding in one sentence. Of one that only a newer sidecar knows, its code. */
export const findingText = ({ code, data }: Pick<CohortFinding, 'code' | 'data'>): string =>
	(SENTENCES[code] as ((data: Data) => string) | undefined)?.(data) ?? code;

/** Where something is mended, and what that place is called. */
export const targetLink = (target: CohortCheckTarget): { href: string; label: string } => {
	switch (target.screen) {
		case 'cohort':
			return { href: `#/${target.id}`, label: __('Open the details', 'cohort-enrollment') };
		case 'schedule':
			return { href: `#/${target.id}/schedule`, label: __('Open the schedule', 'cohort-enrollment') };
		case 'course':
			return {
				href: screenUrl('courses', `/${target.id}`),
				label: __('Open the course', 'cohort-enrollment'),
			};
		case 'group-class':
			return {
				href: screenUrl('group-classes', `/${target.id}`),
				label: __('Open the class', 'cohort-enrollment'),
			};
		case 'settings':
			return { href: screenUrl('overview'), label: __('Open the overview', 'cohort-enrollment') };
	}
};
