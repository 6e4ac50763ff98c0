import { fireEvent, render, screen, within } from '@testing-library/react';
import type { FirstStep, OverviewResponse } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { CohortsCard, fillOf } from './cohorts-card';
import { FirstStepsCard } from './first-steps-card';
import { MoneyCard } from './money-card';
import { SeatsCard } from './seats-card';
import { SessionsCard } from './sessions-card';

beforeEach(() => giveAdminSettings());

const DATES = ['2026-09-01', '2026-09-02', '2026-09-03'];

test('the chart of enrollments has a sentence and a table with every number', () => {
	const seatsSold = DATES.map((date, index) => ({ date, enrolled: index, ended: index === 2 ? 1 : 0 }));
	render(<SeatsCard seatsSold={seatsSold} />);
	expect(screen.getByRole('img', { name: '3 new enrollments, 1 ended' })).toBeVisible();
	fireEvent.click(screen.getByText('Show the numbers'));
	const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
	expect(rows.map((row) => row.textContent)).toEqual(['Sep 3, 202621', 'Sep 2, 202610', 'Sep 1, 202600']);
});

test('two rows of bars can be told apart without colour', () => {
	render(<SeatsCard seatsSold={DATES.map((date) => ({ date, enrolled: 2, ended: 1 }))} />);
	const bars = [...screen.getByRole('img').querySelectorAll('rect[class]')];
	const striped = bars.filter((bar) => bar.classList.contains('is-striped'));
	expect(striped).toHaveLength(3);
	expect(striped.every((bar) => bar.getAttribute('fill')?.startsWith('url(#'))).toBe(true);
	expect(bars).toHaveLength(6);
});

const money = (currency: string, paid: number, refunded: number): OverviewResponse['money'][number] => ({
	currency,
	paid,
	refunded,
	days: DATES.map((date, index) => ({
		date,
		paid: index === 0 ? paid : 0,
		refunded: index === 1 ? refunded : 0,
	})),
});

test('money is told in each currency by itself', () => {
	render(<MoneyCard money={[money('eur', 98_000, 49_000), money('jpy', 5_000, 0)]} />);
	expect(screen.getByRole('img', { name: '€980.00 paid, €490.00 refunded' })).toBeVisible();
	expect(screen.getByRole('img', { name: '¥5,000 paid, ¥0 refunded' })).toBeVisible();
});

test('where no money moved that is said', () => {
	render(<MoneyCard money={[]} />);
	expect(screen.getByText('No money moved in this time.')).toBeVisible();
	expect(screen.queryByRole('img')).not.toBeInTheDocument();
});

const cohort = (
	overrides: Partial<OverviewResponse['cohorts'][number]> = {},
): OverviewResponse['cohorts'][number] => ({
	cohortId: 5,
	name: 'Fall Cohort',
	courseTitle: 'Writing',
	startDate: '2026-09-01',
	maxEnrollment: 10,
	enrolled: 4,
	held: 1,
	waiting: 2,
	...overrides,
});

test('a cohort says in words how full it is, and leads to its roster', () => {
	render(<CohortsCard cohorts={[cohort(), cohort({ cohortId: 6, name: 'Open', maxEnrollment: null })]} />);
	expect(screen.getByText(/4 of 10 seats, 1 is paying, 2 wait/)).toBeVisible();
	expect(screen.getByText(/4 students, no limit/)).toBeVisible();
	expect(screen.getByRole('link', { name: 'Fall Cohort' })).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/admin.php?page=cohorts#/5/roster',
	);
});

test.each([
	[
		{ enrolled: 4, held: 1, maxEnrollment: 10 },
		{ taken: 40, held: 10 },
	],
	[
		{ enrolled: 12, held: 3, maxEnrollment: 10 },
		{ taken: 100, held: 0 },
	],
	[
		{ enrolled: 9, held: 5, maxEnrollment: 10 },
		{ taken: 90, held: 10 },
	],
	[
		{ enrolled: 0, held: 0, maxEnrollment: 0 },
		{ taken: 100, held: 0 },
	],
	[
		{ enrolled: 4, held: 1, maxEnrollment: null },
		{ taken: 0, held: 0 },
	],
])('of %j the bar shows %j', (seats, fill) => {
	expect(fillOf(seats)).toEqual(fill);
});

test('a long list shows its first items, and all of them when asked', () => {
	const cohorts = Array.from({ length: 12 }, (_, index) => cohort({ cohortId: index, name: `C${index}` }));
	render(<CohortsCard cohorts={cohorts} />);
	expect(screen.getAllByRole('listitem')).toHaveLength(8);
	fireEvent.click(screen.getByRole('button', { name: 'Show all 12' }));
	expect(screen.getAllByRole('listitem')).toHaveLength(12);
});

test('a session tells its time where it takes place, who shares it, and leads to who comes', () => {
	render(
		<SessionsCard
			nextSessions={[
				{
					classSessionId: 9,
					groupClassName: 'Tuesday evening',
					startsAt: '2026-09-01T16:30:00.000Z',
					endsAt: '2026-09-01T18:00:00.000Z',
					timezone: 'Europe/Berlin',
					enrolled: 3,
					maxStudents: 12,
					cohorts: [
						{ cohortId: 5, name: 'Fall Cohort' },
						{ cohortId: 6, name: 'Late Fall' },
					],
				},
			]}
		/>,
	);
	expect(screen.getByRole('link')).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/admin.php?page=cohorts#/5/sessions/9',
	);
	expect(screen.getByRole('link').textContent.replace(/\s/g, ' ')).toBe('Tue, Sep 1, 2026, 6:30 PM GMT+2');
	expect(screen.getByText('Tuesday evening, Fall Cohort, Late Fall')).toBeVisible();
	expect(screen.getByText('3 of 12 seats')).toBeVisible();
});

test('the first steps say what is done, what is left, and where it is done', () => {
	const steps: FirstStep[] = [
		{ code: 'group_class', isDone: true, id: 1 },
		{ code: 'course', isDone: false, id: 2 },
		{ code: 'cohort', isDone: false, id: null },
		{ code: 'page', isDone: false, id: 2 },
		{ code: 'webhook', isDone: false, id: null },
	];
	render(<FirstStepsCard steps={steps} />);
	expect(screen.getByText(/1 of 5 done/)).toBeVisible();
	const items = screen.getAllByRole('listitem');
	expect(items[0]).toHaveTextContent('Add a weekly class Done');
	expect(items[1]).toHaveTextContent('Add a course with steps and a price To do');
	expect(items.map((item) => within(item).getByRole('link').getAttribute('href'))).toEqual([
		'https://school.example/wp-admin/admin.php?page=group-classes#/1',
		'https://school.example/wp-admin/admin.php?page=courses#/2',
		'https://school.example/wp-admin/admin.php?page=cohorts#/new',
		'https://school.example/wp-admin/admin.php?page=courses#/2',
		'https://school.example/wp-admin/options-general.php',
	]);
});
