import { createTable, reference, timestamps, type Migration } from './migration';

/** Who wants to know when a full cohort has room again. */
export const waitingList: Migration = {
	name: '0006_waiting_list',
	async up(knex, t) {
		await createTable(knex, t('waiting_list'), (table) => {
			reference(table, 'cohort_id', t('course_cohorts'), t('waiting_list_cohort_id'));
			table.bigInteger('program_id').unsigned().notNullable();
			table.bigInteger('student_id').unsigned().notNullable().comment('WordPress user');
			table.text('return_url').nullable().comment('page of the course on this site');
			table
				.datetime('offered_at', { precision: 3 })
				.nullable()
				.comment('UTC: when the student was told of a free seat; null = waits');
			timestamps(table);
			table.unique(['cohort_id', 'student_id'], { indexName: 'waiting_list_student' });
			table.index(['student_id', 'program_id'], 'waiting_list_course');
			table.index(['offered_at', 'cohort_id'], 'waiting_list_waiting');
		});
	},
};
