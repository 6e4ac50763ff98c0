import type { BookingConflictReason, PackageStatus, StepStatus } from '../../../contract';
import type { CheckoutState } from '../../db/checkouts';
import type { OptionDetail, StepChoices } from '../../db/views/package-choices';

/** What a student asks for. */
export interface Selection {
	courseStepId: number;
	courseStepOptionId: number;
}

/** A selection that cannot be booked, and why. */
export interface Refusal {
	selection: Selection;
	reason: BookingConflictReason;
}

/** A seat to ask for. */
export interface Wanted {
	step: StepChoices;
	option: OptionDetail;
	/** Null when nobody chose: the step leaves no choice. */
	selection: Selection | null;
}

export interface BookingPlan {
	wanted: Wanted[];
	/** Steps for which exactly the selected session is booked already, as after a double click. */
	unchanged: StepChoices[];
	refusals: Refusal[];
}

/** True while sessions of a package may be booked: not while it is suspended or ended, nor while a refund is due. */
export const mayBook = ({
	status,
	checkoutState,
}: {
	status: PackageStatus;
	checkoutState: CheckoutState;
}): boolean => status === 'ACTIVE' && checkoutState === 'enrolled';

/** The option of a step that leaves no choice; null when there are several, none, or it has started. */
export const onlyOption = <Option extends { startsAt: Date }>(
	options: readonly Option[],
	now: Date,
): Option | null => {
	const [option, ...others] = options;
	return option && others.length === 0 && option.startsAt > now ? option : null;
};

/** True for a step whose session took place or will. */
export const isBooked = (status: StepStatus): boolean => status === 'BOOKED' || status === 'COMPLETED';

type Verdict =
	| { kind: 'wanted'; step: StepChoices; option: OptionDetail }
	| { kind: 'unchanged'; step: StepChoices }
	| { kind: 'refused'; reason: BookingConflictReason };

const refused = (reason: BookingConflictReason): Verdict => ({ kind: 'refused', reason });

const judge = (step: StepChoices | undefined, optionId: number, now: Date): Verdict => {
	if (!step) {
		return refused('step_not_in_course');
	}
	if (step.status !== 'UNBOOKED') {
		return isBooked(step.status) && step.booking?.stepOptionId === optionId
			? { kind: 'unchanged', step }
			: refused('already_booked');
	}
	const option = step.options.find(({ stepOptionId }) => stepOptionId === optionId);
	if (!option) {
		return refused('option_not_available');
	}
	return option.startsAt > now ? { kind: 'wanted', step, option } : refused('session_started');
};

const withoutChoice = (steps: readonly StepChoices[], now: Date): Wanted[] =>
	steps.flatMap((step) => {
		const option = step.status === 'UNBOOKED' ? onlyOption(step.options, now) : null;
		return option ? [{ step, option, selection: null }] : [];
	});

/**
 * Decides what to book: every selection that fits its step, and every unbooked step without a selection that leaves
 * no choice. Whether there is a seat is not decided here. Selections must name each step at most once.
 */
export const planBookings = (
	steps: readonly StepChoices[],
	selections: readonly Selection[],
	now: Date,
): BookingPlan => {
	const plan: BookingPlan = { wanted: [], unchanged: [], refusals: [] };
	const byId = new Map(steps.map((step) => [step.stepId, step]));
	for (const selection of selections) {
		const verdict = judge(byId.get(selection.courseStepId), selection.courseStepOptionId, now);
		switch (verdict.kind) {
			case 'wanted':
				plan.wanted.push({ step: verdict.step, option: verdict.option, selection });
				break;
			case 'unchanged':
				plan.unchanged.push(verdict.step);
				break;
			case 'refused':
				plan.refusals.push({ selection, reason: verdict.reason });
		}
	}
	const selected = new Set(selections.map(({ courseStepId }) => courseStepId));
	const others = steps.filter(({ stepId }) => !selected.has(stepId));
	plan.wanted.push(...withoutChoice(others, now));
	return plan;
};
