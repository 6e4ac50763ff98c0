import { isDuplicateEntry } from '../../db/database';

/**
 * Runs a transaction that may grant a package, and once more when the student's payment for another cohort of the
 * course committed first: this time its package is seen.
 */
export const decideAgainOnDuplicate = async <Result>(work: () => Promise<Result>): Promise<Result> => {
	try {
		return await work();
	} catch (error) {
		if (!isDuplicateEntry(error)) {
			throw error;
		}
		return work();
	}
};
