import type { Knex } from 'knex';
import type { Course, CourseInput, CourseListItem, CoursesResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { insertProgram, lockProgram, type ProgramColumns, type ProgramRow } from '../../db/course-programs';
import { programsOfStepsChangedSince } from '../../db/course-steps';
import { inTransaction, isDuplicateEntry, type Connection } from '../../db/database';
import type { Page } from '../../db/page';
import { insertMissingProgress } from '../../db/student-course-step-progress';
import { updateVersion } from '../../db/versions';
import { courseList, type CourseColumn, type ListedCourse } from '../../db/views/course-list';
import { AppError } from '../../errors';
import { changesBetween } from '../administration/changes';
import { versionConflict } from '../administration/refusals';
import type { Target } from '../administration/target';
import { deleteCourse } from './delete-course';
import { readCourse } from './read-course';
import { saveSteps } from './save-steps';

export interface CoursesService {
	list(query: Page<CourseColumn> & { isActive?: boolean | undefined }): Promise<CoursesResponse>;
	/** Raises `course_not_found`. */
	read(id: number): Promise<Course>;
	/** Raises `code_taken`, `group_class_not_found`, and `step_not_found` for a step that is not new. */
	create(input: CourseInput, actor: string): Promise<Course>;
	/**
	 * Saves the course with all its steps. Raises `course_not_found`, `version_conflict`, `code_taken`, `code_fixed`,
	 * `step_not_found`, `group_class_not_found`, `in_use`.
	 */
	update(target: Target, input: CourseInput): Promise<Course>;
	/** Raises `course_not_found`, `version_conflict`, `in_use`. */
	remove(target: Target): Promise<void>;
	/**
	 * Gives steps that were added lately to students who enrolled in that very moment. Returns how many rows were missing.
	 */
	completeProgress(): Promise<number>;
}

interface Dependencies {
	db: Connection;
	/** Which of Stripe's two sets of prices is shown. */
	livemode: boolean;
	/** Called after the commit that takes a course off sale. */
	onOfferClosed: () => void;
	clock: Clock;
}

/** Longer than any enrollment takes from reading the steps to its commit. */
const LATELY = 10 * 60_000;

const toColumns = ({ code, title, isActive, pageId }: CourseInput): ProgramColumns => ({
	code,
	title,
	is_active: isActive,
	page_id: pageId,
});

/** What staff can type of a course, in one form whatever the order of a step's classes: to compare, and for the activity. */
const typedOf = ({ code, title, isActive, pageId, steps }: CourseInput): CourseInput => ({
	code,
	title,
	isActive,
	pageId,
	steps: steps.map(({ id, label, title: stepTitle, isActive: stepIsActive, groupClassIds }) => ({
		id,
		label,
		title: stepTitle,
		isActive: stepIsActive,
		groupClassIds: [...groupClassIds].sort((one, other) => one - other),
	})),
});

const toListItem = (row: ListedCourse): CourseListItem => ({
	id: row.id,
	version: row.version,
	code: row.code,
	title: row.title,
	isActive: row.is_active,
	pageId: row.page_id,
	price:
		row.amount === null || row.currency === null ? null : { amount: row.amount, currency: row.currency },
	steps: row.steps,
	cohorts: row.cohorts,
	students: row.students,
	updatedAt: row.updated_at.toISOString(),
});

const orCodeTaken = async <Result>(write: Promise<Result>): Promise<Result> => {
	try {
		return await write;
	} catch (error) {
		throw isDuplicateEntry(error)
			? new AppError('code_taken', 'Another course has this code already.')
			: error;
	}
};

/** The locked row, still as the caller saw it. Raises `course_not_found` and `version_conflict`. */
const lockUnchanged = async (
	trx: Knex.Transaction,
	{ id, version }: Target,
	livemode: boolean,
): Promise<ProgramRow> => {
	const row = await lockProgram(trx, id);
	if (row?.version !== version) {
		throw versionConflict(await readCourse(trx, { id, livemode }));
	}
	return row;
};

const create = async (
	trx: Knex.Transaction,
	{ livemode }: Dependencies,
	{ input, actor, now }: { input: CourseInput; actor: string; now: Date },
): Promise<Course> => {
	const id = await orCodeTaken(insertProgram(trx, toColumns(input), now));
	await saveSteps(trx, id, input.steps, now);
	const course = await readCourse(trx, { id, livemode });
	const data = { before: null, after: typedOf(course) };
	await recordActivity(
		trx,
		{ actor, action: 'course.created', entityType: 'course', entityId: id, data },
		now,
	);
	return course;
};

const hasNewActiveStep = (before: Course, after: Course): boolean => {
	const active = new Set(before.steps.filter(({ isActive }) => isActive).map(({ id }) => id));
	return after.steps.some(({ id, isActive }) => isActive && !active.has(id));
};

const update = async (
	trx: Knex.Transaction,
	{ livemode }: Dependencies,
	{ target, input, now }: { target: Target; input: CourseInput; now: Date },
): Promise<Course> => {
	const { id } = await lockUnchanged(trx, target, livemode);
	const before = await readCourse(trx, { id, livemode });
	if (changesBetween(typedOf(before), typedOf(input)) === null) {
		return before;
	}
	if (before.isSold && input.code !== before.code) {
		throw new AppError('code_fixed', 'Somebody has bought the course under this code.');
	}
	await orCodeTaken(updateVersion(trx, 'course_programs', target, { ...toColumns(input) }, now));
	await saveSteps(trx, id, input.steps, now);
	const after = await readCourse(trx, { id, livemode });
	if (hasNewActiveStep(before, after)) {
		await insertMissingProgress(trx, id, now);
	}
	const data = { ...changesBetween(typedOf(before), typedOf(after)) };
	const { actor } = target;
	await recordActivity(
		trx,
		{ actor, action: 'course.updated', entityType: 'course', entityId: id, data },
		now,
	);
	return after;
};

/** Courses with their steps, as staff keeps them. */
export const createCoursesService = (dependencies: Dependencies): CoursesService => {
	const { db, livemode, onOfferClosed, clock } = dependencies;
	return {
		async list(query) {
			const { rows, total } = await courseList(db, { ...query, livemode });
			return { items: rows.map(toListItem), total, page: query.page, perPage: query.perPage };
		},

		read: (id) => readCourse(db, { id, livemode }),

		create: (input, actor) =>
			inTransaction(db, (trx) => create(trx, dependencies, { input, actor, now: clock.now() })),

		async update(target, input) {
			const course = await inTransaction(db, (trx) =>
				update(trx, dependencies, { target, input, now: clock.now() }),
			);
			if (!course.isActive) {
				onOfferClosed();
			}
			return course;
		},

		async remove(target) {
			await inTransaction(db, async (trx) => {
				const row = await lockUnchanged(trx, target, livemode);
				await deleteCourse(trx, row, target.actor, clock.now());
			});
			onOfferClosed();
		},

		async completeProgress() {
			const now = clock.now();
			let missing = 0;
			for (const id of await programsOfStepsChangedSince(db, new Date(now.getTime() - LATELY))) {
				missing += await inTransaction(db, (trx) => insertMissingProgress(trx, id, now));
			}
			return missing;
		},
	};
};
