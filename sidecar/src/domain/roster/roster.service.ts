import type { RosterEntry, RosterExportResponse, RosterResponse } from '../../../contract';
import type { Connection } from '../../db/database';
import type { Page } from '../../db/page';
import {
	rosterBatch,
	rosterEntries,
	rosterPage,
	type RosterColumn,
	type RosterRow,
	type RosterScope,
} from '../../db/views/roster';
import { findRosterCohort, type RosterCohortRow } from '../../db/views/roster-cohort';
import { AppError } from '../../errors';
import { isBooked } from '../booking/booking.rules';
import { enrollmentState } from '../checkout/enrollment-state';

export interface RosterService {
	/** Raises `cohort_not_found`. */
	list(query: RosterScope & Page<RosterColumn>): Promise<RosterResponse>;
	/** The next packages by id, for a file. Raises `cohort_not_found`. */
	exportAfter(query: RosterScope & { after: number }): Promise<RosterExportResponse>;
}

const LARGEST_BATCH = 1000;
/** With labels of any length less than the plugin takes as one answer (4 MB). */
const STEPS_OF_BATCH = 8000;

/** Packages of one answer for a file. */
const batchSize = ({ steps }: RosterCohortRow): number =>
	Math.min(LARGEST_BATCH, Math.floor(STEPS_OF_BATCH / Math.max(1, steps.length)));

const toEntry = ({ checkoutState, purchasedAt, name, email, steps, ...row }: RosterRow): RosterEntry => ({
	...row,
	name: name ?? '',
	email: email ?? '',
	paymentState: enrollmentState(checkoutState),
	purchasedAt: purchasedAt.toISOString(),
	totalSteps: steps.length,
	bookedSteps: steps.filter(({ status }) => isBooked(status)).length,
	completedSteps: steps.filter(({ status }) => status === 'COMPLETED').length,
	steps: steps.map(({ startsAt, ...step }) => ({ ...step, startsAt: startsAt?.toISOString() ?? null })),
});

const readCohort = async (db: Connection, cohortId: number): Promise<RosterCohortRow> => {
	const cohort = await findRosterCohort(db, cohortId);
	if (!cohort) {
		throw new AppError('cohort_not_found', 'There is no such cohort.');
	}
	return cohort;
};

/** Who is enrolled in a cohort, page by page or all for a file. */
export const createRosterService = ({ db }: { db: Connection }): RosterService => ({
	async list(query) {
		const cohort = await readCohort(db, query.cohortId);
		const { ids, total } = await rosterPage(db, query);
		const items = (await rosterEntries(db, ids)).map(toEntry);
		return { cohort, items, total, page: query.page, perPage: query.perPage };
	},

	async exportAfter({ after, ...scope }) {
		const cohort = await readCohort(db, scope.cohortId);
		const limit = batchSize(cohort);
		const ids = await rosterBatch(db, scope, { after, limit });
		const entries = (await rosterEntries(db, ids)).map(toEntry);
		return { cohort, entries, next: ids.length < limit ? null : (ids.at(-1) ?? null) };
	},
});
