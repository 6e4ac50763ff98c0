import { types } from 'node:util';
import { pino, type DestinationStream, type Logger } from 'pino';

/** Fields that hold secrets or people, wherever they might slip into a log line. */
const REDACTED = [
	'authorization',
	'customer_email',
	'customerEmail',
	'email',
	'headers',
	'name',
	'password',
	'secret',
	'secretKey',
	'token',
];

/** The same inside of texts, most of which are written by others: Stripe's messages quote what they were sent. */
const SHORTENED: readonly [pattern: RegExp, replacement: string][] = [
	// Enough of it remains to find the checkout in our table or in Stripe's dashboard.
	[/\b(cs_(?:test|live)_\w{8})\w+/g, '$1…'],
	[/\b((?:sk|rk)_(?:test|live)_|whsec_)\w+/g, '$1…'],
	[/\beyJ[\w-]+(?:\.[\w-]*){1,2}/g, '(token)'],
	[/\bv\d=[0-9a-f]{32,}/gi, '(signature)'],
	[/[^\s'"<>(),;:]+@[^\s'"<>(),;:]+/g, '(address)'],
];

/** Takes secrets, addresses and whole session ids out of a text. */
export const withoutSecrets = (text: string): string =>
	SHORTENED.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);

/** Scalars of Node's, the driver's and our own errors that never carry a value of somebody's. */
const ERROR_DETAILS = ['code', 'errno', 'sqlState', 'syscall', 'kind', 'param', 'status'];

/** Errors that cause each other end here. */
const MOST_CAUSES = 5;

/**
 * What a person needs of an error, and nothing that others hung on it. A database's own message quotes values
 * (`Duplicate entry 'ada@…'`), so only its code and the statement with its question marks are kept.
 */
const messageOf = (error: Error): string => {
	if (!('sqlMessage' in error) && !('sql' in error)) {
		return withoutSecrets(error.message);
	}
	const ownMessage = 'sqlMessage' in error ? ` - ${String(error.sqlMessage)}` : '';
	return ownMessage !== '' && error.message.endsWith(ownMessage)
		? error.message.slice(0, -ownMessage.length)
		: String('code' in error ? error.code : 'database error');
};

/** The frames alone: the lines above them repeat the message. */
const framesOf = (error: Error): string =>
	(error.stack ?? '')
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.join('\n');

/** An error as it is logged: type, message, stack, code, and its causes. */
export const describeError = (error: unknown, causesLeft = MOST_CAUSES): Record<string, unknown> => {
	// By kind, not by class: an error may come from another realm (a worker, a test).
	if (!types.isNativeError(error)) {
		return { type: typeof error };
	}
	const details = Object.entries(error).filter(
		([key, value]) => ERROR_DETAILS.includes(key) && ['string', 'number'].includes(typeof value),
	);
	const errors: unknown = 'errors' in error ? error.errors : undefined;
	const describe = (cause: unknown) => describeError(cause, causesLeft - 1);
	return {
		type: error.constructor.name,
		message: messageOf(error),
		stack: framesOf(error),
		...Object.fromEntries(details),
		...(error.cause !== undefined && causesLeft > 0 && { cause: describe(error.cause) }),
		...(Array.isArray(errors) && causesLeft > 0 && { errors: errors.map(describe) }),
	};
};

const cleanFields = (fields: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(fields).map(([key, value]) => [
			key,
			typeof value === 'string' ? withoutSecrets(value) : value,
		]),
	);

/** JSON lines on standard output. */
export const createLogger = (level: string, destination?: DestinationStream): Logger => {
	const options = {
		level,
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`]), remove: true },
		formatters: { log: cleanFields },
		serializers: { err: (error: unknown) => describeError(error) },
	};
	return destination ? pino(options, destination) : pino(options);
};
