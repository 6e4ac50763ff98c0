import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import createKnex, { type Knex } from 'knex';

export interface DatabaseSettings {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	/** WordPress's table prefix, such as `wp_`; of a site of a network its own one, such as `wp_2_`. */
	prefix: string;
	/** In a network of sites, the prefix of the tables that all of them share; else the same as `prefix`. */
	basePrefix?: string;
	poolSize: number;
}

/** The connection pool, or one transaction of it: what every function of `db/` takes first. */
export type Connection = Knex;

/** https://mariadb.com/kb/en/mariadb-error-code-reference/: deadlock and lock wait time-out. */
const RETRYABLE = new Set([1213, 1205]);
const DUPLICATE_ENTRY = 1062;

const errorNumber = (error: unknown): number | undefined =>
	error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;

/** True when a UNIQUE constraint refused a row. */
export const isDuplicateEntry = (error: unknown): boolean => errorNumber(error) === DUPLICATE_ENTRY;

const SESSION = [
	"SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
	// What is read after a lock is what the lock protects, never an older snapshot.
	'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];

interface RawConnection {
	query(sql: string, done: (error: Error | null) => void): void;
}

const prepareSession = (
	connection: RawConnection,
	done: (error: Error | null, connection: RawConnection) => void,
): void => {
	const run = (index: number): void => {
		const sql = SESSION[index];
		if (sql === undefined) {
			done(null, connection);
			return;
		}
		connection.query(sql, (error) => (error ? done(error, connection) : run(index + 1)));
	};
	run(0);
};

/**
 * Opens the pool. Instants come and go as `Date` in UTC, calendar dates as `YYYY-MM-DD`, wall-clock times as
 * `HH:MM:SS`, booleans as booleans.
 */
export const createDatabase = (settings: DatabaseSettings): Connection => {
	const connection = createKnex({
		client: 'mysql2',
		connection: {
			host: settings.host,
			port: settings.port,
			database: settings.database,
			user: settings.user,
			password: settings.password,
			charset: 'utf8mb4',
			timezone: 'Z',
			typeCast: (
				field: { type: string; length: number; string: () => string | null },
				next: () => unknown,
			) => {
				if (field.type === 'TINY' && field.length === 1) {
					const value = field.string();
					return value === null ? null : value === '1';
				}
				return field.type === 'DATE' ? field.string() : next();
			},
		},
		pool: { min: 0, max: settings.poolSize, afterCreate: prepareSession },
		acquireConnectionTimeout: 10_000,
		// A failed statement's error shows question marks, not the values that belong to somebody.
		compileSqlOnError: false,
		// Whoever asked gets the error and logs it; Knex would print it a second time, past the log.
		log: { warn: () => undefined },
	});
	const { prefix, basePrefix = prefix } = settings;
	connection.userParams = { prefix, basePrefix } satisfies Prefixes;
	return connection;
};

interface Prefixes {
	prefix: string;
	basePrefix: string;
}

const prefixesOf = (connection: Connection): Prefixes => connection.userParams as Prefixes;

/** WordPress keeps these once for all sites of a network (`wpdb::$global_tables`). */
const SHARED_TABLES: ReadonlySet<string> = new Set(['users', 'usermeta', 'blogs']);

/** The full name of one of our tables: `checkouts` → `wp_ce_checkouts`. */
export const tableName = (connection: Connection, name: string): string =>
	`${prefixesOf(connection).prefix}ce_${name}`;

/** The same, to be written into a statement. */
export const quotedTable = (connection: Connection, name: string): string =>
	`\`${tableName(connection, name)}\``;

/** The full name of one of WordPress's own tables, which the sidecar only reads: `users` → `wp_users`. */
export const wordpressTableName = (connection: Connection, name: string): string => {
	const { prefix, basePrefix } = prefixesOf(connection);
	return `${SHARED_TABLES.has(name) ? basePrefix : prefix}${name}`;
};

/** The same, to be written into a statement. */
export const quotedWordPressTable = (connection: Connection, name: string): string =>
	`\`${wordpressTableName(connection, name)}\``;

/** A query on one of our tables. */
export const table = <Row extends object>(
	connection: Connection,
	name: string,
): Knex.QueryBuilder<Row, Row[]> =>
	connection<Row>(tableName(connection, name)) as Knex.QueryBuilder<Row, Row[]>;

/**
 * Statements as text, for the few that everybody waits for: a query builder costs more than sending them. A list as a
 * value becomes `1, 2, 3`. Everything else is written with {@link table}.
 */
const send = async <Result>(trx: Connection, sql: string, values: readonly Value[]): Promise<Result> =>
	((await trx.raw<unknown>(sql, values as Knex.RawBinding[])) as [Result])[0];

type Scalar = string | number | boolean | Date | null;
type Value = Scalar | readonly Scalar[];

/** Rows of a SELECT. */
export const selectRows = <Row>(trx: Connection, sql: string, values: readonly Value[]): Promise<Row[]> =>
	send<Row[]>(trx, sql, values);

/** Runs an UPDATE or DELETE. Returns how many rows it was about. */
export const changeRows = async (trx: Connection, sql: string, values: readonly Value[]): Promise<number> =>
	(await send<{ affectedRows: number }>(trx, sql, values)).affectedRows;

/** Runs an INSERT. Returns the first new id; null when nothing was to be inserted. */
export const insertRow = async (
	trx: Connection,
	sql: string,
	values: readonly Value[],
): Promise<number | null> => {
	const { affectedRows, insertId } = await send<{ affectedRows: number; insertId: number }>(
		trx,
		sql,
		values,
	);
	return affectedRows === 0 ? null : insertId;
};

const retryOnConflict = retry(
	handleWhen((error) => RETRYABLE.has(errorNumber(error) ?? 0)),
	{ maxAttempts: 4, backoff: new ExponentialBackoff({ initialDelay: 10, maxDelay: 250 }) },
);

/**
 * Runs `work` in one transaction and commits what it returns. A deadlock or a lock wait time-out rolls back and
 * repeats the whole of it, so `work` must touch nothing but the database.
 */
export const inTransaction = <Result>(
	connection: Connection,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> => retryOnConflict.execute(() => connection.transaction(work));
