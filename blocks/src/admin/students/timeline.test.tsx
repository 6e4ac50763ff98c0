import { render, screen, within } from '@testing-library/react';
import { giveAdminSettings } from '../../../test/admin-settings';
import { timelineEntry } from '../../../test/timeline-entry';
import { byDay, Timeline } from './timeline';

beforeEach(() => giveAdminSettings());

test('entries are grouped by the days of the site, which begin at its own midnight', () => {
	const entries = [
		timelineEntry({ id: 'a', at: '2026-09-01T23:30:00.000Z' }),
		timelineEntry({ id: 'b', at: '2026-09-01T22:10:00.000Z' }),
		timelineEntry({ id: 'c', at: '2026-09-01T21:50:00.000Z' }),
	];
	expect(
		byDay(entries, 'Europe/Berlin').map(({ day, entries: of }) => [day, of.map(({ id }) => id)]),
	).toEqual([
		['2026-09-02', ['a', 'b']],
		['2026-09-01', ['c']],
	]);
});

test('each line has its sentence, its time, what went wrong, and the way to Stripe', () => {
	render(
		<Timeline
			isCut
			entries={[
				timelineEntry({
					kind: 'stripe_event',
					action: 'refund.failed',
					data: { status: 'dead', attempts: 20, error: 'A bug' },
					stripeId: 'evt_1',
					stripeUrl: 'https://dashboard.stripe.com/test/events/evt_1',
				}),
				timelineEntry({ id: 'activity:2' }),
			]}
		/>,
	);
	expect(screen.getByRole('heading', { name: 'Tuesday, September 1, 2026' })).toBeVisible();
	const [event, paid] = screen.getAllByRole('listitem');
	expect(event).toHaveTextContent('Stripe: a refund has failed Given up');
	expect(within(event!).getByText('2:00 PM')).toBeVisible();
	expect(within(event!).getByText('A bug')).toBeInTheDocument();
	expect(within(event!).getByRole('link', { name: /evt_1/ })).toHaveAttribute(
		'href',
		'https://dashboard.stripe.com/test/events/evt_1',
	);
	expect(paid).toHaveTextContent('Paid $490.00 for Fall Cohort');
	expect(within(paid!).queryByRole('link')).not.toBeInTheDocument();
	expect(screen.getByText('What happened before is not shown.')).toBeVisible();
});

test('a task leads to its page', () => {
	render(
		<Timeline
			isCut={false}
			entries={[
				timelineEntry({
					kind: 'task',
					action: 'task.opened',
					data: { task: 'refund_failed', taskId: 7, detail: 'The bank could not take it.' },
				}),
			]}
		/>,
	);
	expect(screen.getByRole('link', { name: 'Open the task' })).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/admin.php?page=attention#/7',
	);
	expect(screen.getByText('The bank could not take it.')).toBeInTheDocument();
});

test('before anything happened it says so', () => {
	render(<Timeline entries={[]} isCut={false} />);
	expect(screen.getByText('Nothing has happened yet.')).toBeVisible();
});
