import { useCallback, useRef, useState } from '@wordpress/element';
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
	/** What was asked for by package, until the list tells it. */
	wanted: ReadonlyMap<number, boolean>;
	/**
	 * Marks these packages, after what is being saved already; or everybody who is left when none are named, unless
	 * something is being saved. Never raises.
	 */
	mark(completed: boolean, packageIds?: readonly number[]): Promise<void>;
	/** Takes back what was marked last, unless something is being saved. Never raises. */
	undo(): Promise<void>;
	/** The list was read anew: it tells what was asked for, unless something is being saved. */
	forgetWanted(): void;
}

const batches = (ids: readonly number[]): number[][] =>
	Array.from({ length: Math.ceil(ids.length / MOST_PACKAGES) }, (_, index) =>
		ids.slice(index * MOST_PACKAGES, (index + 1) * MOST_PACKAGES),
	);

/** What was asked for, with those who are named, or without those whose act failed. */
const useWanted = () => {
	const [wanted, setWanted] = useState<Attendance['wanted']>(new Map());
	const want = useCallback(
		(packageIds: readonly number[], completed: boolean) =>
			setWanted((old) => new Map([...old, ...packageIds.map((id) => [id, completed] as const)])),
		[],
	);
	const forget = useCallback(
		(packageIds?: readonly number[]) =>
			setWanted((old) => new Map(packageIds && [...old].filter(([id]) => !packageIds.includes(id)))),
		[],
	);
	return { wanted, want, forget };
};

/**
 * Marks attendance of a session, one act after the other however fast somebody clicks.
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
	const { wanted, want, forget } = useWanted();
	const waiting = useRef(0);
	const turn = useRef(Promise.resolve());
	const path = `/class-sessions/${classSessionId}/attendance`;

	const save = async (completed: boolean, asked: readonly (number[] | undefined)[]): Promise<void> => {
		const changed: number[] = [];
		try {
			for (const packageIds of asked) {
				const answer = await send<AttendanceResponse>('POST', path, { completed, packageIds });
				changed.push(...answer.packageIds);
				onMarked({ completed, packageIds: changed }, answer.session);
			}
			setState((old) => ({ ...old, last: { completed, packageIds: changed } }));
		} catch (error) {
			const problem = error instanceof RequestError ? error : new RequestError('unexpected_answer');
			forget(asked.flatMap((ids) => ids ?? []));
			setState((old) => ({ ...old, error: problem }));
		}
	};

	const queue = (completed: boolean, asked: readonly (number[] | undefined)[]): Promise<void> => {
		waiting.current += 1;
		want(
			asked.flatMap((ids) => ids ?? []),
			completed,
		);
		setState(({ last }) => ({ isBusy: true, error: undefined, last }));
		turn.current = turn.current
			.then(() => save(completed, asked))
			.then(() => {
				waiting.current -= 1;
				setState((old) => ({ ...old, isBusy: waiting.current > 0 }));
			});
		return turn.current;
	};

	return {
		...state,
		wanted,
		mark: async (completed, packageIds) => {
			if (packageIds) {
				await queue(completed, batches(packageIds));
			} else if (waiting.current === 0) {
				await queue(completed, [undefined]);
			}
		},
		undo: async () => {
			if (state.last && waiting.current === 0) {
				await queue(!state.last.completed, batches(state.last.packageIds));
			}
		},
		forgetWanted: useCallback(() => {
			if (waiting.current === 0) {
				forget();
			}
		}, [forget]),
	};
};
