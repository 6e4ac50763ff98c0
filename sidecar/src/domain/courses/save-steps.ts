import type { Knex } from 'knex';
import type { CourseStepInput } from '../../../contract';
import { forgetDeletedOffers } from '../../db/course-cohort-sessions';
import { deleteStepOptions, insertStepOptions, lockStepOptions } from '../../db/course-step-options';
import { clearStepOrder, deleteSteps, insertStep, updateStep } from '../../db/course-steps';
import { lockGroupClasses } from '../../db/group-classes';
import { readStepUse, stepsOfCourse } from '../../db/views/course-detail';
import { AppError } from '../../errors';
import { inUse } from '../administration/refusals';
import { planSteps, type StepPlan, type StepRefusal } from './steps.rules';

const refusalOf = async (
	trx: Knex.Transaction,
	programId: number,
	refusal: StepRefusal,
): Promise<AppError> => {
	switch (refusal.kind) {
		case 'unknown_step':
			return new AppError('step_not_found', 'The course has no such step.', { stepId: refusal.stepId });
		case 'step_in_use':
			return inUse(await readStepUse(trx, { programId, stepId: refusal.step.id }), {
				stepId: refusal.step.id,
			});
		case 'option_in_use': {
			const { step, option } = refusal;
			return inUse({ cohorts: option.cohorts }, { stepId: step.id, groupClassId: option.groupClassId });
		}
	}
};

/** Classes that are newly chosen must be there, and stay there until the commit. */
const requireClasses = async (trx: Knex.Transaction, ids: readonly number[]): Promise<void> => {
	const found = new Set(await lockGroupClasses(trx, ids));
	const missing = ids.find((id) => !found.has(id));
	if (missing !== undefined) {
		throw new AppError('group_class_not_found', 'There is no such class.', { groupClassId: missing });
	}
};

const remove = async (trx: Knex.Transaction, plan: StepPlan): Promise<void> => {
	const options = [...plan.removedOptions, ...plan.removed.flatMap((step) => step.options)];
	const optionIds = options.map(({ id }) => id);
	await forgetDeletedOffers(trx, optionIds);
	await deleteStepOptions(trx, optionIds);
	await deleteSteps(
		trx,
		plan.removed.map(({ id }) => id),
	);
};

const change = async (
	trx: Knex.Transaction,
	programId: number,
	{ kept, isReordered }: StepPlan,
	now: Date,
): Promise<void> => {
	if (isReordered) {
		await clearStepOrder(trx, programId);
	}
	for (const step of kept) {
		const columns = isReordered ? step.columns : step.change;
		if (Object.keys(columns).length > 0) {
			await updateStep(trx, step.id, columns, now);
		}
	}
};

const add = async (trx: Knex.Transaction, programId: number, plan: StepPlan, now: Date): Promise<void> => {
	const options = [...plan.addedOptions];
	for (const { columns, groupClassIds } of plan.added) {
		const stepId = await insertStep(trx, programId, columns, now);
		options.push(...groupClassIds.map((groupClassId) => ({ stepId, groupClassId })));
	}
	await insertStepOptions(trx, options, now);
};

/**
 * Gives a locked course exactly these steps, in their order. Raises `step_not_found`, `group_class_not_found`, and
 * `in_use` for a step or class that is left out although a cohort or student has it.
 */
export const saveSteps = async (
	trx: Knex.Transaction,
	programId: number,
	wanted: readonly CourseStepInput[],
	now: Date,
): Promise<void> => {
	await lockStepOptions(trx, programId);
	const outcome = planSteps(await stepsOfCourse(trx, programId), wanted);
	if ('refusal' in outcome) {
		throw await refusalOf(trx, programId, outcome.refusal);
	}
	const { plan } = outcome;
	const chosen = [
		...plan.addedOptions.map(({ groupClassId }) => groupClassId),
		...plan.added.flatMap(({ groupClassIds }) => groupClassIds),
	];
	await requireClasses(trx, [...new Set(chosen)]);
	await remove(trx, plan);
	await change(trx, programId, plan, now);
	await add(trx, programId, plan, now);
};
