import { createTable, reference, timestamps, type Migration } from './migration';

/** What is sold and when it takes place: courses, steps, weekly classes, cohorts, dated sessions, prices. */
export const catalogue: Migration = {
	name: '0001_catalogue',
	async up(knex, t) {
		await createTable(knex, t('course_programs'), (table) => {
			table.string('code', 64).notNullable().unique({ indexName: 'course_programs_code' });
			table.string('title', 200).notNullable();
			table.boolean('is_active').notNullable().defaultTo(true);
			table.bigInteger('page_id').unsigned().nullable().comment('WordPress page that sells the course');
			timestamps(table);
		});
		await createTable(knex, t('course_steps'), (table) => {
			reference(table, 'program_id', t('course_programs'), t('course_steps_program_id'));
			table.integer('step_order').unsigned().notNullable();
			table.string('label', 64).notNullable();
			table.string('title', 200).notNullable();
			table.boolean('is_active').notNullable().defaultTo(true);
			timestamps(table);
			table.unique(['program_id', 'step_order'], { indexName: 'course_steps_order' });
		});
		await createTable(knex, t('group_classes'), (table) => {
			table.string('name', 200).notNullable();
			table.tinyint('day_of_week').unsigned().notNullable().comment('0 = Sunday, in timezone');
			table.time('start_time').notNullable().comment('wall clock in timezone');
			table.time('end_time').notNullable();
			table.string('timezone', 64).notNullable().comment('IANA name');
			table.integer('max_students').unsigned().notNullable();
			table.string('instructor', 200).nullable();
			table.string('location', 200).nullable();
			table.string('meeting_url', 500).nullable();
			table.boolean('is_active').notNullable().defaultTo(true);
			timestamps(table);
		});
		await createTable(knex, t('course_step_options'), (table) => {
			reference(table, 'step_id', t('course_steps'), t('course_step_options_step_id'));
			reference(table, 'group_class_id', t('group_classes'), t('course_step_options_group_class_id'));
			timestamps(table);
			table.unique(['step_id', 'group_class_id'], { indexName: 'course_step_options_class' });
		});
		await createTable(knex, t('course_cohorts'), (table) => {
			reference(table, 'program_id', t('course_programs'), t('course_cohorts_program_id'));
			table.string('name', 200).notNullable();
			table.date('start_date').notNullable().comment('calendar date in timezone');
			table.date('end_date').notNullable();
			table.string('timezone', 64).notNullable().comment('IANA name');
			table.integer('max_enrollment').unsigned().nullable().comment('null = unlimited');
			table.integer('current_enrollment').unsigned().notNullable().defaultTo(0);
			table.datetime('enrollment_deadline', { precision: 3 }).nullable().comment('UTC; null = none');
			table.boolean('is_active').notNullable().defaultTo(true);
			table.datetime('deleted_at', { precision: 3 }).nullable();
			table
				.integer('seat_version')
				.unsigned()
				.notNullable()
				.defaultTo(0)
				.comment(
					'written by every seat decision, so that two nodes of a Galera cluster collide at commit',
				);
			timestamps(table);
			table.index(['program_id', 'start_date'], 'course_cohorts_start');
		});
		await createTable(knex, t('class_sessions'), (table) => {
			reference(table, 'group_class_id', t('group_classes'), t('class_sessions_group_class_id'));
			table.datetime('starts_at').notNullable().comment('UTC');
			table.datetime('ends_at').notNullable().comment('UTC');
			table.integer('max_students').unsigned().notNullable();
			table.integer('current_enrollment').unsigned().notNullable().defaultTo(0);
			timestamps(table);
			table.unique(['group_class_id', 'starts_at'], { indexName: 'class_sessions_start' });
		});
		await createTable(knex, t('course_cohort_sessions'), (table) => {
			reference(table, 'cohort_id', t('course_cohorts'), t('course_cohort_sessions_cohort_id'));
			reference(table, 'step_id', t('course_steps'), t('course_cohort_sessions_step_id'));
			reference(
				table,
				'step_option_id',
				t('course_step_options'),
				t('course_cohort_sessions_step_option_id'),
			);
			reference(
				table,
				'class_session_id',
				t('class_sessions'),
				t('course_cohort_sessions_class_session_id'),
			);
			timestamps(table);
			table.unique(['cohort_id', 'step_option_id'], { indexName: 'course_cohort_sessions_option' });
		});
		await createTable(knex, t('stripe_product_map'), (table) => {
			table.string('entity_type', 16).notNullable().comment('program or cohort; a cohort price wins');
			table.bigInteger('entity_id').unsigned().notNullable();
			table.string('stripe_product_id', 255).nullable();
			table.string('stripe_price_id', 255).nullable().comment('null with amount 0: free');
			table.bigInteger('amount').unsigned().notNullable().comment('minor unit of the currency');
			table.string('currency', 3).notNullable().comment('ISO 4217, lower case');
			table.boolean('livemode').notNullable();
			timestamps(table);
			table.unique(['entity_type', 'entity_id', 'livemode'], {
				indexName: 'stripe_product_map_entity',
			});
		});
	},
};
