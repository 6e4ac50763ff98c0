import type { CohortFinding } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { findingText, targetLink } from './finding-words';

beforeAll(() => giveAdminSettings());

const deadline = { deadline: '2031-03-01T22:59:00.000Z', timezone: 'America/New_York' };

test.each<[CohortFinding['code'], CohortFinding['data'], string]>([
	['no_steps', {}, 'The course has no active step, so there is nothing to attend.'],
	['step_without_class', { step: 'Week 1' }, 'Week 1 can be taken in no class.'],
	['step_without_session', { step: 'Week 1' }, 'Week 1 has no session on a date: students cannot book it.'],
	[
		'class_seats_below_cohort',
		{ step: 'Week 1', seats: 1, cohortSeats: 20 },
		'The classes of Week 1 have 1 seat for the cohort, fewer than its 20.',
	],
	[
		'class_seats_below_cohort',
		{ step: 'Week 1', seats: 12 },
		'The cohort has no limit, but the classes of Week 1 have 12 seats. Whoever comes after them finds no place.',
	],
	[
		'choices_overlap',
		{ step: 'Week 2', other: 'Week 1' },
		'Week 1 and Week 2 are at the same time, whatever students choose.',
	],
	[
		'session_outside_dates',
		{ step: 'Week 1', sessions: 2 },
		'Week 1 is outside of the cohort’s dates (2 sessions).',
	],
	[
		'session_in_past',
		{ step: 'Week 1' },
		'The sessions of Week 1 have begun: whoever enrolls now cannot book it.',
	],
	[
		'session_order',
		{ step: 'Week 2', sessions: 1 },
		'Week 2 begins before the step that precedes it (1 session).',
	],
	[
		'deadline_after_start',
		deadline,
		'The deadline, Mar 1, 2031, 5:59 PM EST, is after the first day has begun.',
	],
	['deadline_passed', deadline, 'The deadline has passed (Mar 1, 2031, 5:59 PM EST): nobody can enroll.'],
	['timezone_missing', {}, 'The cohort has no time zone, so its dates mean nothing.'],
	[
		'timezone_missing',
		{ class: 'Tuesday' },
		'The class Tuesday has no time zone, so its time means nothing.',
	],
	[
		'timezones_differ',
		{ class: 'Tuesday', timezone: 'America/New_York', cohortTimezone: 'Europe/Berlin' },
		'The class Tuesday is in America/New York, the cohort in Europe/Berlin.',
	],
	['no_price', {}, 'Neither the cohort nor its course has a price: nobody can enroll.'],
	['price_archived', {}, 'The price, or its product, is archived in Stripe: nobody can pay it.'],
	[
		'price_not_usable',
		{ why: 'recurring' },
		'This price is paid again and again; a course is paid once. Choose a one-time price.',
	],
	[
		'price_differs',
		{ amount: 49_000, currency: 'eur', stripeAmount: 500, stripeCurrency: 'jpy' },
		'Your pages show €490.00, but in Stripe the price is ¥500.',
	],
	[
		'price_unreachable',
		{},
		'Stripe did not answer, so the price could not be looked at. Check again later.',
	],
	['no_page', {}, 'The course has no page that visitors can see, so nobody may find it.'],
	['course_inactive', {}, 'The course is inactive: none of its cohorts is offered.'],
	[
		'class_inactive',
		{ class: 'Tuesday', step: 'Week 1' },
		'The class Tuesday is inactive: its session for Week 1 cannot be chosen.',
	],
	['cohort_over', { endDate: '2031-03-01' }, 'The cohort has been over since Mar 1, 2031.'],
])('%s is told in one sentence', (code, data, sentence) => {
	expect(findingText({ code, data }).replace(/[\u00a0\u202f]/g, ' ')).toBe(sentence);
});

test('what only a newer sidecar finds is told by its code', () => {
	expect(findingText({ code: 'moon_phase' as CohortFinding['code'], data: {} })).toBe('moon_phase');
});

test.each<[CohortFinding['target'], string]>([
	[{ screen: 'cohort', id: 3 }, '#/3'],
	[{ screen: 'schedule', id: 3 }, '#/3/schedule'],
	[{ screen: 'course', id: 4 }, 'https://school.example/wp-admin/admin.php?page=courses#/4'],
	[{ screen: 'group-class', id: 5 }, 'https://school.example/wp-admin/admin.php?page=group-classes#/5'],
])('what is mended at %j is linked', (target, href) => {
	expect(targetLink(target).href).toBe(href);
});
