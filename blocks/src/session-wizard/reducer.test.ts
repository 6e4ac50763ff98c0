import type { BookingConflict, BookSessionsResponse } from '@cohort-enrollment/sidecar/contract';
import { buildBookedStep, buildEnrollment, buildOption, buildStep, buildSteps } from '../../test/builders';
import { reduce, type Action } from './reducer';
import { INITIAL_STATE, type Choosing, type State } from './state';

const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state);

const choosing = (...actions: Action[]): Choosing => {
	const state = after(INITIAL_STATE, { type: 'steps_told', answer: buildSteps() }, ...actions);
	expect(state.screen).toBe('choosing');
	return state as Choosing;
};

const choose = (stepId: number, optionId: number): Action => ({ type: 'chosen', stepId, optionId });
const CONFIRM: Action = { type: 'confirmed' };

const answer = (overrides: Partial<BookSessionsResponse> = {}): Action => ({
	type: 'booking_told',
	answer: {
		autoBooked: [],
		manualSelections: [],
		booked: [],
		conflicts: [],
		remaining: 0,
		...overrides,
	},
});

const conflict = (overrides: Partial<BookingConflict> = {}): BookingConflict => ({
	courseStepId: 3,
	courseStepOptionId: 31,
	reason: 'class_full',
	alternatives: [buildOption({ courseStepOptionId: 33, groupClassName: 'New group' })],
	...overrides,
});

describe('after the payment', () => {
	test.each([
		['processing', 'processing'],
		['awaiting_payment', 'awaiting_payment'],
		['refund_pending', 'ended'],
		['refunded', 'ended'],
		['refund_failed', 'ended'],
		['disputed', 'ended'],
		['expired', 'ended'],
		['cancelled', 'ended'],
		['failed', 'ended'],
		['enrolled', 'loading'],
	] as const)('a checkout that is %s shows the screen "%s"', (state, screen) => {
		const enrollment = buildEnrollment({ state });
		expect(reduce(INITIAL_STATE, { type: 'enrollment_told', enrollment }).screen).toBe(screen);
	});

	test('patience ends and can be renewed', () => {
		const waiting = after(INITIAL_STATE, {
			type: 'enrollment_told',
			enrollment: buildEnrollment({ state: 'processing' }),
		});
		const tired = reduce(waiting, { type: 'patience_over' });
		expect(tired).toMatchObject({ screen: 'processing', patience: 'over' });
		expect(reduce(tired, { type: 'patience_renewed' })).toMatchObject({ patience: 'asking' });
	});

	test('a question in the background that fails leaves the screen alone', () => {
		const waiting = after(INITIAL_STATE, {
			type: 'enrollment_told',
			enrollment: buildEnrollment({ state: 'processing' }),
		});
		expect(reduce(waiting, { type: 'load_failed', code: 'network' })).toBe(waiting);
		expect(reduce(waiting, { type: 'load_failed', code: 'login_required' })).toEqual({
			screen: 'problem',
			code: 'login_required',
		});
	});

	test('nothing left to choose is its own screen', () => {
		const answered = { type: 'steps_told', answer: buildSteps({ steps: [] }) } as const;
		expect(reduce(INITIAL_STATE, answered).screen).toBe('all_booked');
	});
});

