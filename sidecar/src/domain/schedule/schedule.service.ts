import type { ScheduleInput, ScheduleResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { inTransaction, type Connection } from '../../db/database';
import type { Target } from '../administration/target';
import { readSchedule } from './read-schedule';
import { saveSchedule } from './save-schedule';

export interface ScheduleService {
	/** Raises `cohort_not_found`. */
	read(cohortId: number): Promise<ScheduleResponse>;
	/** See {@link saveSchedule}. */
	save(target: Target, input: Pick<ScheduleInput, 'sessions' | 'students'>): Promise<ScheduleResponse>;
}

/** When a cohort's steps take place, as staff plans it. */
export const createScheduleService = ({ db, clock }: { db: Connection; clock: Clock }): ScheduleService => ({
	read: (cohortId) => readSchedule(db, cohortId, clock.now()),

	save: (target, input) =>
		inTransaction(db, async (trx) => {
			const now = clock.now();
			await saveSchedule(trx, target, input, now);
			return readSchedule(trx, target.id, now);
		}),
});
