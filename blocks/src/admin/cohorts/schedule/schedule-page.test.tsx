import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { ScheduleOption, ScheduleProblem, ScheduleResponse } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../../test/admin-settings';
import { answerRest, Refused } from '../../../../test/rest';
import { ScreenMessages } from '../../shared/screen-messages';
import { COHORT_MESSAGES } from '../messages';
import { SchedulePage } from './schedule-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const PATH = '/cohorts/1/schedule';

const time = (date: string) => ({
	date,
	startTime: '18:30',
	endTime: '20:00',
	startsAt: `${date}T17:30:00.000Z`,
	endsAt: `${date}T19:00:00.000Z`,
	offset: '+01:00',
	movedByClockChange: false,
});

const option = (stepOptionId: number, date: string | null, booked = 0): ScheduleOption => ({
	stepOptionId,
	groupClassId: stepOptionId,
	groupClassName: `Class ${stepOptionId}`,
	dayOfWeek: 2,
	startTime: '18:30',
	endTime: '20:00',
	timezone: 'Europe/Berlin',
	maxStudents: 10,
	isActive: true,
	session:
		date === null
			? null
			: {
					...time(date),
					classSessionId: stepOptionId,
					maxStudents: 10,
					enrolled: booked,
					booked,
					sharedWith: [],
				},
	suggestion: time('2131-04-01'),
});

const schedule = (overrides: Partial<ScheduleResponse> = {}): ScheduleResponse => ({
	version: 3,
	cohortId: 1,
	cohortName: 'Spring',
	courseId: 2,
	courseTitle: 'Choir',
	startDate: '2131-03-05',
	endDate: '2131-04-30',
	timezone: 'Europe/Berlin',
	steps: [
		{
			stepId: 1,
			stepOrder: 1,
			label: 'Week 1',
			title: 'Begin',
			isActive: true,
			options: [option(10, '2131-03-06', 3)],
		},
		{
			stepId: 2,
			stepOrder: 2,
			label: 'Week 2',
			title: 'End',
			isActive: true,
			options: [option(20, null), option(21, null)],
		},
	],
	problems: [],
	clockChanges: [{ timezone: 'Europe/Berlin', date: '2131-03-25', from: '+01:00', to: '+02:00' }],
	...overrides,
});

beforeEach(() => giveAdminSettings());

const settle = (start: () => void = () => {}) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const open = async (answers: unknown[], shown = schedule()) => {
	const asked = answerRest({ [PATH]: [shown, ...answers] });
	render(<SchedulePage id="1" />, {
		wrapper: ({ children }) => <ScreenMessages messages={COHORT_MESSAGES}>{children}</ScreenMessages>,
	});
	await settle();
	return asked;
};
const cell = (name: string) => within(screen.getByRole('group', { name }));
const setDate = (name: string, date: string) =>
	fireEvent.change(cell(name).getByLabelText('Date'), { target: { value: date } });
const click = (name: string | RegExp) => settle(() => fireEvent.click(screen.getByRole('button', { name })));
const save = () => click('Save schedule');
const sent = (asked: { method: string; data: unknown }[]) =>
	asked.filter(({ method }) => method === 'PUT').map(({ data }) => data);

test('one click fills what is missing, and only that is saved', async () => {
	const asked = await open([schedule({ version: 4 })]);
	await click('Fill from the weekly classes');
	expect(cell('Class 20').getByLabelText('Date')).toHaveValue('2131-04-01');
	expect(cell('Class 20').getByText('Not saved yet')).toBeVisible();
	await save();
	expect(sent(asked)).toEqual([
		{
			version: 3,
			sessions: [
				{ stepOptionId: 20, date: '2131-04-01' },
				{ stepOptionId: 21, date: '2131-04-01' },
			],
		},
	]);
	expect(screen.getByRole('button', { name: 'Save schedule' })).toHaveAttribute('aria-disabled', 'true');
});

test('after a save the form goes on from what was saved', async () => {
	const [first, second] = schedule().steps;
	const saved = schedule({
		version: 4,
		steps: [{ ...first!, options: [option(10, '2131-03-13', 3)] }, second!],
	});
	const asked = await open([saved, schedule({ version: 5 })]);
	setDate('Class 10', '2131-03-12');
	await save();
	expect(cell('Class 10').getByLabelText('Date')).toHaveValue('2131-03-13');
	expect(cell('Class 10').queryByText('Not saved yet')).not.toBeInTheDocument();
	setDate('Class 10', '2131-03-14');
	await save();
	expect(sent(asked)[1]).toEqual({ version: 4, sessions: [{ stepOptionId: 10, date: '2131-03-14' }] });
});

test('the weekday and the offset are read with the date, and what is unusual is said', async () => {
	await open([]);
	expect(cell('Class 10').getByText('Tuesday, UTC+01:00')).toBeVisible();
	setDate('Class 10', '2131-04-04');
	expect(cell('Class 10').getByText(/Wednesday, UTC\+02:00/)).toHaveTextContent('instead of Tuesday');
	setDate('Class 10', '2131-03-25');
	fireEvent.change(cell('Class 10').getByLabelText('Starts at'), { target: { value: '02:30' } });
	expect(cell('Class 10').getByText(/Clocks skip this time/)).toHaveTextContent('3:30');
});

