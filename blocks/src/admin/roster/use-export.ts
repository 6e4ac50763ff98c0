import { useRef, useState } from '@wordpress/element';
import { RequestError } from '../shared/request';
import { askExportUrl } from './export-url';

/** The roster as a file. */
export interface Export {
	/** It is being found out where the file is. */
	isBusy: boolean;
	/** Why the last attempt failed. */
	error: RequestError | undefined;
	/** Lets the browser get the file, once however often it is called meanwhile. Never raises. */
	start(): Promise<void>;
}

const leaveFor = (address: string): void => window.location.assign(address);

/**
 * Exports the roster of a cohort.
 *
 * @param selection What narrows it, as in {@link askExportUrl}.
 * @param goTo      Opens an address; it answers with a file, so the page stays.
 */
export const useExport = (
	cohortId: string,
	selection: Record<string, string>,
	goTo: (address: string) => void = leaveFor,
): Export => {
	const [state, setState] = useState<Pick<Export, 'isBusy' | 'error'>>({ isBusy: false, error: undefined });
	const isRunning = useRef(false);

	const start = async (): Promise<void> => {
		if (isRunning.current) {
			return;
		}
		isRunning.current = true;
		setState({ isBusy: true, error: undefined });
		try {
			goTo(await askExportUrl(cohortId, selection));
			setState({ isBusy: false, error: undefined });
		} catch (error) {
			const problem = error instanceof RequestError ? error : new RequestError('unexpected_answer');
			setState({ isBusy: false, error: problem });
		}
		isRunning.current = false;
	};

	return { ...state, start };
};
