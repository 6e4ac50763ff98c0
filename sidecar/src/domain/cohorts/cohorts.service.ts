import type { Knex } from 'knex';
import type { AdminCohort, AdminCohortsResponse, CohortInput } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity, type Activity } from '../../db/activity';
import {
	insertCohort,
	lockCohort,
	markSeatDecision,
	readCohortUse,
	type CohortRow,
	type CohortUse,
} from '../../db/course-cohorts';
import { lockProgram } from '../../db/course-programs';
import { inTransaction, type Connection } from '../../db/database';
import type { Page } from '../../db/page';
import { updateVersion } from '../../db/versions';
import { managedCohorts, timezonesOfCohorts, type CohortColumn } from '../../db/views/managed-cohorts';
import { AppError } from '../../errors';
import { changesBetween } from '../administration/changes';
import { inUse, versionConflict } from '../administration/refusals';
import type { Target } from '../administration/target';
import { courseNotFound } from '../courses/read-course';
import { withdrawSchedule } from '../schedule/withdraw-schedule';
import { calendarDays, changeRefusal, toColumns, type CohortRefusal } from './cohorts.rules';
import { readCohort, toListItem } from './read-cohort';

interface CohortsQuery extends Page<CohortColumn> {
	courseId?: number | undefined;
	isActive?: boolean | undefined;
	when?: 'upcoming' | 'running' | 'over' | undefined;
}

export interface CohortsService {
	list(query: CohortsQuery): Promise<AdminCohortsResponse>;
	/** Raises `cohort_not_found`. */
	read(id: number): Promise<AdminCohort>;
	/** Raises `course_not_found`. */
	create(input: CohortInput, actor: string): Promise<AdminCohort>;
	/**
	 * Raises `cohort_not_found`, `course_not_found`, `version_conflict`, `seats_below_sold`, and `in_use` for another
	 * course once there is a schedule or a student. New dates leave the schedule as it is.
	 */
	update(target: Target, input: CohortInput): Promise<AdminCohort>;
	/** Raises `cohort_not_found`, `version_conflict`, `in_use`. */
	remove(target: Target): Promise<void>;
}

interface Dependencies {
	db: Connection;
	/** Which of Stripe's two sets of prices is shown. */
	livemode: boolean;
	/** Called after the commit that takes a cohort off sale. */
	onOfferClosed: () => void;
	clock: Clock;
}

const tell = (
	trx: Knex.Transaction,
	entry: Pick<Activity, 'actor' | 'action' | 'entityId' | 'data'>,
	now: Date,
): Promise<void> => recordActivity(trx, { ...entry, entityType: 'cohort' }, now);

const requireCourse = async (trx: Knex.Transaction, courseId: number): Promise<void> => {
	if (!(await lockProgram(trx, courseId))) {
		throw courseNotFound();
	}
};

const toError = (refusal: CohortRefusal, { sessions, students }: CohortUse): AppError =>
	refusal.code === 'in_use'
		? inUse({ sessions, students })
		: new AppError('seats_below_sold', 'More seats than that are sold or held.', {
				taken: refusal.taken,
			});

type Context = Pick<Dependencies, 'livemode'> & { now: Date };

/** The locked row, still as the caller saw it. Raises `cohort_not_found` and `version_conflict`. */
const lockUnchanged = async (
	trx: Knex.Transaction,
	{ id, version }: Target,
	context: Context,
): Promise<CohortRow> => {
	const row = await lockCohort(trx, id);
	if (!row || row.deleted_at !== null || row.version !== version) {
		throw versionConflict(await readCohort(trx, id, context));
	}
	return row;
};

const create = async (
	trx: Knex.Transaction,
	{ input, actor }: { input: CohortInput; actor: string },
	context: Context,
): Promise<AdminCohort> => {
	const { now } = context;
	// Until the commit nobody can delete the course.
	await requireCourse(trx, input.courseId);
	const columns = toColumns(input, null);
	const id = await insertCohort(trx, columns, now);
	const data = { before: null, after: columns };
	await tell(trx, { actor, action: 'cohort.created', entityId: id, data }, now);
	return readCohort(trx, id, context);
};

const update = async (
	trx: Knex.Transaction,
	{ target, input }: { target: Target; input: CohortInput },
	context: Context,
): Promise<AdminCohort> => {
	const { now } = context;
	await requireCourse(trx, input.courseId);
	const row = await lockUnchanged(trx, target, context);
	const columns = toColumns(input, row);
	const changes = changesBetween(row, columns);
	if (changes) {
		const use = await readCohortUse(trx, row.id, now);
		const refusal = changeRefusal(row, columns, use);
		if (refusal) {
			throw toError(refusal, use);
		}
		await updateVersion(trx, 'course_cohorts', target, columns, now);
		await markSeatDecision(trx, row.id, now);
		const { actor } = target;
		await tell(trx, { actor, action: 'cohort.updated', entityId: row.id, data: { ...changes } }, now);
	}
	return readCohort(trx, row.id, context);
};

const remove = async (trx: Knex.Transaction, target: Target, context: Context): Promise<void> => {
	const { now } = context;
	const row = await lockUnchanged(trx, target, context);
	const { live } = await readCohortUse(trx, row.id, now);
	if (live > 0) {
		throw inUse({ students: live });
	}
	await withdrawSchedule(trx, row.id);
	await updateVersion(trx, 'course_cohorts', target, { deleted_at: now, is_active: false }, now);
	await markSeatDecision(trx, row.id, now);
	const data = { before: { name: row.name }, after: null };
	const { actor } = target;
	await tell(trx, { actor, action: 'cohort.deleted', entityId: row.id, data }, now);
};

/** Cohorts, as staff keeps them. */
export const createCohortsService = (dependencies: Dependencies): CohortsService => {
	const { db, livemode, onOfferClosed, clock } = dependencies;
	const context = (): Context => ({ livemode, now: clock.now() });
	return {
		async list({ when, ...query }) {
			const { now } = context();
			const filter = when && { is: when, days: calendarDays(await timezonesOfCohorts(db), now) };
			const { rows, total } = await managedCohorts(db, { ...query, when: filter }, { livemode, now });
			const items = rows.map((row) => toListItem(row, { livemode, now }));
			return { items, total, page: query.page, perPage: query.perPage };
		},

		read: (id) => readCohort(db, id, context()),

		create: (input, actor) => inTransaction(db, (trx) => create(trx, { input, actor }, context())),

		async update(target, input) {
			const cohort = await inTransaction(db, (trx) => update(trx, { target, input }, context()));
			if (!cohort.isActive) {
				onOfferClosed();
			}
			return cohort;
		},

		async remove(target) {
			await inTransaction(db, (trx) => remove(trx, target, context()));
			onOfferClosed();
		},
	};
};
