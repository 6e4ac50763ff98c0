/** Import arrows run one way: blocks → contract; http, jobs, commands → domain → db, stripe. CONTRIBUTING.md has the picture. */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			comment: 'Two files that need each other are one file, or miss a third.',
			severity: 'error',
			from: {},
			to: { circular: true, dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'blocks-know-only-the-contract',
			severity: 'error',
			from: { path: '^blocks/' },
			to: { path: '^(sidecar|plugin|bin)/', pathNot: '^sidecar/contract/' },
		},
		{
			name: 'contract-knows-nobody',
			severity: 'error',
			from: { path: '^sidecar/contract/' },
			to: { pathNot: '^sidecar/contract/' },
		},
		{
			name: 'only-the-gateway-imports-stripe',
			severity: 'error',
			from: { path: '^sidecar/src/', pathNot: '^sidecar/src/stripe/' },
			to: { path: 'node_modules/stripe/' },
		},
		{
			name: 'only-http-imports-express',
			severity: 'error',
			from: { path: '^sidecar/src/', pathNot: '^sidecar/src/http/' },
			to: { path: 'node_modules/(express|express-rate-limit|pino-http)/' },
		},
		{
			name: 'only-db-builds-queries',
			comment: 'Domain may name a transaction (a type), never write a query builder of its own.',
			severity: 'error',
			from: { path: '^sidecar/src/', pathNot: '^sidecar/src/db/|\\.test\\.ts$' },
			to: { path: 'node_modules/(knex|mysql2)/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'domain-below-http-jobs-and-commands',
			severity: 'error',
			from: { path: '^sidecar/src/(domain|db|stripe|wordpress)/' },
			to: { path: '^sidecar/src/(http|jobs|commands)/' },
		},
		{
			name: 'commands-call-the-domain',
			comment: 'As requests and timers do: never each other, nor what is below the domain.',
			severity: 'error',
			from: { path: '^sidecar/src/commands/', pathNot: '\\.test\\.ts$' },
			to: { path: '^sidecar/src/(http|jobs|db|stripe)/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'db-and-stripe-below-domain',
			severity: 'error',
			from: { path: '^sidecar/src/(db|stripe|wordpress)/' },
			to: { path: '^sidecar/src/(domain|compose|main)' },
		},
		{
			name: 'db-and-stripe-are-strangers',
			severity: 'error',
			from: { path: '^sidecar/src/(db|stripe|wordpress)/' },
			to: { path: '^sidecar/src/(db|stripe|wordpress)/', pathNot: '^sidecar/src/$1/' },
		},
		{
			name: 'migrations-import-no-application-code',
			severity: 'error',
			from: { path: '^sidecar/migrations/' },
			to: { path: '^sidecar/', pathNot: '^sidecar/migrations/' },
		},
		{
			name: 'product-imports-no-tests-or-demo',
			severity: 'error',
			from: { path: '^sidecar/(src|contract|migrations)/', pathNot: '\\.test\\.ts$' },
			to: { path: '^sidecar/(test|demo|bench|chaos|stripe-emulator)/' },
		},
		{
			name: 'emulator-knows-nothing-of-the-sidecar',
			severity: 'error',
			from: { path: '^sidecar/stripe-emulator/src/' },
			to: { path: '^sidecar/(src|contract|migrations|demo)/' },
		},
		{
			name: 'resolvable',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)(build|\\.cache)/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.base.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'types', 'require', 'node', 'default'],
			extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
		},
	},
};
