import type { Knex } from 'knex';
import type { Connection } from '../database';

/**
 * Joins `step` to `progress`: the steps that a student sees. One that was taken out of the course is left out, unless
 * the student has something in it.
 */
export const stepOfProgress =
	(connection: Connection): Knex.JoinCallback =>
	(join) =>
		join
			.on('step.id', 'progress.step_id')
			.andOn(connection.raw("(step.is_active = 1 OR progress.status <> 'UNBOOKED')"));
