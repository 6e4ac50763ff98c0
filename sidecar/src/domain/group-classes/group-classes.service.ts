import type { Knex } from 'knex';
import type { GroupClass, GroupClassesResponse, GroupClassInput } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { inTransaction, type Connection } from '../../db/database';
import {
	deleteGroupClass,
	insertGroupClass,
	lockGroupClass,
	type GroupClassRow,
} from '../../db/group-classes';
import type { Page } from '../../db/page';
import { countSessionsOfClass, setSeatsOfUpcoming } from '../../db/sessions-of-class';
import { updateVersion } from '../../db/versions';
import {
	findListedClass,
	groupClassList,
	stepsOfClasses,
	type ClassColumn,
	type ListedClass,
	type StepOfClass,
} from '../../db/views/group-class-list';
import { AppError } from '../../errors';
import { changesBetween } from '../administration/changes';
import { inUse, versionConflict } from '../administration/refusals';
import type { Target } from '../administration/target';

export interface GroupClassesService {
	list(query: Page<ClassColumn> & { isActive?: boolean | undefined }): Promise<GroupClassesResponse>;
	/** Raises `group_class_not_found`. */
	read(id: number): Promise<GroupClass>;
	create(input: GroupClassInput, actor: string): Promise<GroupClass>;
	/** Raises `group_class_not_found`, `version_conflict`, `seats_below_sold`. */
	update(target: Target, input: GroupClassInput): Promise<GroupClass>;
	/** Raises `group_class_not_found`, `version_conflict`, `in_use`. */
	remove(target: Target): Promise<void>;
}

const toColumns = (input: GroupClassInput) => ({
	name: input.name,
	day_of_week: input.dayOfWeek,
	start_time: `${input.startTime}:00`,
	end_time: `${input.endTime}:00`,
	timezone: input.timezone,
	max_students: input.maxStudents,
	instructor: input.instructor,
	location: input.location,
	meeting_url: input.meetingUrl,
	is_active: input.isActive,
});

const toGroupClass = (row: ListedClass, steps: readonly StepOfClass[]): GroupClass => ({
	id: row.id,
	version: row.version,
	name: row.name,
	dayOfWeek: row.day_of_week,
	startTime: row.start_time.slice(0, 5),
	endTime: row.end_time.slice(0, 5),
	timezone: row.timezone,
	maxStudents: row.max_students,
	instructor: row.instructor,
	location: row.location,
	meetingUrl: row.meeting_url,
	isActive: row.is_active,
	steps: steps
		.filter(({ groupClassId }) => groupClassId === row.id)
		.map(({ courseId, courseTitle, stepId, stepLabel }) => ({
			courseId,
			courseTitle,
			stepId,
			stepLabel,
		})),
	upcomingSessions: row.upcoming_sessions,
	updatedAt: row.updated_at.toISOString(),
});

const read = async (connection: Connection, id: number, now: Date): Promise<GroupClass> => {
	const row = await findListedClass(connection, id, now);
	if (!row) {
		throw new AppError('group_class_not_found', 'There is no such class.');
	}
	return toGroupClass(row, await stepsOfClasses(connection, [id]));
};

/** The locked row, still as the caller saw it. Raises `group_class_not_found` and `version_conflict`. */
const lockUnchanged = async (
	trx: Knex.Transaction,
	{ id, version }: Target,
	now: Date,
): Promise<GroupClassRow> => {
	const row = await lockGroupClass(trx, id);
	if (row?.version !== version) {
		throw versionConflict(await read(trx, id, now));
	}
	return row;
};

const keepSeats = async (
	trx: Knex.Transaction,
	{ id: groupClassId, max_students: before }: GroupClassRow,
	after: number,
	now: Date,
): Promise<void> => {
	const taken = await setSeatsOfUpcoming(trx, { groupClassId, before, after }, now);
	if (taken !== null) {
		throw new AppError('seats_below_sold', 'An upcoming session has more students than that.', { taken });
	}
};

const update = async (
	trx: Knex.Transaction,
	target: Target,
	input: GroupClassInput,
	now: Date,
): Promise<GroupClass> => {
	const row = await lockUnchanged(trx, target, now);
	const columns = toColumns(input);
	const changes = changesBetween(row, columns);
	if (changes) {
		if (row.max_students !== input.maxStudents) {
			await keepSeats(trx, row, input.maxStudents, now);
		}
		await updateVersion(trx, 'group_classes', target, columns, now);
		const entry = { actor: target.actor, entityType: 'group_class', entityId: row.id } as const;
		await recordActivity(trx, { ...entry, action: 'group_class.updated', data: { ...changes } }, now);
	}
	return read(trx, row.id, now);
};

const remove = async (trx: Knex.Transaction, target: Target, now: Date): Promise<void> => {
	const row = await lockUnchanged(trx, target, now);
	const steps = await stepsOfClasses(trx, [row.id]);
	const { upcoming, all } = await countSessionsOfClass(trx, row.id, now);
	if (steps.length > 0 || upcoming > 0) {
		throw inUse({ steps: steps.length, sessions: upcoming });
	}
	await updateVersion(trx, 'group_classes', target, { deleted_at: now, is_active: false }, now);
	if (all === 0) {
		await deleteGroupClass(trx, row.id);
	}
	const entry = { actor: target.actor, entityType: 'group_class', entityId: row.id } as const;
	const before = { name: row.name };
	await recordActivity(
		trx,
		{ ...entry, action: 'group_class.deleted', data: { before, after: null } },
		now,
	);
};

/** Weekly classes, as staff keeps them. */
export const createGroupClassesService = ({
	db,
	clock,
}: {
	db: Connection;
	clock: Clock;
}): GroupClassesService => ({
	async list(query) {
		const { rows, total } = await groupClassList(db, query, clock.now());
		const steps = await stepsOfClasses(
			db,
			rows.map(({ id }) => id),
		);
		const items = rows.map((row) => toGroupClass(row, steps));
		return { items, total, page: query.page, perPage: query.perPage };
	},

	read: (id) => read(db, id, clock.now()),

	create: (input, actor) =>
		inTransaction(db, async (trx) => {
			const now = clock.now();
			const columns = toColumns(input);
			const id = await insertGroupClass(trx, columns, now);
			const entry = { actor, entityType: 'group_class', entityId: id } as const;
			const data = { before: null, after: columns };
			await recordActivity(trx, { ...entry, action: 'group_class.created', data }, now);
			return read(trx, id, now);
		}),

	update: (target, input) => inTransaction(db, (trx) => update(trx, target, input, clock.now())),

	remove: (target) => inTransaction(db, (trx) => remove(trx, target, clock.now())),
});
