const defaults = require('@wordpress/scripts/config/jest-unit.config');

// ES modules that @wordpress/block-editor, the components, the router and the contract bring along untranslated.
const NEEDS_TRANSLATION =
	'wouter|regexparam|uuid|marked|@wordpress/theme|parsel-js|is-plain-obj|@cohort-enrollment';

module.exports = {
	...defaults,
	rootDir: __dirname,
	reporters: ['default'],
	setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
	// The preset takes every file of a folder named "test"; ours holds builders, too.
	testMatch: ['<rootDir>/src/**/*.test.[jt]s?(x)', '<rootDir>/test/**/*.test.[jt]s?(x)'],
	transform: { '\\.m?[jt]sx?$': require.resolve('@wordpress/scripts/config/babel-transform') },
	transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${NEEDS_TRANSLATION})/)`],
};
