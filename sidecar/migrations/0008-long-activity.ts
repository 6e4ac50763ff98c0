import type { Migration } from './migration';

/** Room in the audit trail for a course of a hundred steps, before and after, in any script: TEXT ends at 65,535 bytes. */
export const longActivity: Migration = {
	name: '0008_long_activity',
	async up(knex, t) {
		await knex.raw(
			"ALTER TABLE ?? MODIFY COLUMN data MEDIUMTEXT NULL COMMENT 'JSON without personal data'",
			[t('activity')],
		);
	},
};
