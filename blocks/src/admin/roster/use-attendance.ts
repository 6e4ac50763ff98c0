import { useState } from '@wordpress/element';
import type { AttendanceResponse, ClassSession } from '@cohort-enrollment/sidecar/contract';
import { RequestError, send } from '../shared/request';

/** What one call may name. */
const MOST_PACKAGES = 1000;

/** What was marked last, for taking it back. */
export interface Marked {
	completed: boolean;
	packageIds: readonly number[];
}

export interface Attendance {
	/** Somebody's is being saved. */
	isBusy: boolean;
	error: RequestError | undefined;
	/** Until something else is marked. */
	last: Marked | undefined;
	/** Marks these packages, or everybody who is left when none are named. Never raises. */
	mark(completed: boolean, packageIds?: readonly number[]): Promise<void>;
	/** Takes back what was marked last. Never raises. */
	undo(): Promise<void>;
}

const batches = (ids: readonly number[]): number[][] =>
	Array.from({ length: Math.ceil(ids.length / MOST_PACKAGES) }, (_, index) =>
		ids.slice(index * MOST_PACKAGES, (index + 1) * MOST_PACKAGES),
	);

/**
 * Marks attendance of a session, one act at a time however often somebody clicks.
 *
 * @param onMarked What changed, with the session as it is then.
 */
export const useAttendance = (
	classSessionId: number,
	onMarked: (marked: Marked, session: ClassSession) => void,
): Attendance => {
	const [state, setState] = useState<Pick<Attendance, 'isBusy' | 'error' | 'last'>>({
		isBusy: false,
		error: undefined,
		last: undefined,
	});
	const path = `/class-sessions/${classSessionId}/attendance`;

	const act = async (completed: boolean, wanted: readonly (number[] | undefined)[]): Promise<void> => {
		if (state.isBusy) {
			return;
		}
		setState(({ last }) => ({ isBusy: true, error: undefined, last }));
		const changed: number[] = [];
		try {
			for (const packageIds of wanted) {
				const answer = await send<AttendanceResponse>('POST', path, { completed, packageIds });
				changed.push(...answer.packageIds);
				onMarked({ completed, packageIds: changed }, answer.session);
			}
			setState({ isBusy: false, error: undefined, last: { completed, packageIds: changed } });
		} catch (error) {
			const problem = error instanceof RequestError ? error : new RequestError('unexpected_answer');
			setState(({ last }) => ({ isBusy: false, error: problem, last }));
		}
	};

	return {
		...state,
		mark: (completed, packageIds) => act(completed, packageIds ? batches(packageIds) : [undefined]),
		undo: async () => {
			if (state.last) {
				await act(!state.last.completed, batches(state.last.packageIds));
			}
		},
	};
};
