import type { CourseStepInput } from '../../../contract';
import type { StepColumns } from '../../db/course-steps';
import type { OptionUse, StepDetail } from '../../db/views/course-detail';

/** Why the steps of a course cannot become what is wanted. */
export type StepRefusal =
	| { kind: 'unknown_step'; stepId: number }
	| { kind: 'step_in_use'; step: StepDetail }
	| { kind: 'option_in_use'; step: StepDetail; option: OptionUse };

/** What is to be done to a course's steps, in the order of the list. */
export interface StepPlan {
	/** With all their options. */
	removed: StepDetail[];
	/** Steps that stay, with what changes about them. */
	kept: { id: number; columns: StepColumns; change: Partial<StepColumns> }[];
	added: { columns: StepColumns; groupClassIds: number[] }[];
	/** Of steps that stay. */
	removedOptions: OptionUse[];
	addedOptions: { stepId: number; groupClassId: number }[];
	/** One of those that stay changes its place. */
	isReordered: boolean;
}

const columnsOf = ({ label, title, isActive }: CourseStepInput, index: number): StepColumns => ({
	step_order: index + 1,
	label,
	title,
	is_active: isActive,
});

const changeOf = (step: StepDetail, wanted: StepColumns): Partial<StepColumns> =>
	Object.fromEntries(
		Object.entries(wanted).filter(([name, value]) => step[name as keyof StepColumns] !== value),
	);

const isUsed = ({ has_students, options }: StepDetail): boolean =>
	has_students === 1 || options.some(({ cohorts }) => cohorts > 0);

/** What to do so that a course has exactly the wanted steps, in their order, or what stands in the way. */
export const planSteps = (
	current: readonly StepDetail[],
	wanted: readonly CourseStepInput[],
): { refusal: StepRefusal } | { plan: StepPlan } => {
	const byId = new Map(current.map((step) => [step.id, step]));
	const kept = new Set(wanted.map(({ id }) => id));
	const plan: StepPlan = {
		removed: current.filter(({ id }) => !kept.has(id)),
		kept: [],
		added: [],
		removedOptions: [],
		addedOptions: [],
		isReordered: false,
	};
	const usedStep = plan.removed.find(isUsed);
	if (usedStep) {
		return { refusal: { kind: 'step_in_use', step: usedStep } };
	}
	for (const [index, input] of wanted.entries()) {
		const columns = columnsOf(input, index);
		if (input.id === null) {
			plan.added.push({ columns, groupClassIds: input.groupClassIds });
			continue;
		}
		const step = byId.get(input.id);
		if (!step) {
			return { refusal: { kind: 'unknown_step', stepId: input.id } };
		}
		const gone = step.options.filter(({ groupClassId }) => !input.groupClassIds.includes(groupClassId));
		const used = gone.find(({ cohorts }) => cohorts > 0);
		if (used) {
			return { refusal: { kind: 'option_in_use', step, option: used } };
		}
		plan.removedOptions.push(...gone);
		const known = new Set(step.options.map(({ groupClassId }) => groupClassId));
		plan.addedOptions.push(
			...input.groupClassIds
				.filter((groupClassId) => !known.has(groupClassId))
				.map((groupClassId) => ({ stepId: step.id, groupClassId })),
		);
		const change = changeOf(step, columns);
		plan.kept.push({ id: step.id, columns, change });
		plan.isReordered ||= change.step_order !== undefined;
	}
	return { plan };
};
