import type { Knex } from 'knex';
import { recordActivity } from '../../db/activity';
import { forgetDeletedOffers } from '../../db/course-cohort-sessions';
import { deleteProgram, readProgramUse, type ProgramRow } from '../../db/course-programs';
import { deleteStepOptions, lockStepOptions } from '../../db/course-step-options';
import { deleteSteps, findSteps } from '../../db/course-steps';
import { deletePrice } from '../../db/stripe-product-map';
import { updateVersion } from '../../db/versions';
import { inUse } from '../administration/refusals';

const LONGEST_CODE = 64;

/** A code that nobody can type, so that the own one is free again. */
const codeOfDeleted = ({ id, code }: ProgramRow): string => `~${id}~${code}`.slice(0, LONGEST_CODE);

const deleteRows = async (trx: Knex.Transaction, { id }: ProgramRow): Promise<void> => {
	const steps = await findSteps(trx, id);
	await deleteSteps(
		trx,
		steps.map((step) => step.id),
	);
	for (const livemode of [false, true]) {
		await deletePrice(trx, { entity_type: 'program', entity_id: id, livemode });
	}
	await deleteProgram(trx, id);
};

/**
 * Deletes a locked course. Its row and its steps stay, hidden, when somebody has or had it. Raises `in_use` while it has a
 * cohort or a live package.
 */
export const deleteCourse = async (
	trx: Knex.Transaction,
	row: ProgramRow,
	actor: string,
	now: Date,
): Promise<void> => {
	const { cohorts, students, isReferredTo } = await readProgramUse(trx, row.id);
	if (cohorts > 0 || students > 0) {
		throw inUse({ cohorts, students });
	}
	// Only deleted cohorts can still offer them; their weekly classes are to be free.
	const options = await lockStepOptions(trx, row.id);
	await forgetDeletedOffers(trx, options);
	await deleteStepOptions(trx, options);
	if (isReferredTo) {
		const change = { code: codeOfDeleted(row), is_active: false, deleted_at: now };
		await updateVersion(trx, 'course_programs', row, change, now);
	} else {
		await deleteRows(trx, row);
	}
	const data = { before: { code: row.code, title: row.title }, after: null };
	await recordActivity(
		trx,
		{ actor, action: 'course.deleted', entityType: 'course', entityId: row.id, data },
		now,
	);
};
