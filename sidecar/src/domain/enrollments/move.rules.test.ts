import type { StepStatus } from '../../../contract';
import { moveRefusal, planMove } from './move.rules';

const NOW = new Date('2026-09-01T12:00:00Z');
const later = new Date('2026-09-08T12:00:00Z');
const option = (id: number, startsAt = later) => ({
	stepOptionId: id,
	classSessionId: 100 + id,
	startsAt,
	seemsFree: true,
});
const row = (stepId: number, status: StepStatus, session: number | null = null) => ({
	step_id: stepId,
	status,
	class_session_id: session,
});

test('what is open or still to come begins anew; what was completed, has begun or was given up stays', () => {
	const plan = planMove(
		[
			row(1, 'COMPLETED', 11),
			row(2, 'BOOKED', 12),
			row(3, 'BOOKED', 13),
			row(4, 'UNBOOKED'),
			row(5, 'CANCELLED', 15),
		],
		new Set([13]),
		[1, 2, 3, 4, 5].map((stepId) => ({ stepId, options: [option(stepId)] })),
		NOW,
	);
	expect(plan.restarted).toEqual([3, 4]);
	expect(plan.released).toEqual([13]);
	expect(plan.added).toEqual([]);
	expect(plan.bookings.map(({ stepId, classSessionId }) => [stepId, classSessionId])).toEqual([
		[3, 103],
		[4, 104],
	]);
});

test('a step is booked when it leaves no choice, and not when there are several, none, or it has begun', () => {
	const steps = [
		{ stepId: 1, options: [option(1), option(2)] },
		{ stepId: 2, options: [] },
		{ stepId: 3, options: [option(3, NOW)] },
		{ stepId: 4, options: [option(4)] },
	];
	const rows = [1, 2, 3].map((stepId) => row(stepId, 'UNBOOKED'));
	const plan = planMove(rows, new Set(), steps, NOW);
	expect(plan.added).toEqual([4]);
	expect(plan.bookings.map(({ stepId }) => stepId)).toEqual([4]);
});

test('a step that was taken out of the course gives back its seat and is booked nowhere', () => {
	const plan = planMove([row(9, 'BOOKED', 19)], new Set([19]), [], NOW);
	expect(plan).toEqual({ restarted: [9], released: [19], added: [], bookings: [] });
});

const from = { program_id: 1, cohort_id: 10 };
const to = { id: 11, program_id: 1, deleted_at: null, max_enrollment: 5, current_enrollment: 3 };

test.each([
	['into a cohort with a seat', to, 1, null],
	['into one without a limit', { ...to, max_enrollment: null }, 99, null],
	['into one whose last seats are held', to, 2, 'cohort_full'],
	['into none', undefined, 0, 'cohort_not_found'],
	['into a deleted one', { ...to, deleted_at: NOW }, 0, 'cohort_not_found'],
	['into one of another course', { ...to, program_id: 2 }, 0, 'other_course'],
	['to where it is', { ...to, id: 10 }, 0, 'already_enrolled'],
] as const)('a package moves %s: %o with %i held gives %s', (_where, cohort, held, refusal) => {
	expect(moveRefusal(from, cohort, held)).toBe(refusal);
});
