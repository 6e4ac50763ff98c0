/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/bench', '<rootDir>/chaos'],
	testMatch: ['**/*.test.ts'],
	// Tests wait for conditions, never for time; on a busy machine a database may take its time.
	testTimeout: 30_000,
	transform: {
		'\\.[jt]s$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
};
