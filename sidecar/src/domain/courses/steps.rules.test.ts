import type { CourseStepInput } from '../../../contract';
import type { StepDetail } from '../../db/views/course-detail';
import { planSteps, type StepPlan } from './steps.rules';

const current = (id: number, overrides: Partial<StepDetail> = {}): StepDetail => ({
	id,
	step_order: id,
	label: `Week ${id}`,
	title: `Part ${id}`,
	is_active: true,
	has_students: 0,
	options: [],
	...overrides,
});

const wanted = (id: number | null, overrides: Partial<CourseStepInput> = {}): CourseStepInput => ({
	id,
	label: `Week ${id ?? 'new'}`,
	title: `Part ${id ?? 'new'}`,
	isActive: true,
	groupClassIds: [],
	...overrides,
});

const option = (id: number, groupClassId: number, cohorts = 0) => ({ id, groupClassId, cohorts });

const planOf = (...[steps, inputs]: Parameters<typeof planSteps>): StepPlan => {
	const outcome = planSteps(steps, inputs);
	if ('refusal' in outcome) {
		throw new Error(`refused: ${outcome.refusal.kind}`);
	}
	return outcome.plan;
};
const refusalOf = (...[steps, inputs]: Parameters<typeof planSteps>) => {
	const outcome = planSteps(steps, inputs);
	return 'refusal' in outcome ? outcome.refusal : null;
};

test('steps that are as they were need nothing', () => {
	const plan = planOf([current(1), current(2)], [wanted(1), wanted(2)]);
	expect(plan).toMatchObject({ removed: [], added: [], removedOptions: [], addedOptions: [] });
	expect(plan.isReordered).toBe(false);
	expect(plan.kept.map(({ change }) => change)).toEqual([{}, {}]);
});

test('a step that changes its words alone keeps its place', () => {
	const plan = planOf([current(1), current(2)], [wanted(1, { title: 'New' }), wanted(2)]);
	expect(plan.isReordered).toBe(false);
	expect(plan.kept.map(({ change }) => change)).toEqual([{ title: 'New' }, {}]);
});

test('steps take the places that the list gives them, and new ones go in between', () => {
	const plan = planOf([current(1), current(2)], [wanted(2), wanted(null), wanted(1)]);
	expect(plan.isReordered).toBe(true);
	expect(plan.kept.map(({ id, columns }) => [id, columns.step_order])).toEqual([
		[2, 1],
		[1, 3],
	]);
	expect(plan.added).toMatchObject([{ columns: { step_order: 2, label: 'Week new' } }]);
});

test('a step at the end is added and removed without moving the others', () => {
	expect(planOf([current(1)], [wanted(1), wanted(null)]).isReordered).toBe(false);
	const plan = planOf([current(1), current(2)], [wanted(1)]);
	expect([plan.isReordered, plan.removed.map(({ id }) => id)]).toEqual([false, [2]]);
});

test('classes are added and removed one by one', () => {
	const plan = planOf(
		[current(1, { options: [option(11, 7), option(12, 8)] })],
		[wanted(1, { groupClassIds: [8, 9] }), wanted(null, { groupClassIds: [7] })],
	);
	expect(plan.removedOptions).toEqual([option(11, 7)]);
	expect(plan.addedOptions).toEqual([{ stepId: 1, groupClassId: 9 }]);
	expect(plan.added).toMatchObject([{ groupClassIds: [7] }]);
});

test('a step that a student has, or a cohort offers, is not removed', () => {
	const owned = current(1, { has_students: 1 });
	expect(refusalOf([owned], [])).toEqual({ kind: 'step_in_use', step: owned });
	const offered = current(2, { options: [option(11, 7), option(12, 8, 1)] });
	expect(refusalOf([offered], [wanted(null)])).toEqual({ kind: 'step_in_use', step: offered });
});

test('a step that is in use can be deactivated', () => {
	const plan = planOf([current(1, { has_students: 1 })], [wanted(1, { isActive: false })]);
	expect(plan.kept).toMatchObject([{ change: { is_active: false } }]);
});

test('a class that a cohort offers is not taken away from its step', () => {
	const step = current(1, { options: [option(11, 7), option(12, 8, 2)] });
	expect(refusalOf([step], [wanted(1, { groupClassIds: [7] })])).toEqual({
		kind: 'option_in_use',
		step,
		option: option(12, 8, 2),
	});
});

test('a step of another course is not known', () => {
	expect(refusalOf([current(1)], [wanted(1), wanted(99)])).toEqual({ kind: 'unknown_step', stepId: 99 });
});
