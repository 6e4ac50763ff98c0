import createKnex from 'knex';
import { createLogger, describeError } from './logger';

const capture = (): { lines: string[]; logger: ReturnType<typeof createLogger> } => {
	const lines: string[] = [];
	return { lines, logger: createLogger('trace', { write: (line: string) => void lines.push(line) }) };
};

/** An error as mysql2 makes it and knex changes it (see database.ts for `compileSqlOnError`). */
const driverError = (): Error =>
	Object.assign(
		new Error(
			"insert into `wp_ce_checkouts` (`student_id`, `stripe_params`) values (?, ?) - Duplicate entry 'ada@example.test-7' for key 'one_payable'",
		),
		{
			code: 'ER_DUP_ENTRY',
			errno: 1062,
			sqlState: '23000',
			sqlMessage: "Duplicate entry 'ada@example.test-7' for key 'one_payable'",
			sql: "insert into `wp_ce_checkouts` (`student_id`, `stripe_params`) values (7, 'ada@example.test')",
		},
	);

test("a database's error is logged with its code and statement but with none of its values", () => {
	const { lines, logger } = capture();
	logger.error({ err: driverError() }, 'failed');
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({
		err: {
			code: 'ER_DUP_ENTRY',
			errno: 1062,
			message: 'insert into `wp_ce_checkouts` (`student_id`, `stripe_params`) values (?, ?)',
			stack: expect.stringContaining('logger.test'),
		},
	});
	expect(lines[0]).not.toMatch(/ada|Duplicate entry|values \(7/);
});

test("a database's error without its statement keeps only its code", () => {
	const error = Object.assign(new Error("Access denied for user 'ada'@'10.0.0.1'"), {
		code: 'ER_ACCESS_DENIED_ERROR',
		sqlMessage: "Access denied for user 'ada'@'10.0.0.1'",
	});
	expect(describeError(error)).toMatchObject({ message: 'ER_ACCESS_DENIED_ERROR' });
	expect(JSON.stringify(describeError(error))).not.toContain('ada');
});

test('the error of a real failed connection says what and where, not with which password', async () => {
	const knex = createKnex({
		client: 'mysql2',
		connection: { host: '127.0.0.1', port: 1, user: 'ada', password: 'hunter2' },
		log: { warn: () => undefined },
	});
	const error: unknown = await knex.raw('SELECT ?', ['ada@example.test']).catch((cause: unknown) => cause);
	await knex.destroy();
	const described = JSON.stringify(describeError(error));
	expect(described).toContain('ECONNREFUSED');
	expect(described).not.toMatch(/hunter2|ada@/);
});

test.each<[string, string]>([
	['an e-mail address', 'Invalid email address: ada.lovelace+x@example.test'],
	['a quoted e-mail address', "No customer 'ada@example.test'"],
	['a Checkout Session', 'No such checkout.session: cs_test_a1B2c3D4e5F6g7H8SECRETPART'],
	['a secret key', 'Invalid API Key provided: sk_test_51SECRETPART'],
	['a restricted key', 'rk_live_51SECRETPART lacks a permission'],
	['a webhook secret', 'whsec_SECRETPART does not fit'],
	['a token', 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.SECRETPART-_'],
	['a signature', 't=1700000000,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd'],
])('%s never reaches the log, wherever it stands', (_, text) => {
	const { lines, logger } = capture();
	logger.error({ err: new Error(text, { cause: new Error(text) }), note: text }, 'failed');
	expect(lines).toHaveLength(1);
	expect(lines[0]).not.toMatch(/SECRETPART|ada[.@]|lovelace|5257a869/);
});

test('a Checkout Session stays recognizable by its first characters', () => {
	const { lines, logger } = capture();
	logger.info({ sessionId: 'cs_test_a1B2c3D4e5F6g7H8' }, 'seen');
	expect(JSON.parse(lines[0] ?? '')).toMatchObject({ sessionId: 'cs_test_a1B2c3D4…' });
});

test.each(['authorization', 'email', 'customerEmail', 'name', 'password', 'secret', 'secretKey', 'token'])(
	'a field called %s is left out, at the top and one level down',
	(field) => {
		const { lines, logger } = capture();
		logger.info({ [field]: 'Ada', below: { [field]: 'Ada' }, kept: 1 }, 'seen');
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kept: 1, below: {} });
		expect(lines[0]).not.toContain('Ada');
	},
);

test('an error keeps what a person needs: type, message, stack, code, and its causes', () => {
	const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
	expect(describeError(new TypeError('cannot', { cause }))).toMatchObject({
		type: 'TypeError',
		message: 'cannot',
		stack: expect.stringMatching(/^ {4}at /),
		cause: { message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED' },
	});
});

test('fields that others hung on an error are not logged', () => {
	const error = Object.assign(new Error('failed'), { raw: { email: 'x' }, headers: {}, payload: 'Ada' });
	expect(Object.keys(describeError(error) as object).sort()).toEqual(['message', 'stack', 'type']);
});

test('what was thrown without being an error is named by its kind only', () => {
	expect(describeError('ada@example.test')).toEqual({ type: 'string' });
	expect(describeError(undefined)).toEqual({ type: 'undefined' });
});

test('errors that cause each other do not hang the logger', () => {
	const error = new Error('one');
	error.cause = error;
	expect(JSON.stringify(describeError(error))).toContain('one');
});
