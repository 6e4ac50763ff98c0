import { types } from 'node:util';
import type { Config } from './config';

type Settings = Pick<Config, 'host' | 'port'> & { database: Omit<Config['database'], 'password'> };

const listenProblem = (code: string, { host, port }: Settings): string => {
	switch (code) {
		case 'EADDRINUSE':
			return `Port ${port} of ${host} is taken by another program. Stop it, or set PORT.`;
		case 'EACCES':
			return `Listening on port ${port} is not allowed. Set PORT to one above 1023.`;
		default:
			return `Listening on ${host}:${port} is not possible (${code}). Check HOST and PORT.`;
	}
};

const databaseProblem = (code: string, { database }: Settings): string | null => {
	switch (code) {
		case 'ER_ACCESS_DENIED_ERROR':
			return `The database refuses the user ${database.user}. Check DATABASE_USER and DATABASE_PASSWORD.`;
		case 'ER_BAD_DB_ERROR':
			return `There is no database ${database.database}. Check DATABASE_NAME.`;
		case 'ER_DBACCESS_DENIED_ERROR':
		case 'ER_TABLEACCESS_DENIED_ERROR':
			return `The user ${database.user} lacks a right on the database ${database.database}: it must read WordPress's tables and create, alter, read and write its own.`;
		default:
			return /^E[A-Z]+$/.test(code) || code === 'PROTOCOL_CONNECTION_LOST'
				? `No database answers at ${database.host}:${database.port} (${code}). Check DATABASE_HOST and DATABASE_PORT.`
				: null;
	}
};

/** What to tell the person who started the sidecar, in one sentence or two and without any secret. */
export const explainStartFailure = (error: unknown, settings: Settings): string => {
	const { code, syscall } = (types.isNativeError(error) ? error : {}) as {
		code?: unknown;
		syscall?: unknown;
	};
	const known =
		typeof code !== 'string'
			? null
			: syscall === 'listen'
				? listenProblem(code, settings)
				: databaseProblem(code, settings);
	return known ?? 'The sidecar could not start; the last line of its log says why.';
};
