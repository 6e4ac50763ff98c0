import type { Knex } from 'knex';
import type { Migration } from './migration';

const addColumns = async (knex: Knex, table: string, column: string, definitions: string): Promise<void> => {
	if (!(await knex.schema.hasColumn(table, column))) {
		// One statement, so that a kill leaves all of it or nothing.
		await knex.raw(`ALTER TABLE ?? ${definitions}`, [table]);
	}
};

const hasIndex = async (knex: Knex, table: string, name: string): Promise<boolean> => {
	const [rows] = (await knex.raw('SHOW INDEX FROM ?? WHERE Key_name = ?', [table, name])) as [unknown[]];
	return rows.length > 0;
};

const addIndex = async (knex: Knex, table: string, name: string, columns: string): Promise<void> => {
	if (!(await hasIndex(knex, table, name))) {
		await knex.raw(`ALTER TABLE ?? ADD INDEX ?? (${columns})`, [table, name]);
	}
};

const dropIndex = async (knex: Knex, table: string, name: string): Promise<void> => {
	if (await hasIndex(knex, table, name)) {
		await knex.raw('ALTER TABLE ?? DROP INDEX ??', [table, name]);
	}
};

const VERSION =
	"version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts what staff changed: a form that is older is refused'";
const DELETED = "deleted_at DATETIME(3) NULL COMMENT 'UTC; kept because others refer to it'";

/** Versions for those who edit at the same time, soft deletion, and indexes for what staff looks at. */
export const administration: Migration = {
	name: '0007_administration',
	async up(knex, t) {
		await addColumns(
			knex,
			t('course_programs'),
			'version',
			`ADD COLUMN ${VERSION} AFTER page_id, ADD COLUMN ${DELETED} AFTER version, ADD INDEX course_programs_page (page_id)`,
		);
		await addColumns(
			knex,
			t('group_classes'),
			'version',
			`ADD COLUMN ${VERSION} AFTER is_active, ADD COLUMN ${DELETED} AFTER version`,
		);
		await addColumns(knex, t('course_cohorts'), 'version', `ADD COLUMN ${VERSION} AFTER deleted_at`);
		await addColumns(
			knex,
			t('student_packages'),
			'version',
			`ADD COLUMN ${VERSION} AFTER expires_at,
				ADD INDEX student_packages_roster (cohort_id, purchased_at, live, student_id),
				ADD INDEX student_packages_purchased (purchased_at)`,
		);
		const progress = t('student_course_step_progress');
		await addIndex(knex, progress, 'step_progress_roster', 'cohort_id, status, step_id, package_id');
		await addIndex(knex, progress, 'step_progress_attendance', 'class_session_id, status');
		// The one before begins with the same column.
		await dropIndex(knex, progress, 'step_progress_session');
		await addIndex(knex, t('class_sessions'), 'class_sessions_end', 'ends_at');
		await addIndex(knex, t('notifications'), 'notifications_student', 'student_id');
		await addIndex(knex, t('activity'), 'activity_actor', 'actor, created_at');
		await addIndex(knex, t('activity'), 'activity_action', 'action, created_at');
	},
};
