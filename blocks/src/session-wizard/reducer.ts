import type {
	BookingConflict,
	BookSessionsResponse,
	EnrollmentSessionResponse,
	PackageStep,
	UnbookedStep,
	UnbookedStepsResponse,
} from '@cohort-enrollment/sidecar/contract';
import type { Choosing, Mark, Plan, State } from './state';

export type Action =
	| { type: 'load_again' }
	| { type: 'enrollment_told'; enrollment: EnrollmentSessionResponse }
	| { type: 'patience_over' }
	| { type: 'patience_renewed' }
	| { type: 'load_failed'; code: string }
	| { type: 'steps_told'; answer: UnbookedStepsResponse }
	| { type: 'chosen'; stepId: number; optionId: number }
	| { type: 'choice_withdrawn'; stepId: number }
	| { type: 'confirmed' }
	| { type: 'booking_told'; answer: BookSessionsResponse }
	| { type: 'booking_refused'; code: string; conflicts: BookingConflict[] };

type Of<T extends Action['type']> = Extract<Action, { type: T }>;

const byOrder = (left: { stepOrder: number }, right: { stepOrder: number }) =>
	left.stepOrder - right.stepOrder;

const without = <T>(record: Readonly<Record<number, T>>, key: number): Record<number, T> =>
	Object.fromEntries(Object.entries(record).filter(([name]) => name !== String(key)));

const enrollmentTold = ({ enrollment }: Of<'enrollment_told'>): State => {
	switch (enrollment.state) {
		case 'processing':
			return { screen: 'processing', enrollment, patience: 'asking' };
		case 'awaiting_payment':
			return { screen: 'awaiting_payment', enrollment };
		case 'enrolled':
			// The steps are fetched next.
			return { screen: 'loading' };
		default:
			return { screen: 'ended', enrollment };
	}
};

/** Choices that the fresh steps still offer. */
const keptChoices = (choices: Choosing['choices'], steps: UnbookedStep[]): Record<number, number> =>
	Object.fromEntries(
		steps.flatMap(({ stepId, options }) => {
			const choice = choices[stepId];
			const isOffered = options.some((option) => option.courseStepOptionId === choice);
			return choice !== undefined && isOffered ? [[stepId, choice]] : [];
		}),
	);

const stepsTold = (state: State, { answer }: Of<'steps_told'>): State => {
	const { packageId, courseTitle, cohortName, steps, booked } = answer;
	const plan: Plan = { packageId, courseTitle, cohortName, steps, booked };
	if (steps.length === 0) {
		return { screen: 'all_booked', plan };
	}
	if (state.screen === 'choosing') {
		return { ...state, plan, choices: keptChoices(state.choices, steps), isStale: false };
	}
	return {
		screen: 'choosing',
		plan,
		choices: {},
		marks: {},
		submission: { status: 'idle' },
		bookedJustNow: 0,
		attention: 0,
		isStale: false,
	};
};

const chosen = (state: Choosing, { stepId, optionId }: Of<'chosen'>): State => ({
	...state,
	choices: { ...state.choices, [stepId]: optionId },
	marks: without(state.marks, stepId),
});

const confirmed = (state: Choosing): State => {
	const first = state.plan.steps[0];
	if (Object.keys(state.choices).length > 0 || first === undefined) {
		return { ...state, marks: {}, bookedJustNow: 0, submission: { status: 'sending' } };
	}
	return { ...state, marks: { [first.stepId]: 'nothing_chosen' }, attention: state.attention + 1 };
};

const withBooked = (plan: Plan, booked: PackageStep[]): Plan => {
	const ids = new Set(booked.map(({ stepId }) => stepId));
	return {
		...plan,
		steps: plan.steps.filter(({ stepId }) => !ids.has(stepId)),
		booked: [...plan.booked.filter(({ stepId }) => !ids.has(stepId)), ...booked].sort(byOrder),
	};
};

const withConflicts = (state: Choosing, conflicts: BookingConflict[]): Choosing => {
	const byStep = new Map(conflicts.map((conflict) => [conflict.courseStepId, conflict]));
	const marks: Record<number, Mark> = {};
	let { choices } = state;
	for (const { courseStepId, reason } of conflicts) {
		marks[courseStepId] = reason;
		choices = without(choices, courseStepId);
	}
	const steps = state.plan.steps.map((step) => {
		const alternatives = byStep.get(step.stepId)?.alternatives ?? [];
		return alternatives.length > 0 ? { ...step, options: alternatives } : step;
	});
	return {
		...state,
		plan: { ...state.plan, steps },
		choices,
		marks,
		attention: state.attention + 1,
		// Without alternatives only a fresh look tells what is left of the step.
		isStale: conflicts.some(({ alternatives }) => alternatives.length === 0),
	};
};

const bookingTold = (state: Choosing, { answer }: Of<'booking_told'>): State => {
	const plan = withBooked(state.plan, answer.booked);
	const bookedJustNow = answer.booked.length;
	if (answer.conflicts.length === 0) {
		return { screen: 'saved', plan, bookedJustNow, remaining: answer.remaining };
	}
	const choices = answer.booked.reduce((rest, { stepId }) => without(rest, stepId), state.choices);
	return withConflicts(
		{ ...state, plan, choices, bookedJustNow, submission: { status: 'idle' } },
		answer.conflicts,
	);
};

const bookingRefused = (state: Choosing, { code, conflicts }: Of<'booking_refused'>): State => {
	if (code === 'login_required') {
		return { screen: 'problem', code };
	}
	return conflicts.length > 0
		? withConflicts({ ...state, submission: { status: 'idle' } }, conflicts)
		: { ...state, submission: { status: 'refused', code } };
};

const reduceChoosing = (state: Choosing, action: Action): State => {
	const isSending = state.submission.status === 'sending';
	switch (action.type) {
		case 'chosen':
			return isSending ? state : chosen(state, action);
		case 'choice_withdrawn':
			return isSending ? state : { ...state, choices: without(state.choices, action.stepId) };
		case 'confirmed':
			// A second click while the first is under way changes nothing.
			return isSending ? state : confirmed(state);
		case 'booking_told':
			return bookingTold(state, action);
		case 'booking_refused':
			return bookingRefused(state, action);
		default:
			return state;
	}
};

/** Asking in the background: an answer that stays away costs nobody the screen, one that asking again cannot change does. */
const loadFailed = (state: State, { code }: Of<'load_failed'>): State => {
	const isFinal = code === 'login_required' || code === 'session_not_found';
	return state.screen === 'loading' || (state.screen === 'processing' && isFinal)
		? { screen: 'problem', code }
		: state;
};

/** The wizard's next state. What does not fit the present screen (a late answer, a second click) changes nothing. */
export const reduce = (state: State, action: Action): State => {
	switch (action.type) {
		case 'load_again':
			return { screen: 'loading' };
		case 'load_failed':
			return loadFailed(state, action);
		case 'enrollment_told':
			return enrollmentTold(action);
		case 'patience_over':
			return state.screen === 'processing' ? { ...state, patience: 'over' } : state;
		case 'patience_renewed':
			return state.screen === 'processing' ? { ...state, patience: 'asking' } : state;
		case 'steps_told':
			return stepsTold(state, action);
		default:
			return state.screen === 'choosing' ? reduceChoosing(state, action) : state;
	}
};
