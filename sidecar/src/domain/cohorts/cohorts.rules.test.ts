import type { CohortInput } from '../../../contract';
import { calendarDays, changeRefusal, deadlineLocal, toColumns } from './cohorts.rules';

const INPUT: CohortInput = {
	courseId: 1,
	name: 'Fall',
	startDate: '2030-09-02',
	endDate: '2030-12-20',
	timezone: 'Europe/Berlin',
	maxEnrollment: 20,
	enrollmentDeadlineLocal: '2030-09-01T23:59',
	isActive: true,
};

const deadline = (local: string | null, before: Parameters<typeof toColumns>[1] = null) =>
	toColumns({ ...INPUT, enrollmentDeadlineLocal: local }, before).enrollment_deadline?.toISOString();

describe('a deadline', () => {
	test('is a wall clock where the cohort is, in summer and in winter', () => {
		expect(deadline('2030-09-01T23:59')).toBe('2030-09-01T21:59:00.000Z');
		expect(deadline('2030-12-01T23:59')).toBe('2030-12-01T22:59:00.000Z');
		expect(deadline(null)).toBeUndefined();
	});

	test('that clocks skip is as much later, and one that comes twice is the first', () => {
		expect(deadline('2030-03-31T02:30')).toBe('2030-03-31T01:30:00.000Z');
		expect(deadline('2030-10-27T02:30')).toBe('2030-10-27T00:30:00.000Z');
	});

	test('that is not touched keeps the seconds, and the hour of the two, that no form can show', () => {
		const seconds = new Date('2030-09-01T21:59:59.999Z');
		expect(
			deadline('2030-09-01T23:59', { enrollment_deadline: seconds, timezone: 'Europe/Berlin' }),
		).toBe(seconds.toISOString());
		const second = new Date('2030-10-27T01:30:00Z');
		expect(deadline('2030-10-27T02:30', { enrollment_deadline: second, timezone: 'Europe/Berlin' })).toBe(
			second.toISOString(),
		);
	});

	test('means another instant when the time zone changes', () => {
		const before = {
			enrollment_deadline: new Date('2030-09-02T03:59:00Z'),
			timezone: 'America/New_York',
		};
		expect(deadlineLocal(before)).toBe('2030-09-01T23:59');
		expect(deadline('2030-09-01T23:59', before)).toBe('2030-09-01T21:59:00.000Z');
	});

	test('reads as UTC where the time zone is unknown', () => {
		const deadlineThen = new Date('2030-09-01T21:59:00Z');
		expect(deadlineLocal({ enrollment_deadline: deadlineThen, timezone: '' })).toBe('2030-09-01T21:59');
	});
});

describe('a change', () => {
	const refusal = (
		seats: number | null,
		{ enrolled = 0, held = 0, courseId = 1, sessions = 0, students = 0 } = {},
		before: number | null = 20,
	) =>
		changeRefusal(
			{ program_id: 1, max_enrollment: before, current_enrollment: enrolled },
			{ program_id: courseId, max_enrollment: seats },
			{ sessions, students, held },
		);

	test('of the seats goes down to what is sold and held, not further', () => {
		expect(refusal(5, { enrolled: 3, held: 2 })).toBeNull();
		expect(refusal(4, { enrolled: 3, held: 2 })).toEqual({ code: 'seats_below_sold', taken: 5 });
		expect(refusal(0)).toBeNull();
		expect(refusal(null, { enrolled: 3 })).toBeNull();
		expect(refusal(2, { enrolled: 3 }, null)).toEqual({ code: 'seats_below_sold', taken: 3 });
	});

	test('of something else is possible where more is sold than there are seats', () => {
		expect(refusal(20, { enrolled: 25 })).toBeNull();
	});

	test('of the course needs a cohort that nobody has and nothing is planned for', () => {
		expect(refusal(20, { courseId: 2 })).toBeNull();
		expect(refusal(20, { courseId: 2, sessions: 1 })).toEqual({ code: 'in_use' });
		expect(refusal(20, { courseId: 2, students: 1 })).toEqual({ code: 'in_use' });
	});
});

test('a day begins in the east', () => {
	const days = calendarDays(
		['Pacific/Kiritimati', 'Europe/Berlin', 'UTC', 'Pacific/Pago_Pago', 'Nowhere/Land'],
		new Date('2030-03-04T10:30:00Z'),
	);
	expect(days).toEqual([
		{ date: '2030-03-05', timezones: ['Pacific/Kiritimati'] },
		{ date: '2030-03-04', timezones: ['Europe/Berlin', 'UTC', 'Nowhere/Land'] },
		{ date: '2030-03-03', timezones: ['Pacific/Pago_Pago'] },
	]);
});
