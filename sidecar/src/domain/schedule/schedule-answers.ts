import type { ScheduleInput } from '../../../contract';
import type { ClassSessionRow } from '../../db/class-sessions';
import type { BookedStep } from '../../db/schedule';
import { AppError, fieldError } from '../../errors';
import type { OptionChange, SchedulePlan } from './plan-schedule.rules';
import type { ScheduleRefusal } from './wanted-options.rules';

/** A refusal as the route answers it. @param entries What was asked for, to name the field that is wrong. */
export const toAppError = (refusal: ScheduleRefusal, entries: ScheduleInput['sessions']): AppError => {
	const { code, ...data } = refusal;
	switch (code) {
		case 'step_not_found':
			return new AppError(code, 'The course has no such option.', data);
		case 'timezone': {
			const index = entries.findIndex(({ stepOptionId }) => stepOptionId === refusal.stepOptionId);
			return fieldError(`sessions.${index}.date`, 'timezone_missing', 'The class has no time zone.');
		}
		case 'session_shared':
			return new AppError(code, 'Others have this session at another time.', data);
		case 'session_started':
			return new AppError(code, 'Students cannot be moved into a time that has begun.', data);
		case 'seats_below_sold':
			return new AppError(code, 'The session has more students than that.', data);
		case 'class_full':
			return new AppError(code, 'The session has no room for the students.', data);
	}
};

const inWords = (startsAt: Date, endsAt: Date, seats: number): string =>
	`${startsAt.toISOString().slice(0, 16)}Z/${endsAt.toISOString().slice(0, 16)}Z ×${seats}`;

const rowInWords = (row: ClassSessionRow | null): string | null =>
	row && inWords(row.starts_at, row.ends_at, row.max_students);

const count = (booked: readonly BookedStep[], changes: readonly OptionChange[]): number => {
	const options = new Set(changes.map(({ wanted }) => wanted.option.stepOptionId));
	return booked.filter(({ stepOptionId }) => options.has(stepOptionId)).length;
};

/**
 * What the activity keeps of a saved schedule: times and seats by option before and after, and how many bookings moved and
 * were given back. As short as it can be: there may be hundreds.
 */
export const recordOf = (
	{ changes, sessions, moved, released }: SchedulePlan,
	booked: readonly BookedStep[],
): Record<string, unknown> => {
	const seatsOf = new Map(sessions.map(({ id, change }) => [id, change.max_students]));
	const before: Record<number, string | null> = {};
	const after: Record<number, string | null> = {};
	for (const { wanted, from, to, endsAt } of changes) {
		const { stepOptionId } = wanted.option;
		const old = rowInWords(from);
		const fresh =
			to && endsAt ? inWords(to.starts_at, endsAt, seatsOf.get(to.id) ?? to.max_students) : null;
		if (old !== fresh) {
			before[stepOptionId] = old;
			after[stepOptionId] = fresh;
		}
	}
	return { before, after, moved: count(booked, moved), released: count(booked, released) };
};
