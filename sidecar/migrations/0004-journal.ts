import { createTable, timestamps, type Migration } from './migration';

/** What we were told (inbox), what we have to tell (outbox), and what was done (audit trail). */
export const journal: Migration = {
	name: '0004_journal',
	async up(knex, t) {
		await createTable(knex, t('stripe_events'), (table) => {
			table.string('event_id', 255).notNullable().unique({ indexName: 'stripe_events_event' });
			table.string('type', 128).notNullable();
			table.boolean('livemode').notNullable();
			table
				.string('object_id', 255)
				.notNullable()
				.index('stripe_events_object')
				.comment('data.object.id');
			table
				.specificType('payload', 'MEDIUMTEXT')
				.notNullable()
				.comment('the raw body, as it was signed');
			table.string('status', 16).notNullable().comment('due, done, ignored, dead');
			table.integer('attempts').unsigned().notNullable().defaultTo(0);
			table.datetime('next_attempt_at', { precision: 3 }).notNullable();
			table.datetime('claimed_until', { precision: 3 }).nullable();
			table.string('last_error', 500).nullable();
			table.datetime('processed_at', { precision: 3 }).nullable();
			timestamps(table);
			table.index(['status', 'next_attempt_at'], 'stripe_events_due');
		});
		await createTable(knex, t('notifications'), (table) => {
			table.string('kind', 32).notNullable();
			table.bigInteger('student_id').unsigned().notNullable();
			table.bigInteger('checkout_id').unsigned().notNullable();
			table.text('data').nullable().comment('JSON');
			table.string('status', 16).notNullable();
			table.integer('attempts').unsigned().notNullable().defaultTo(0);
			table.datetime('next_attempt_at', { precision: 3 }).notNullable();
			table.datetime('claimed_until', { precision: 3 }).nullable();
			table.string('last_error', 500).nullable();
			timestamps(table);
			table.unique(['checkout_id', 'kind'], { indexName: 'notifications_kind' });
			table.index(['status', 'next_attempt_at'], 'notifications_due');
		});
		await createTable(knex, t('activity'), (table) => {
			table.string('actor', 64).notNullable().comment('student:12, staff:3, stripe, sidecar');
			table.string('action', 64).notNullable();
			table.string('entity_type', 32).notNullable();
			table.bigInteger('entity_id').unsigned().notNullable();
			table.text('data').nullable().comment('JSON without personal data');
			table.datetime('created_at', { precision: 3 }).notNullable();
			table.index(['entity_type', 'entity_id'], 'activity_entity');
		});
	},
};
