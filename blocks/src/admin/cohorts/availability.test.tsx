import { render, screen } from '@testing-library/react';
import { AvailabilityMark } from './availability';

const mark = (timezone: string, endDate: string) =>
	render(<AvailabilityMark cohort={{ availability: 'open', endDate, timezone }} />);

test.each(['', 'Moon/Tranquility'])(
	'a cohort with the time zone %j can be looked at: the check tells what is wrong with it',
	(timezone) => {
		mark(timezone, '2131-03-01');
		expect(screen.getByText('Open')).toBeVisible();
	},
);

test('a cohort without a time zone is over once its last day is over in UTC', () => {
	mark('', '2021-03-01');
	expect(screen.getByText('Over')).toBeVisible();
});
