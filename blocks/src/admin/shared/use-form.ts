import { useCallback, useMemo, useRef, useState } from '@wordpress/element';
import { fieldMessage } from './field-messages';
import { RequestError } from './request';
import { useUnsavedGuard } from './use-unsaved-guard';

interface FormOptions<Values, Saved> {
	/** What the form shows first; later ones are not looked at. */
	initial: Values;
	/** Of the row that is edited; null for a new one. */
	version: number | null;
	/**
	 * Saves; `version` is undefined for a new row. `theirs` is the row that somebody else has saved meanwhile, when it is
	 * to be saved over.
	 */
	save: (values: Values, version: number | undefined, theirs?: Saved) => Promise<Saved>;
	onSaved: (saved: Saved) => void;
}

/** A form's values and what is going on with them. */
export interface Form<Values> {
	values: Values;
	set: (change: Partial<Values>) => void;
	/** Goes on from these values, which are those of the saved row. */
	restart: (values: Values) => void;
	/** Drops what was typed unasked, right before the page is left: the row is gone. */
	forget: () => void;
	isDirty: boolean;
	isSaving: boolean;
	/** Why the last attempt failed. */
	error: RequestError | undefined;
	/** The row as somebody else has saved it meanwhile; until it is resolved. */
	conflict: unknown;
	/** What is wrong with one field, in words, by its path such as `steps.2.title`. */
	problemOf: (path: string) => string | undefined;
	submit: () => void;
	/** Ends a conflict: `mine` saves over the other's, `theirs` takes the other's. */
	resolve: (how: 'mine' | 'theirs') => void;
}

interface Attempt {
	isSaving: boolean;
	error?: RequestError;
}

const currentOf = (error: RequestError | undefined): unknown =>
	error?.code === 'version_conflict' ? error.data.current : undefined;

const versionOf = (row: unknown): number => (row as { version: number }).version;

/**
 * Keeps a form: what was changed, saving once however often the button is clicked, what was refused and why, and what to
 * do when somebody else was faster. Asks before unsaved changes are lost.
 *
 * @param options.onTheirs Shows the row as somebody else has saved it.
 */
export const useForm = <Values extends object, Saved>({
	initial,
	version,
	save,
	onSaved,
	onTheirs,
}: FormOptions<Values, Saved> & { onTheirs?: (current: Saved) => void }): Form<Values> => {
	const [values, setValues] = useState(initial);
	const [attempt, setAttempt] = useState<Attempt>({ isSaving: false });
	const [start, setStart] = useState(initial);
	const isDirty = useMemo(() => JSON.stringify(values) !== JSON.stringify(start), [values, start]);
	const conflict = currentOf(attempt.error);
	// What is true now, for those who ask between two renders: whoever leaves right after saving loses nothing.
	const unsaved = useRef(false);
	unsaved.current = isDirty || attempt.isSaving;
	useUnsavedGuard(useCallback(() => unsaved.current, []));

	const set = useCallback((change: Partial<Values>) => setValues((old) => ({ ...old, ...change })), []);

	const restart = (saved: Values): void => {
		setStart(saved);
		setValues(saved);
	};

	const forget = (): void => {
		unsaved.current = false;
	};

	const attemptSave = (asOf: number | undefined, theirs?: Saved): void => {
		if (attempt.isSaving) {
			return;
		}
		setAttempt({ isSaving: true });
		save(values, asOf, theirs).then(
			(saved) => {
				setAttempt({ isSaving: false });
				forget();
				onSaved(saved);
			},
			(error: unknown) => {
				const problem = error instanceof RequestError ? error : new RequestError('unexpected_answer');
				setAttempt({ isSaving: false, error: problem });
			},
		);
	};

	const resolve = (how: 'mine' | 'theirs'): void => {
		if (how === 'mine') {
			attemptSave(versionOf(conflict), conflict as Saved);
			return;
		}
		setAttempt({ isSaving: false });
		forget();
		onTheirs?.(conflict as Saved);
	};

	const problemOf = (path: string): string | undefined => {
		const issue = attempt.error?.data.issues?.find((candidate) => candidate.path === path);
		return issue && fieldMessage(issue);
	};

	return {
		values,
		set,
		restart,
		forget,
		isDirty,
		isSaving: attempt.isSaving,
		error: attempt.error,
		conflict,
		problemOf,
		submit: () => attemptSave(version ?? undefined),
		resolve,
	};
};
