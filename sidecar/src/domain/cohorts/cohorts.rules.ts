import type { CohortInput } from '../../../contract';
import type { CohortColumns, CohortRow, CohortUse } from '../../db/course-cohorts';
import type { CalendarDay } from '../../db/views/managed-cohorts';
import { dateAt, instantOf, wallClockAt } from '../calendar/wall-clock';

type Deadline = Pick<CohortRow, 'enrollment_deadline' | 'timezone'>;

/** The deadline as a person reads and types it: wall clock in the cohort's time zone. */
export const deadlineLocal = ({ enrollment_deadline: deadline, timezone }: Deadline): string | null =>
	deadline === null ? null : wallClockAt(deadline, timezone);

/**
 * The instant that a typed deadline means. One that reads as it did stays as it was: a form knows no seconds, and not
 * which one is meant when clocks repeat an hour.
 */
const deadlineOf = (
	{ enrollmentDeadlineLocal: local, timezone }: CohortInput,
	before: Deadline | null,
): Date | null => {
	if (local === null) {
		return null;
	}
	return before !== null && before.timezone === timezone && deadlineLocal(before) === local
		? before.enrollment_deadline
		: instantOf(local, timezone);
};

/** The columns that a form stands for. @param before The row as it is; null for a new one. */
export const toColumns = (input: CohortInput, before: Deadline | null): CohortColumns => ({
	program_id: input.courseId,
	name: input.name,
	start_date: input.startDate,
	end_date: input.endDate,
	timezone: input.timezone,
	max_enrollment: input.maxEnrollment,
	enrollment_deadline: deadlineOf(input, before),
	is_active: input.isActive,
});

export type CohortRefusal = { code: 'in_use' } | { code: 'seats_below_sold'; taken: number };

/** Why a locked cohort may not become what a form says; null = may. */
export const changeRefusal = (
	before: Pick<CohortRow, 'program_id' | 'max_enrollment' | 'current_enrollment'>,
	after: Pick<CohortColumns, 'program_id' | 'max_enrollment'>,
	{ sessions, students, held }: Pick<CohortUse, 'sessions' | 'students' | 'held'>,
): CohortRefusal | null => {
	if (after.program_id !== before.program_id && sessions + students > 0) {
		return { code: 'in_use' };
	}
	const taken = before.current_enrollment + held;
	const seats = after.max_enrollment;
	return seats !== null && seats !== before.max_enrollment && seats < taken
		? { code: 'seats_below_sold', taken }
		: null;
};

/** Which day it is at `now` in each of these time zones; at most three at a time are. */
export const calendarDays = (timezones: readonly string[], now: Date): CalendarDay[] => {
	const byDate = new Map<string, string[]>();
	for (const timezone of timezones) {
		const date = dateAt(now, timezone);
		byDate.set(date, [...(byDate.get(date) ?? []), timezone]);
	}
	return [...byDate].map(([date, zones]) => ({ date, timezones: zones }));
};
