import { createTable, timestamps, type Migration } from './migration';

/** What students own and what they have booked. */
export const enrollments: Migration = {
	name: '0003_enrollments',
	async up(knex, t) {
		await createTable(knex, t('student_packages'), (table) => {
			table.bigInteger('student_id').unsigned().notNullable().comment('WordPress user');
			table.bigInteger('program_id').unsigned().notNullable();
			table.bigInteger('cohort_id').unsigned().notNullable();
			table
				.bigInteger('checkout_id')
				.unsigned()
				.notNullable()
				.unique({ indexName: 'student_packages_checkout' });
			table.string('package_name', 300).notNullable().comment('CODE - Cohort');
			table.string('package_type', 16).notNullable().defaultTo('COURSE');
			table.string('payment_intent_id', 255).nullable();
			table.string('status', 16).notNullable();
			table.datetime('purchased_at', { precision: 3 }).notNullable();
			table.datetime('expires_at', { precision: 3 }).nullable();
			timestamps(table);
			// At most one live package per student and course; ended ones may be many.
			table.specificType(
				'live',
				"TINYINT AS (CASE WHEN status IN ('ACTIVE', 'SUSPENDED', 'COMPLETED') THEN 1 END) STORED",
			);
			table.unique(['student_id', 'program_id', 'live'], { indexName: 'student_packages_one_live' });
			table.index(['cohort_id', 'live'], 'student_packages_cohort');
		});
		await createTable(knex, t('student_course_step_progress'), (table) => {
			table.bigInteger('package_id').unsigned().notNullable();
			table.bigInteger('step_id').unsigned().notNullable();
			table.bigInteger('cohort_id').unsigned().notNullable();
			table.string('status', 16).notNullable();
			table.bigInteger('step_option_id').unsigned().nullable();
			table.bigInteger('class_session_id').unsigned().nullable().index('step_progress_session');
			table.datetime('booked_at', { precision: 3 }).nullable();
			table.datetime('completed_at', { precision: 3 }).nullable();
			timestamps(table);
			table.unique(['package_id', 'step_id'], { indexName: 'step_progress_step' });
		});
	},
};
