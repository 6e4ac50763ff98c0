import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { RequestError } from './request';

/** Something that is read from the sidecar. While it is read again, the old one stays. */
export interface Resource<Data> {
	data: Data | undefined;
	/** Why the last attempt failed. */
	error: RequestError | undefined;
	isLoading: boolean;
	reload(): void;
	/** Puts a fresher answer in its place, such as that of a change. */
	replace(data: Data): void;
}

/**
 * Reads something when the screen is shown, and again whenever `key` changes. Answers to older questions are dropped.
 *
 * @param key  Says what is asked for; null asks for nothing yet.
 * @param load Asks.
 */
export const useResource = <Data>(key: string | null, load: () => Promise<Data>): Resource<Data> => {
	const [state, setState] = useState<{ data?: Data; error?: RequestError; isLoading: boolean }>({
		isLoading: key !== null,
	});
	const [round, setRound] = useState(0);
	const latest = useRef(load);
	latest.current = load;
	useEffect(() => {
		if (key === null) {
			return;
		}
		let isCurrent = true;
		setState(({ data }) => ({ isLoading: true, ...(data === undefined ? {} : { data }) }));
		latest.current().then(
			(data) => isCurrent && setState({ data, isLoading: false }),
			(error: unknown) =>
				isCurrent &&
				setState(({ data }) => ({
					isLoading: false,
					error: error instanceof RequestError ? error : new RequestError('unexpected_answer'),
					...(data === undefined ? {} : { data }),
				})),
		);
		return () => {
			isCurrent = false;
		};
	}, [key, round]);
	const reload = useCallback(() => setRound((value) => value + 1), []);
	const replace = useCallback((data: Data) => setState({ data, isLoading: false }), []);
	return { data: state.data, error: state.error, isLoading: state.isLoading, reload, replace };
};
