import { pino, type DestinationStream, type Logger } from 'pino';

/** Secrets and people, wherever they might slip into a log line. */
const REDACTED = [
	'*.authorization',
	'*.headers',
	'*.email',
	'*.customerEmail',
	'*.customer_email',
	'*.name_on_card',
	'*.password',
	'*.secret',
	'*.secretKey',
	'*.token',
	// A driver's error carries its statement with the values in it.
	'err.sql',
	'err.sqlMessage',
	'err.parameters',
	'err.raw',
	'err.headers',
];

/** JSON lines on standard output. */
export const createLogger = (level: string, destination?: DestinationStream): Logger => {
	const options = {
		level,
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: { paths: REDACTED, remove: true },
	};
	return destination ? pino(options, destination) : pino(options);
};
