import { pino, type Logger } from 'pino';
import { systemClock } from './clock';
import { CommandFailure, UsageError, type CommandContext } from './commands/command';
import { readCommand, usageOf } from './commands/commands';
import { compose } from './compose';
import { ConfigError, readConfig, type Config } from './config';
import { createDatabase, type Connection } from './db/database';
import { migrate, schemaState } from './db/migrate';
import { findsWordPressUsers } from './db/wordpress-tables';
import { createLogger } from './logger';
import { serve } from './serve';
import { explainStartFailure } from './start-failure';
import { StripeFailure } from './stripe/failure';
import { createStripeGateway } from './stripe/gateway';

/** sysexits.h EX_CONFIG: a supervisor should not restart what is configured wrong. */
const EXIT_CONFIG = 78;
const EXIT_USAGE = 2;
const EXIT_FAILED = 1;

const loadConfig = (): Config => {
	try {
		return readConfig(process.env);
	} catch (error) {
		if (error instanceof ConfigError) {
			process.stderr.write(`${error.message}\n`);
			process.exit(EXIT_CONFIG);
		}
		throw error;
	}
};

/** Node would print such an error with all that hangs on it, a statement's values too. */
const endWithLastWords = (logger: Logger): void => {
	process.on('uncaughtException', (error) => {
		logger.fatal({ err: error }, 'ended by a bug');
		process.exit(EXIT_FAILED);
	});
};

interface Parts {
	config: Config;
	db: Connection;
	logger: Logger;
}

/** Opens log and database for `work`, and says in plain words why it failed. */
const start = async (logTo: 'stdout' | 'stderr', work: (parts: Parts) => Promise<void>): Promise<void> => {
	const config = loadConfig();
	const logger = createLogger(config.logLevel, logTo === 'stderr' ? pino.destination(2) : undefined);
	endWithLastWords(logger);
	const db = createDatabase(config.database);
	try {
		await work({ config, db, logger });
	} catch (error) {
		if (error instanceof CommandFailure || error instanceof ConfigError) {
			process.stderr.write(`${error.message}\n`);
		} else {
			logger.fatal({ err: error }, 'could not start');
			process.stderr.write(`${explainStartFailure(error, config)}\n`);
		}
		await db.destroy();
		process.exitCode = error instanceof ConfigError ? EXIT_CONFIG : EXIT_FAILED;
	}
};

/** Found at the first payment, it would be too late. */
const requireUsers = async (db: Connection): Promise<void> => {
	if (!(await findsWordPressUsers(db))) {
		throw new ConfigError([
			"WordPress's users are not where DATABASE_PREFIX says. For a site of a network set DATABASE_BASE_PREFIX, too: $table_prefix of wp-config.php",
		]);
	}
};

const migrateAndServe = async ({ config, db, logger }: Parts): Promise<void> => {
	await requireUsers(db);
	await migrate(db);
	await serve(config, db, logger);
};

const migrateOnly = async ({ db }: Parts): Promise<void> => {
	await migrate(db);
	await db.destroy();
};

/** A command that needs Stripe says so when it cannot be asked. */
const explainStripe = (error: unknown): never => {
	throw error instanceof StripeFailure
		? new CommandFailure(`Stripe could not be asked (${error.kind}). Try again later.`)
		: error;
};

const runCommand =
	(work: (context: CommandContext) => Promise<void>) =>
	async ({ config, db, logger }: Parts): Promise<void> => {
		// Migrating is for those who start a sidecar: running ones may be of the older version.
		if ((await schemaState(db)) === 'behind') {
			throw new CommandFailure('The tables are of an older version. Run: node server.mjs migrate');
		}
		const services = compose({
			config,
			db,
			stripe: createStripeGateway(config.stripe, config.version, systemClock),
			clock: systemClock,
			logger,
			// The running sidecars find it at their next turn.
			onRefundQueued: () => undefined,
		});
		const print = (line: string) => void process.stdout.write(`${line}\n`);
		await work({ services, print, now: () => systemClock.now() }).catch(explainStripe);
		await db.destroy();
	};

const main = (name: string, args: string[]): Promise<void> => {
	if (['serve', 'migrate'].includes(name) && args.length === 0) {
		return start('stdout', name === 'serve' ? migrateAndServe : migrateOnly);
	}
	// Before anything is opened: wrong use is answered even where nothing is configured.
	return start('stderr', runCommand(readCommand(name, args)));
};

const [name = 'serve', ...args] = process.argv.slice(2);
try {
	void main(name, args);
} catch (error) {
	if (!(error instanceof UsageError)) {
		throw error;
	}
	process.stderr.write(`${error.message}\n${usageOf(['serve', 'migrate'])}`);
	process.exitCode = EXIT_USAGE;
}