test('clocks that change are said where they change', async () => {
	await open([]);
	const note = () => screen.queryByText(/Clocks change on Mar 25, 2131 in Europe\/Berlin/);
	expect(note()).not.toBeInTheDocument();
	await click('Fill from the weekly classes');
	expect(note()).toHaveTextContent('from UTC+01:00 to UTC+02:00');
});

describe('students who are booked', () => {
	const booked = (affected: { stepOptionId: number; booked: number }[]) =>
		new Refused('students_booked', { affected, students: 2 });

	test('are asked about, and the answer is sent', async () => {
		const asked = await open([booked([{ stepOptionId: 10, booked: 3 }]), schedule({ version: 4 })]);
		setDate('Class 10', '2131-03-07');
		await save();
		const dialog = within(screen.getByRole('dialog', { name: 'What becomes of the students?' }));
		expect(dialog.getByText(/2 students are booked in what you have changed/)).toBeVisible();
		fireEvent.click(dialog.getByRole('radio', { name: 'Let them choose again' }));
		await settle(() => fireEvent.click(dialog.getByRole('button', { name: 'Save and tell 2 students' })));
		const sessions = [{ stepOptionId: 10, date: '2131-03-07' }];
		expect(sent(asked)).toEqual([
			{ version: 3, sessions },
			{ version: 3, sessions, students: 'release' },
		]);
		expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
	});

	test('cannot come along to what is not offered any more, so that nothing is to be chosen', async () => {
		const asked = await open([booked([{ stepOptionId: 10, booked: 3 }]), schedule({ version: 4 })]);
		await settle(() => fireEvent.click(cell('Class 10').getByRole('button', { name: 'Do not offer' })));
		await save();
		const dialog = within(screen.getByRole('dialog'));
		expect(dialog.queryByRole('radio')).not.toBeInTheDocument();
		await settle(() => fireEvent.click(dialog.getByRole('button', { name: 'Save and tell 2 students' })));
		expect(sent(asked)[1]).toMatchObject({ students: 'release' });
	});

	test('are asked about again when the answer could not be saved', async () => {
		const asked = await open([
			booked([{ stepOptionId: 10, booked: 3 }]),
			new Refused('class_full', { stepOptionId: 10, free: 1, needed: 3 }),
			booked([{ stepOptionId: 10, booked: 3 }]),
		]);
		setDate('Class 10', '2131-03-07');
		await save();
		await click('Save and tell 2 students');
		expect(cell('Class 10').getByText(/no room for all: 3 students for 1 free seat/)).toBeVisible();
		setDate('Class 10', '2131-03-08');
		await save();
		expect(screen.getByRole('dialog')).toBeVisible();
		expect(sent(asked)[2]).not.toHaveProperty('students');
	});

	test('may have attended what has begun: that is to be marked first', async () => {
		const begun = schedule();
		begun.steps[0]!.options[0]!.session!.startsAt = '2001-03-06T17:30:00.000Z';
		await open([booked([{ stepOptionId: 10, booked: 3 }])], begun);
		expect(cell('Class 10').getByText('Has begun')).toBeVisible();
		setDate('Class 10', '2131-03-07');
		await save();
		expect(within(screen.getByRole('dialog')).getByText(/Mark first who attended/)).toBeVisible();
	});

	test('stay as they are when the question is left', async () => {
		const asked = await open([booked([{ stepOptionId: 10, booked: 3 }])]);
		setDate('Class 10', '2131-03-07');
		await save();
		await click('Cancel');
		expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
		expect(cell('Class 10').getByLabelText('Date')).toHaveValue('2131-03-07');
		expect(sent(asked)).toHaveLength(1);
	});
});

test('a field that is refused is marked in its own cell, wherever it stands among the changes', async () => {
	const issues = [{ path: 'sessions.1.date', code: 'invalid_date' as const, message: '' }];
	await open([new Refused('invalid_request', { issues })]);
	await click('Fill from the weekly classes');
	setDate('Class 21', '');
	await save();
	expect(cell('Class 21').getByLabelText('Date')).toBeInvalid();
	expect(cell('Class 20').getByLabelText('Date')).toBeValid();
});

test('problems stand where they are: at the step, or at the class', async () => {
	const problem = (code: ScheduleProblem['code'], more: Partial<ScheduleProblem>): ScheduleProblem => ({
		code,
		severity: 'error',
		stepId: 2,
		stepOptionId: null,
		otherStepId: null,
		otherStepOptionId: null,
		...more,
	});
	await open(
		[],
		schedule({
			problems: [
				problem('hole', {}),
				problem('clash', {
					severity: 'warning',
					stepOptionId: 21,
					otherStepId: 1,
					otherStepOptionId: 10,
				}),
			],
		}),
	);
	const step = within(screen.getByRole('region', { name: /Week 2/ }));
	expect(step.getByText('No session: students cannot book this step.')).toBeVisible();
	expect(cell('Class 21').getByText('At the same time as Week 1 in Class 10.')).toBeVisible();
	expect(cell('Class 20').queryByText('Warning')).not.toBeInTheDocument();
	expect(screen.getByText('1 error')).toBeVisible();
	expect(screen.getByText('1 warning')).toBeVisible();
});

test('whoever may only look sees the schedule and can change nothing', async () => {
	giveAdminSettings({ canManage: false });
	await open([]);
	expect(cell('Class 10').getByLabelText('Date')).toBeDisabled();
	for (const name of ['Save schedule', 'Fill from the weekly classes', 'Do not offer']) {
		expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
	}
});
