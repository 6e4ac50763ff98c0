import { setTimeout as sleep } from 'node:timers/promises';

/** Site Health waits two seconds, and so do many supervisors. */
const PATIENCE_MILLISECONDS = 1_500;
/** For what staff asks for and may go on without them: well below the 25 seconds for which the plugin waits then. */
export const STAFF_PATIENCE_MILLISECONDS = 5_000;

/** What `work` returns or, when an operator would not wait for it, what `late` returns or raises then. */
export const within = async <Result>(
	work: Promise<Result>,
	late: () => Result,
	patience = PATIENCE_MILLISECONDS,
): Promise<Result> => {
	const answered = new AbortController();
	const bell = sleep(patience, undefined, { signal: answered.signal, ref: false });
	try {
		return await Promise.race([work, bell.then(late)]);
	} finally {
		answered.abort();
	}
};