describe('choosing', () => {
	test('keeps one choice per step and takes it back', () => {
		const state = choosing(choose(3, 31), choose(3, 32), choose(4, 41), {
			type: 'choice_withdrawn',
			stepId: 4,
		});
		expect(state.choices).toEqual({ 3: 32 });
	});

	test('confirming nothing marks the first step, and again when repeated', () => {
		const state = choosing(CONFIRM);
		expect(state.marks).toEqual({ 3: 'nothing_chosen' });
		expect(state.submission.status).toBe('idle');
		expect((reduce(state, CONFIRM) as Choosing).attention).toBe(state.attention + 1);
	});

	test('a choice takes the mark away', () => {
		expect(choosing(CONFIRM, choose(3, 31)).marks).toEqual({});
	});

	test('a second click and late choices change nothing while the first is under way', () => {
		const sending = choosing(choose(3, 31), CONFIRM);
		expect(sending.submission.status).toBe('sending');
		expect(reduce(sending, CONFIRM)).toBe(sending);
		expect(reduce(sending, choose(3, 32))).toBe(sending);
		expect(reduce(sending, { type: 'choice_withdrawn', stepId: 3 })).toBe(sending);
	});

	test('a refused request keeps the choices', () => {
		const state = choosing(choose(3, 31), CONFIRM, {
			type: 'booking_refused',
			code: 'sidecar_unavailable',
			conflicts: [],
		});
		expect(state.choices).toEqual({ 3: 31 });
		expect(state.submission).toEqual({ status: 'refused', code: 'sidecar_unavailable' });
	});

	test('a login that ended leads to the login', () => {
		const state = after(choosing(choose(3, 31), CONFIRM), {
			type: 'booking_refused',
			code: 'login_required',
			conflicts: [],
		});
		expect(state).toEqual({ screen: 'problem', code: 'login_required' });
	});
});

describe('booking', () => {
	const booked = buildBookedStep({ stepId: 4, stepTitle: 'Draft review', stepOrder: 4 });

	test('leads on when no choice was refused, also when steps remain', () => {
		const state = after(choosing(choose(4, 41), CONFIRM), answer({ booked: [booked], remaining: 1 }));
		expect(state).toMatchObject({ screen: 'saved', bookedJustNow: 1, remaining: 1 });
	});

	test('a class that filled up marks only its own step and brings what is left', () => {
		const state = choosing(
			choose(3, 31),
			choose(4, 41),
			CONFIRM,
			answer({ booked: [booked], conflicts: [conflict()], remaining: 1 }),
		);
		expect(state.marks).toEqual({ 3: 'class_full' });
		expect(state.choices).toEqual({});
		expect(state.plan.steps.map(({ stepId }) => stepId)).toEqual([3]);
		expect(state.plan.steps[0]?.options.map(({ courseStepOptionId }) => courseStepOptionId)).toEqual([
			33,
		]);
		expect(state.plan.booked.map(({ stepId }) => stepId)).toEqual([1, 4]);
		expect(state.bookedJustNow).toBe(1);
		expect(state.isStale).toBe(false);
	});

	test('keeps the choices of other steps when nothing could be booked', () => {
		const state = choosing(choose(3, 31), choose(4, 41), CONFIRM, {
			type: 'booking_refused',
			code: 'nothing_booked',
			conflicts: [conflict()],
		});
		expect(state.marks).toEqual({ 3: 'class_full' });
		expect(state.choices).toEqual({ 4: 41 });
		expect(state.submission.status).toBe('idle');
	});

	test('looks at the steps again when a conflict brings no alternatives', () => {
		const stale = choosing(choose(3, 31), CONFIRM, {
			type: 'booking_refused',
			code: 'nothing_booked',
			conflicts: [conflict({ reason: 'already_booked', alternatives: [] })],
		});
		expect(stale.isStale).toBe(true);
		const fresh = buildSteps({ steps: [buildStep({ stepId: 4 })] });
		const state = reduce(stale, { type: 'steps_told', answer: fresh });
		expect(state).toMatchObject({ screen: 'choosing', isStale: false, plan: { steps: fresh.steps } });
	});

	test('forgets choices that fresh steps do not offer', () => {
		const state = choosing(choose(3, 31), choose(4, 41), {
			type: 'steps_told',
			answer: buildSteps({
				steps: [buildStep({ options: [buildOption({ courseStepOptionId: 39 })] })],
			}),
		});
		expect(state.choices).toEqual({});
	});

	test('a late answer changes nothing on another screen', () => {
		const state: State = { screen: 'problem', code: 'login_required' };
		expect(reduce(state, answer())).toBe(state);
	});
});
