import express from 'express';
import createKnex from 'knex';
import request from 'supertest';
import { captureLog } from '../../test/log-capture';
import { AppError } from '../errors';
import { problemHandler } from './problem-handler';

const answerTo = async (error: unknown) => {
	const log = captureLog();
	const app = express();
	app.get('/', () => {
		throw error;
	});
	app.use(problemHandler(log.logger));
	const answer = await request(app).get('/');
	return { answer, lines: log.lines };
};

const driverError = (code: string): Error =>
	Object.assign(new Error(`select * from secret_table - ${code} happened to Lovelace`), {
		code,
		sqlMessage: `${code} happened to Lovelace`,
	});

test('a refusal is answered in the shape of WordPress and not logged', async () => {
	const { answer, lines } = await answerTo(
		new AppError('cohort_full', 'This cohort is full.', { seats: 0 }),
	);
	expect(answer.status).toBe(409);
	expect(answer.body).toEqual({
		code: 'cohort_full',
		message: 'This cohort is full.',
		data: { seats: 0, status: 409 },
	});
	expect(answer.headers['retry-after']).toBeUndefined();
	expect(lines).toEqual([]);
});

test.each([
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EPIPE',
	'ETIMEDOUT',
	'PROTOCOL_CONNECTION_LOST',
	'ER_ACCESS_DENIED_ERROR',
	'ER_BAD_DB_ERROR',
	'ER_CON_COUNT_ERROR',
	'ER_TOO_MANY_USER_CONNECTIONS',
	'ER_SERVER_SHUTDOWN',
	'ER_UNKNOWN_COM_ERROR',
	'ER_OPTION_PREVENTS_STATEMENT',
	'ER_LOCK_DEADLOCK',
	'ER_NO_SUCH_TABLE',
	'ER_LOCK_WAIT_TIMEOUT',
])('%s means that the database is away for now', async (code) => {
	const { answer, lines } = await answerTo(driverError(code));
	expect(answer.status).toBe(503);
	expect(answer.body).toEqual({
		code: 'database_unavailable',
		message: 'The database cannot answer at the moment.',
		data: { status: 503 },
	});
	expect(answer.headers['retry-after']).toBe('5');
	expect(lines).toHaveLength(1);
	expect(lines[0]).toContain(code);
	expect(lines[0]).not.toContain('Lovelace');
});

test('a connection that the driver has given up means the same', async () => {
	const { answer } = await answerTo(
		Object.assign(new Error("Can't add new command when connection is in closed state"), { fatal: true }),
	);
	expect([answer.status, answer.body.code]).toEqual([503, 'database_unavailable']);
});

test('a database that a real driver cannot reach means the same', async () => {
	const knex = createKnex({
		client: 'mysql2',
		connection: { host: 'localhost', port: 1 },
		log: { warn: () => undefined },
	});
	const error: unknown = await knex.raw('SELECT 1').catch((cause: unknown) => cause);
	await knex.destroy();
	const { answer } = await answerTo(error);
	expect([answer.status, answer.body.code]).toEqual([503, 'database_unavailable']);
});

test('a pool without a free connection means the same', async () => {
	const error = Object.assign(new Error('Knex: Timeout acquiring a connection.'), {
		name: 'KnexTimeoutError',
	});
	expect((await answerTo(error)).answer.body.code).toBe('database_unavailable');
});

test.each<[string, unknown]>([
	['a statement that is wrong', driverError('ER_PARSE_ERROR')],
	['a bug', new TypeError('Lovelace is not a function')],
	['something that is no error', 'Lovelace'],
	['an error with an odd code', Object.assign(new Error('Lovelace'), { code: 7, status: 'teapot' })],
])('%s is answered with 500 and no detail, and logged once', async (_, error) => {
	const { answer, lines } = await answerTo(error);
	expect(answer.status).toBe(500);
	expect(answer.body).toEqual({
		code: 'internal_error',
		message: 'Something went wrong on our side.',
		data: { status: 500 },
	});
	expect(lines).toHaveLength(1);
});

test('what Express could not read is the fault of the request', async () => {
	const { answer, lines } = await answerTo(
		Object.assign(new Error('Failed to decode Lovelace'), { status: 400 }),
	);
	expect([answer.status, answer.body.code, answer.text.includes('Lovelace')]).toEqual([
		400,
		'invalid_request',
		false,
	]);
	expect(lines).toEqual([]);
});
