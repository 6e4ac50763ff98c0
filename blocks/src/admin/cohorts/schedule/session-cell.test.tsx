import { render, screen } from '@testing-library/react';
import type { ScheduleOption, ScheduleResponse } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../../test/admin-settings';
import { draftOf } from './schedule-draft';
import { SessionCell } from './session-cell';
import type { ScheduleForm } from './use-schedule-form';

const optionAt = (
	times: { startTime: string; endTime: string },
	{ date, movedByClockChange = false }: { date: string; movedByClockChange?: boolean },
): ScheduleOption => ({
	stepOptionId: 1,
	groupClassId: 2,
	groupClassName: 'Night class',
	dayOfWeek: 0,
	startTime: '02:30',
	endTime: '04:00',
	timezone: 'Europe/Berlin',
	maxStudents: 10,
	isActive: true,
	session: {
		...times,
		date,
		startsAt: `${date}T01:30:00.000Z`,
		endsAt: `${date}T03:00:00.000Z`,
		offset: '+02:00',
		movedByClockChange,
		classSessionId: 3,
		maxStudents: 10,
		enrolled: 0,
		booked: 0,
		sharedWith: [],
	},
	suggestion: null,
});

const show = (option: ScheduleOption): void => {
	const schedule = { steps: [{ options: [option] }] } as unknown as ScheduleResponse;
	const form: Partial<ScheduleForm> = {
		schedule,
		values: draftOf(schedule),
		problemOf: () => undefined,
		refusalOf: () => undefined,
	};
	render(<SessionCell form={form as ScheduleForm} option={option} problems={[]} />);
};

beforeEach(() => giveAdminSettings());

test('an end that is not after the start is said to be on the next day', () => {
	show(optionAt({ startTime: '22:00', endTime: '01:00' }, { date: '2131-04-08' }));
	expect(screen.getByLabelText('Ends at')).toHaveAccessibleDescription('On the next day');
});

test.each(['23:30', ''])('an end of "%s" is on no other day', (endTime) => {
	show(optionAt({ startTime: '22:00', endTime }, { date: '2131-04-08' }));
	expect(screen.queryByText('On the next day')).not.toBeInTheDocument();
});

test('a session that clocks have moved is shown at the time of its class, with what clocks make of it', () => {
	const moved = { date: '2131-03-25', movedByClockChange: true };
	show(optionAt({ startTime: '03:30', endTime: '05:00' }, moved));
	expect(screen.getByLabelText('Starts at')).toHaveValue('02:30');
	expect(screen.getByText(/Clocks skip this time/)).toHaveTextContent('3:30');
});
