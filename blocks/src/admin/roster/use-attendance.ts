import { useCallback, useRef, useState } from '@wordpress/element';
import type { AttendanceResponse, ClassSession } from '@cohort-enrollment/sidecar/contract';
import { RequestError, send } from '../shared/request';
import { useUnsavedGuard } from '../shared/use-unsaved-guard';

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
	/** Why the last act that failed did, until what it named is marked again. */
	error: RequestError | undefined;
	/** Packages that could not be marked, until they are asked for again. */
	failed: ReadonlySet<number>;
	/** Until something else is marked. */
	last: Marked | undefined;
	/** What was asked for by package, until the list tells it. */
	wanted: ReadonlyMap<number, boolean>;
	/**
	 * Marks these packages, or everybody who is left when none are named, after what is being saved already. Everybody
	 * once, however often it is asked for. Never raises.
	 */
	mark(completed: boolean, packageIds?: readonly number[]): Promise<void>;
	/** Takes back what `last` tells, unless something is being saved: that will be the last then. Never raises. */
	undo(): Promise<void>;
	/** The list was read anew: it tells what was asked for, unless something is being saved. */
	forgetWanted(): void;
}

/** Something that was asked for, and is not saved yet. */
interface Act {
	completed: boolean;
	/** Undefined for everybody who is left. */
	packageIds?: readonly number[] | undefined;
	done: Promise<void>;
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

/** Saves what was asked for, one act after the other. */
const useQueue = (save: (act: Act) => Promise<void>) => {
	const acts = useRef<readonly Act[]>([]);
	const [isBusy, setIsBusy] = useState(false);
	useUnsavedGuard(useCallback(() => acts.current.length > 0, []));
	const add = (asked: Omit<Act, 'done'>): Promise<void> => {
		const before = acts.current.at(-1)?.done ?? Promise.resolve();
		const act: Act = { ...asked, done: before.then(() => save(act)).then(() => end(act)) };
		acts.current = [...acts.current, act];
		setIsBusy(true);
		return act.done;
	};
	const end = (act: Act): void => {
		acts.current = acts.current.filter((other) => other !== act);
		setIsBusy(acts.current.length > 0);
	};
	return { acts, isBusy, add };
};

/**
 * Marks attendance of a session, one act after the other however fast somebody clicks, and asks before the page is left
 * while something waits.
 *
 * @param onMarked What changed, with the session as it is then.
 */
export const useAttendance = (
	classSessionId: number,
	onMarked: (marked: Marked, session: ClassSession) => void,
): Attendance => {
	const [state, setState] = useState<Pick<Attendance, 'error' | 'failed' | 'last'>>({
		error: undefined,
		failed: new Set(),
		last: undefined,
	});
	const { wanted, want, forget } = useWanted();
	const path = `/class-sessions/${classSessionId}/attendance`;

	const save = async ({ completed, packageIds: asked }: Act): Promise<void> => {
		const changed: number[] = [];
		try {
			for (const packageIds of asked ? batches(asked) : [undefined]) {
				const answer = await send<AttendanceResponse>('POST', path, { completed, packageIds });
				changed.push(...answer.packageIds);
				onMarked({ completed, packageIds: changed }, answer.session);
			}
			setState((old) => ({ ...old, last: { completed, packageIds: changed } }));
		} catch (error) {
			const problem = error instanceof RequestError ? error : new RequestError('unexpected_answer');
			forget(asked ?? []);
			setState((old) => ({
				...old,
				error: problem,
				failed: new Set([...old.failed, ...(asked ?? [])]),
			}));
		}
	};

	const { acts, isBusy, add } = useQueue(save);
	const queue = (act: Omit<Act, 'done'>): Promise<void> => {
		want(act.packageIds ?? [], act.completed);
		setState(({ error, failed, last }) => {
			const others = act.packageIds ? [...failed].filter((id) => !act.packageIds?.includes(id)) : [];
			return { error: others.length > 0 ? error : undefined, failed: new Set(others), last };
		});
		return add(act);
	};

	return {
		...state,
		isBusy,
		wanted,
		mark: (completed, packageIds) => {
			const latest = acts.current.at(-1);
			const isAsked = !packageIds && latest?.completed === completed && !latest.packageIds;
			return isAsked ? latest.done : queue({ completed, packageIds });
		},
		undo: async () => {
			if (state.last && acts.current.length === 0) {
				await queue({ completed: !state.last.completed, packageIds: state.last.packageIds });
			}
		},
		forgetWanted: useCallback(() => {
			if (acts.current.length === 0) {
				forget();
			}
		}, [acts, forget]),
	};
};
