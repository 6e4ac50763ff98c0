import type { Knex } from 'knex';

/** One step of the schema. Forward only, imports no application code, and safe to run twice. */
export interface Migration {
	/** Number and name; never changed once released. */
	name: string;
	/** @param table Turns a bare name (`checkouts`) into the prefixed one (`wp_ce_checkouts`). */
	up( knex: Knex, table: ( name: string ) => string ): Promise< void >;
}

/** Creates a table unless it is there: MySQL commits DDL at once, so a killed migration leaves some tables behind. */
export const createTable = async (
	knex: Knex,
	name: string,
	define: ( table: Knex.CreateTableBuilder ) => void,
): Promise< void > => {
	if ( await knex.schema.hasTable( name ) ) {
		return;
	}
	await knex.schema.createTable( name, ( table ) => {
		table.engine( 'InnoDB' );
		table.charset( 'utf8mb4' );
		table.bigIncrements( 'id' );
		define( table );
	} );
};

/** `created_at` and `updated_at`, UTC with milliseconds, written by the sidecar's clock. */
export const timestamps = ( table: Knex.CreateTableBuilder ): void => {
	table.datetime( 'created_at', { precision: 3 } ).notNullable();
	table.datetime( 'updated_at', { precision: 3 } ).notNullable();
};

/** A foreign key column to `target.id`; the parent row cannot be deleted while it is referred to. */
export const reference = (
	table: Knex.CreateTableBuilder,
	column: string,
	target: string,
): Knex.ColumnBuilder =>
	table.bigInteger( column ).unsigned().notNullable().references( 'id' ).inTable( target ).onDelete( 'RESTRICT' );
