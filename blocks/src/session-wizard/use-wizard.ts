import { useEffect, useReducer } from '@wordpress/element';
import type { Dispatch } from 'react';
import { RequestError } from '../shared/request';
import { withParameter, type PageSettings } from '../shared/settings';
import { bookSessions, codeOf, conflictsOf, fetchEnrollment, fetchSteps } from './client';
import { nextDelay } from './polling';
import { reduce, type Action } from './reducer';
import { INITIAL_STATE, type Choosing, type State } from './state';
import type { Target } from './target';

/** Dispatches until the effect that asked is over. */
type Tell = Dispatch<Action>;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs `work` while the effect's dependencies stay as they are; what it tells later is not heard. */
const during = (work: (tell: Tell, isOver: () => boolean) => Promise<void>, dispatch: Tell) => {
	let isOver = false;
	const tell: Tell = (action) => {
		if (!isOver) {
			dispatch(action);
		}
	};
	void work(tell, () => isOver);
	return () => {
		isOver = true;
	};
};

const packageOf = async (target: Target, tell: Tell): Promise<number | null> => {
	if (target.kind === 'package') {
		return target.packageId;
	}
	const enrollment = await fetchEnrollment(target.sessionId);
	tell({ type: 'enrollment_told', enrollment });
	if (enrollment.state === 'enrolled' && enrollment.packageId === null) {
		throw new RequestError('unexpected_answer');
	}
	return enrollment.state === 'enrolled' ? enrollment.packageId : null;
};

const load = async (target: Target, tell: Tell): Promise<void> => {
	try {
		const packageId = await packageOf(target, tell);
		if (packageId !== null) {
			tell({ type: 'steps_told', answer: await fetchSteps(packageId) });
		}
	} catch (error) {
		tell({ type: 'load_failed', code: codeOf(error) });
	}
};

const poll = async (sessionId: string, tell: Tell, isOver: () => boolean): Promise<void> => {
	const begin = Date.now();
	for (let asked = 0; !isOver(); asked++) {
		const delay = nextDelay(asked, Date.now() - begin);
		if (delay === null) {
			tell({ type: 'patience_over' });
			return;
		}
		await pause(delay);
		if (isOver()) {
			return;
		}
		try {
			const enrollment = await fetchEnrollment(sessionId);
			if (enrollment.state !== 'processing') {
				tell({ type: 'enrollment_told', enrollment });
				return;
			}
		} catch (error) {
			tell({ type: 'load_failed', code: codeOf(error) });
		}
	}
};

const book = async ({ plan, choices }: Choosing, tell: Tell): Promise<void> => {
	const selections = Object.entries(choices).map(([stepId, courseStepOptionId]) => ({
		courseStepId: Number(stepId),
		courseStepOptionId,
	}));
	try {
		tell({ type: 'booking_told', answer: await bookSessions(plan.packageId, { selections }) });
	} catch (error) {
		tell({ type: 'booking_refused', code: codeOf(error), conflicts: conflictsOf(error) });
	}
};

const refreshSteps = async (packageId: number, tell: Tell): Promise<void> => {
	try {
		tell({ type: 'steps_told', answer: await fetchSteps(packageId) });
	} catch (error) {
		tell({ type: 'load_failed', code: codeOf(error) });
	}
};

/** A page that the back button takes out of the browser's memory shows what was true when it was left. */
const useLoadAgainWhenBack = (target: Target | null, dispatch: Tell): void =>
	useEffect(() => {
		const onPageShow = ({ persisted }: PageTransitionEvent) => {
			if (persisted && target !== null) {
				dispatch({ type: 'load_again' });
			}
		};
		window.addEventListener('pageshow', onPageShow);
		return () => window.removeEventListener('pageshow', onPageShow);
	}, [target, dispatch]);

/**
 * The wizard's state and what moves it.
 *
 * @param target Null when the address points at nothing.
 * @param goTo   Leaves for another address.
 */
export const useWizard = (
	target: Target | null,
	{ dashboardUrl }: PageSettings,
	goTo: (address: string) => void,
): [State, Tell] => {
	const [state, dispatch] = useReducer(
		reduce,
		target === null ? { screen: 'problem', code: 'invalid_request' } : INITIAL_STATE,
	);
	const isLoading = state.screen === 'loading';
	const isPolling = state.screen === 'processing' && state.patience === 'asking';
	const isSending = state.screen === 'choosing' && state.submission.status === 'sending';
	const isStale = state.screen === 'choosing' && state.isStale;
	const bookedJustNow = state.screen === 'saved' ? state.bookedJustNow : null;

	useEffect(() => {
		if (isLoading && target !== null) {
			return during((tell) => load(target, tell), dispatch);
		}
	}, [isLoading, target]);
	useEffect(() => {
		if (isPolling && target?.kind === 'session') {
			return during((tell, isOver) => poll(target.sessionId, tell, isOver), dispatch);
		}
	}, [isPolling, target]);
	useEffect(() => {
		if (isSending) {
			return during((tell) => book(state, tell), dispatch);
		}
		// Only the moment of sending counts: the form is locked until the answer is there.
		// eslint-disable-next-line react-hooks/exhaustive-deps
	}, [isSending]);
	useEffect(() => {
		if (isStale) {
			return during((tell) => refreshSteps(state.plan.packageId, tell), dispatch);
		}
		// eslint-disable-next-line react-hooks/exhaustive-deps -- Once per time that the steps went stale.
	}, [isStale]);
	useEffect(() => {
		if (bookedJustNow !== null && dashboardUrl) {
			goTo(withParameter(dashboardUrl, 'booked', String(bookedJustNow)));
		}
	}, [bookedJustNow, dashboardUrl, goTo]);
	useLoadAgainWhenBack(target, dispatch);
	return [state, dispatch];
};
