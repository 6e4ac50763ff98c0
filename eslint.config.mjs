import wordpress from '@wordpress/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const blocks = ['blocks/**/*.{ts,tsx}'];
const tests = ['**/*.test.{ts,tsx}', '**/test/**/*.ts', 'plugin/tests/e2e/**/*.ts'];

export default defineConfig(
	globalIgnores(['**/node_modules/', '**/build/', '.local/', '.cache/', 'vendor/', 'plugin/vendor/']),
	{
		files: typescript,
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			// Express, React and Jest call back with functions that return promises, and await them.
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			// Knex builders and render functions are passed about without their object.
			'@typescript-eslint/unbound-method': 'off',
			'no-console': 'error',
			eqeqeq: 'error',
		},
	},
	{
		// Knex types the columns of a join as `any`; the row's interface is asserted where the query stands.
		files: ['sidecar/src/db/**/*.ts'],
		rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off' },
	},
	{
		files: blocks,
		extends: [wordpress.configs.recommended],
	},
	{
		files: blocks,
		rules: {
			// Prettier alone decides about white space, in the whole project.
			'prettier/prettier': 'off',
			// As in the sidecar: methods of an interface are written as methods.
			'@typescript-eslint/method-signature-style': 'off',
			// Deprecated in WordPress 7.x, needed for the same looks on 6.6 to 6.9.
			'@typescript-eslint/no-deprecated': [
				'error',
				{ allow: ['__next40pxDefaultSize', '__nextHasNoMarginBottom'] },
			],
			'jsdoc/check-line-alignment': 'off',
			'jsdoc/check-param-names': 'off',
			// TypeScript says it; the parameter list need not be told twice.
			'jsdoc/require-param': 'off',
			'jsdoc/require-param-type': 'off',
			'jsdoc/require-returns': 'off',
			'jsdoc/require-returns-type': 'off',
			'@wordpress/i18n-text-domain': ['error', { allowedTextDomain: 'cohort-enrollment' }],
		},
	},
	{
		files: tests,
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
		},
	},
	{
		files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
		languageOptions: { ecmaVersion: 2023 },
		rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
	},
);
