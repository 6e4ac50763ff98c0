import type { Knex } from 'knex';
import { deleteUnusedSessions, lockClassSessions } from '../../db/class-sessions';
import { deleteCohortSessions } from '../../db/course-cohort-sessions';

/**
 * Takes the schedule of a locked cohort without students away, so that neither steps nor weekly classes are held by it.
 * Dated sessions stay that others offer, or that students attended. Locks class sessions in id order.
 */
export const withdrawSchedule = async (trx: Knex.Transaction, cohortId: number): Promise<void> => {
	const sessionIds = await deleteCohortSessions(trx, cohortId);
	await lockClassSessions(trx, sessionIds);
	await deleteUnusedSessions(trx, sessionIds);
};
