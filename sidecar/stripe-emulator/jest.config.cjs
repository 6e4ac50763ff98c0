module.exports = {
	testEnvironment: 'node',
	// No test waits that long: a busy machine only needs more time for the same work.
	testTimeout: 60_000,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
		'\\.css$': '<rootDir>/test/support/text-transform.cjs',
	},
};
