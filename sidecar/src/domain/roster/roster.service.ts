import type { RosterCohort, RosterEntry, RosterExportResponse, RosterResponse } from '../../../contract';
import type { Connection } from '../../db/database';
import type { Page } from '../../db/page';
import {
	rosterBatch,
	rosterPackages,
	rosterPage,
	rosterSteps,
	type RosterColumn,
	type RosterRow,
	type RosterScope,
	type RosterStepRow,
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

type StepsOfPackage = ReadonlyMap<number, RosterStepRow>;

const groupByPackage = (rows: readonly RosterStepRow[]): Map<number, Map<number, RosterStepRow>> => {
	const packages = new Map<number, Map<number, RosterStepRow>>();
	for (const row of rows) {
		const steps = packages.get(row.packageId) ?? new Map<number, RosterStepRow>();
		packages.set(row.packageId, steps.set(row.stepId, row));
	}
	return packages;
};

/** What the student sees: a step that was taken out of the course only when there is something in it. */
const toSteps = ({ steps }: RosterCohortRow, rows: StepsOfPackage): RosterEntry['steps'] =>
	steps.flatMap(({ stepId, stepLabel, isActive }) => {
		const row = rows.get(stepId);
		return row === undefined || (!isActive && row.status === 'UNBOOKED')
			? []
			: [{ stepId, stepLabel, status: row.status, startsAt: row.startsAt?.toISOString() ?? null }];
	});

const toEntry = (
	{ checkoutState, purchasedAt, name, email, ...row }: RosterRow,
	steps: RosterEntry['steps'],
): RosterEntry => ({
	...row,
	name: name ?? '',
	email: email ?? '',
	paymentState: enrollmentState(checkoutState),
	purchasedAt: purchasedAt.toISOString(),
	totalSteps: steps.length,
	bookedSteps: steps.filter(({ status }) => isBooked(status)).length,
	completedSteps: steps.filter(({ status }) => status === 'COMPLETED').length,
	steps,
});

const toCohort = ({ steps, ...cohort }: RosterCohortRow): RosterCohort => ({
	...cohort,
	steps: steps.map(({ stepId, stepLabel }) => ({ stepId, stepLabel })),
});

const readCohort = async (db: Connection, cohortId: number): Promise<RosterCohortRow> => {
	const cohort = await findRosterCohort(db, cohortId);
	if (!cohort) {
		throw new AppError('cohort_not_found', 'There is no such cohort.');
	}
	return cohort;
};

const readEntries = async (
	db: Connection,
	cohort: RosterCohortRow,
	packageIds: readonly number[],
): Promise<RosterEntry[]> => {
	if (packageIds.length === 0) {
		return [];
	}
	const [packages, steps] = await Promise.all([
		rosterPackages(db, packageIds),
		rosterSteps(db, packageIds).then(groupByPackage),
	]);
	return packages.map((row) => toEntry(row, toSteps(cohort, steps.get(row.packageId) ?? new Map())));
};

/** Who is enrolled in a cohort, page by page or all for a file. */
export const createRosterService = ({ db }: { db: Connection }): RosterService => ({
	async list(query) {
		const cohort = await readCohort(db, query.cohortId);
		const { ids, total } = await rosterPage(db, query);
		const items = await readEntries(db, cohort, ids);
		return { cohort: toCohort(cohort), items, total, page: query.page, perPage: query.perPage };
	},

	async exportAfter({ after, ...scope }) {
		const cohort = await readCohort(db, scope.cohortId);
		const limit = batchSize(cohort);
		const ids = await rosterBatch(db, scope, { after, limit });
		const entries = await readEntries(db, cohort, ids);
		const next = ids.length < limit ? null : (ids.at(-1) ?? null);
		return { cohort: toCohort(cohort), entries, next };
	},
});
