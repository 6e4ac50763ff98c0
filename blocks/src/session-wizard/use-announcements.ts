import { useEffect } from '@wordpress/element';
import type { Announce } from '../shared/events';
import type { State } from './state';

const packageOf = (state: State): number | null => {
	if ('plan' in state) {
		return state.plan.packageId;
	}
	return 'enrollment' in state ? state.enrollment.packageId : null;
};

/** What the last confirmation booked, and how many steps it left. */
const bookingOf = (state: State): { booked: number; remaining: number } => {
	switch (state.screen) {
		case 'choosing':
			return { booked: state.bookedJustNow, remaining: state.plan.steps.length };
		case 'saved':
			return { booked: state.bookedJustNow, remaining: state.remaining };
		default:
			return { booked: 0, remaining: 0 };
	}
};

const failureOf = (state: State): string | null => {
	if (state.screen === 'problem') {
		return state.code;
	}
	return state.screen === 'choosing' && state.submission.status === 'refused'
		? state.submission.code
		: null;
};

/**
 * Tells the page what happens in the wizard.
 *
 * @param announce Must stay the same function.
 */
export const useAnnouncements = (state: State, announce: Announce): void => {
	const { screen } = state;
	const packageId = packageOf(state);
	const { booked, remaining } = bookingOf(state);
	const failure = failureOf(state);
	useEffect(() => {
		announce('cohort-enrollment/wizard-screen', { screen, packageId });
	}, [screen, packageId, announce]);
	useEffect(() => {
		if (booked > 0 && packageId !== null) {
			announce('cohort-enrollment/booked', { packageId, booked, remaining });
		}
		// `remaining` may change later, by a fresh look at the steps.
		// eslint-disable-next-line react-hooks/exhaustive-deps
	}, [booked, packageId, announce]);
	useEffect(() => {
		if (failure !== null) {
			announce('cohort-enrollment/error', { code: failure });
		}
	}, [failure, announce]);
};
