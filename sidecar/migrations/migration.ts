import type { Knex } from 'knex';

/** One step of the schema. Forward only, imports no application code, and safe to run twice. */
export interface Migration {
	/** Number and name; never changed once released. */
	name: string;
	/** @param table Turns a bare name (`checkouts`) into the prefixed one (`wp_ce_checkouts`). */
	up(knex: Knex, table: (name: string) => string): Promise<void>;
}

/**
 * Creates a table unless it is there. Knex adds keys one statement at a time and MySQL commits each at once, so the
 * table is finished under another name first: what bears the final name is always whole, whenever the sidecar is killed.
 */
export const createTable = async (
	knex: Knex,
	name: string,
	define: (table: Knex.CreateTableBuilder) => void,
): Promise<void> => {
	if (await knex.schema.hasTable(name)) {
		return;
	}
	const unfinished = `${name}__new`;
	await knex.schema.dropTableIfExists(unfinished);
	await knex.schema.createTable(unfinished, (table) => {
		table.engine('InnoDB');
		table.charset('utf8mb4');
		table.bigIncrements('id');
		define(table);
	});
	await knex.schema.renameTable(unfinished, name);
};

/** `created_at` and `updated_at`, UTC with milliseconds, written by the sidecar's clock. */
export const timestamps = (table: Knex.CreateTableBuilder): void => {
	table.datetime('created_at', { precision: 3 }).notNullable();
	table.datetime('updated_at', { precision: 3 }).notNullable();
};

/** A foreign key column to `target.id`; the parent row cannot be deleted while it is referred to. */
export const reference = (
	table: Knex.CreateTableBuilder,
	column: string,
	target: string,
	keyName: string,
): void => {
	table
		.bigInteger(column)
		.unsigned()
		.notNullable()
		.references('id')
		.inTable(target)
		.withKeyName(keyName)
		.onDelete('RESTRICT');
};
