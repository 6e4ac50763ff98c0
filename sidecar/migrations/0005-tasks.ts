import { createTable, timestamps, type Migration } from './migration';

/** What waits for a person, what mails tell, and signs of life that operators look at. */
export const tasks: Migration = {
	name: '0005_tasks',
	async up(knex, t) {
		await createTable(knex, t('tasks'), (table) => {
			table.string('kind', 32).notNullable();
			table.string('subject', 191).notNullable().comment('what it is about: checkout:12, event:evt_…');
			table.bigInteger('checkout_id').unsigned().nullable().index('tasks_checkout');
			table.string('stripe_id', 255).nullable().comment('what to look at in Stripe');
			table.boolean('livemode').notNullable();
			table.string('detail', 500).nullable().comment('English, without personal data');
			table.string('status', 16).notNullable().comment('open, resolved');
			table.datetime('resolved_at', { precision: 3 }).nullable();
			table.string('resolved_by', 64).nullable().comment('staff:3, stripe, sidecar, operator');
			table.string('note', 500).nullable();
			timestamps(table);
			// At most one open task about one thing; resolved ones may be many.
			table.specificType('open', "TINYINT AS (CASE WHEN status = 'open' THEN 1 END) STORED");
			table.unique(['kind', 'subject', 'open'], { indexName: 'tasks_one_open' });
			table.index(['status', 'created_at'], 'tasks_status');
		});
		await createTable(knex, t('health_signals'), (table) => {
			table.string('name', 64).notNullable().unique({ indexName: 'health_signals_name' });
			table.datetime('at', { precision: 3 }).nullable().comment('UTC: when it last happened');
			table.string('detail', 255).nullable();
			table.datetime('claimed_until', { precision: 3 }).nullable();
			timestamps(table);
		});
		if (!(await knex.schema.hasColumn(t('notifications'), 'reference'))) {
			// One statement, so that a kill leaves all of it or nothing. Nothing has written the table before.
			await knex.raw(
				`ALTER TABLE ??
					ADD COLUMN reference CHAR(36) CHARACTER SET ascii NOT NULL COMMENT 'UUID: the plugin sends one mail for it' AFTER id,
					ADD COLUMN subject VARCHAR(128) NOT NULL COMMENT 'what it is about: checkout:12, task:3' AFTER kind,
					ADD COLUMN sent_at DATETIME(3) NULL AFTER last_error,
					MODIFY student_id BIGINT UNSIGNED NULL COMMENT 'WordPress user; null = staff',
					MODIFY checkout_id BIGINT UNSIGNED NULL,
					DROP INDEX notifications_kind,
					ADD UNIQUE INDEX notifications_reference (reference),
					ADD UNIQUE INDEX notifications_subject (kind, subject),
					ADD INDEX notifications_checkout (checkout_id)`,
				[t('notifications')],
			);
		}
		if (!(await knex.schema.hasColumn(t('checkouts'), 'version'))) {
			await knex.raw(
				"ALTER TABLE ?? ADD COLUMN version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'counts what was decided from an answer of Stripe, so that an older answer is recognized' AFTER reason",
				[t('checkouts')],
			);
		}
		if (!(await knex.schema.hasColumn(t('stripe_events'), 'signed_with'))) {
			await knex.raw(
				`ALTER TABLE ??
					ADD COLUMN signed_with TINYINT UNSIGNED NULL COMMENT '1 = first secret, 2 = second; null = fetched, not delivered' AFTER payload,
					ADD INDEX stripe_events_processed (status, processed_at)`,
				[t('stripe_events')],
			);
		}
	},
};
