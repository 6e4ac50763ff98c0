import { explainStartFailure } from './start-failure';

const settings = {
	host: '127.0.0.1',
	port: 8787,
	database: {
		host: 'db.example.test',
		port: 3306,
		database: 'wordpress',
		user: 'sidecar',
		password: 'hunter2',
		prefix: 'wp_',
		poolSize: 8,
	},
};

const failure = (details: Record<string, unknown>): Error =>
	Object.assign(new Error('hunter2 at 10.0.0.1'), details);

test.each<[string, Record<string, unknown>, string]>([
	['a taken port', { code: 'EADDRINUSE', syscall: 'listen' }, 'set PORT'],
	['a port for root alone', { code: 'EACCES', syscall: 'listen' }, 'above 1023'],
	['an address of another machine', { code: 'EADDRNOTAVAIL', syscall: 'listen' }, 'Check HOST'],
	['a host that nobody knows', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'Check DATABASE_HOST'],
	['a database that does not answer', { code: 'ETIMEDOUT', syscall: 'connect' }, 'Check DATABASE_HOST'],
	['a wrong password', { code: 'ER_ACCESS_DENIED_ERROR' }, 'DATABASE_PASSWORD'],
	['a database that is not there', { code: 'ER_BAD_DB_ERROR' }, 'Check DATABASE_NAME'],
	['a missing right', { code: 'ER_DBACCESS_DENIED_ERROR' }, 'lacks a right'],
	['a missing right on tables', { code: 'ER_TABLEACCESS_DENIED_ERROR' }, 'lacks a right'],
	['a failed migration', { code: 'ER_PARSE_ERROR' }, 'log says why'],
	['a bug', {}, 'log says why'],
])('%s is explained with what to do', (_, details, hint) => {
	const text = explainStartFailure(failure(details), settings);
	expect(text).toContain(hint);
	expect(text).not.toMatch(/hunter2|10\.0\.0\.1/);
});

test('what is no error is explained too', () => {
	expect(explainStartFailure('hunter2', settings)).toContain('log says why');
});
