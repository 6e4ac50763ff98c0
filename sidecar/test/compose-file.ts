import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder of the checkout. */
export const PROJECT = join(__dirname, '..', '..');

/** The text of a file of the checkout. */
export const source = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

export type Environment = Record<string, string>;

export interface Service {
	image?: string;
	build?: { context: string; dockerfile: string; target: string };
	environment?: Environment;
	ports?: string[];
	volumes?: string[];
	depends_on?: Record<string, { condition: string; required?: boolean; restart?: boolean }>;
	healthcheck?: { test: string[] };
	network_mode?: string;
	networks?: Record<string, { aliases: string[] }>;
	profiles?: string[];
	read_only?: boolean;
	cap_drop?: string[];
	security_opt?: string[];
	stop_grace_period?: string;
	restart?: string;
}

export interface ComposeFile {
	services: Record<string, Service>;
	volumes: Record<string, null>;
}

const VARIABLE = /\$(?:\$|\{(?<name>\w+)(?::(?<kind>[-+?])(?<word>[^}]*))?\})/g;

/**
 * Puts variables into a text as compose does, as far as our file uses it.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
export const interpolate = (text: string, environment: Environment): string =>
	text.replace(VARIABLE, (whole, ...rest) => {
		if (whole === '$$') {
			return '$';
		}
		const { name, kind, word = '' } = rest.at(-1) as { name: string; kind?: string; word?: string };
		const value = environment[name] ?? '';
		if (kind === '?' && value === '') {
			throw new Error(`${name}: ${word}`);
		}
		if (kind === '+') {
			return value === '' ? '' : word;
		}
		return value === '' && kind === '-' ? word : value;
	});

/** The names of the variables that a text takes from .env: all of them, or only those that must be there. */
export const variablesOf = (text: string, kind: 'all' | 'required'): Set<string> =>
	new Set(
		[...text.matchAll(VARIABLE)]
			.filter(({ groups }) => groups?.name && (kind === 'all' || groups.kind === '?'))
			.map(({ groups }) => groups?.name ?? ''),
	);

const interpolateAll = (value: unknown, environment: Environment): unknown => {
	if (typeof value === 'string') {
		return interpolate(value, environment);
	}
	if (Array.isArray(value)) {
		return value.map((item: unknown) => interpolateAll(item, environment));
	}
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([key, item]) => [key, interpolateAll(item, environment)]),
		);
	}
	return value;
};

/** docker-compose.yml as it stands. */
export const composeText = (): string => source('docker-compose.yml');

/** docker-compose.yml before variables are put in. */
export const rawCompose = (): ComposeFile => parse(composeText(), { merge: true }) as ComposeFile;

/** docker-compose.yml with these variables. */
export const compose = (environment: Environment): ComposeFile =>
	interpolateAll(rawCompose(), environment) as ComposeFile;

/** What .env.example sets, with '' for what it leaves to the person. */
export const exampleEnvironment = (): Environment =>
	Object.fromEntries(
		source('.env.example')
			.split('\n')
			.filter((line) => /^\w+=/.test(line))
			.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
	);

/** What the person fills in. */
export const SECRETS: Environment = {
	DATABASE_PASSWORD: 'database-password',
	DATABASE_ROOT_PASSWORD: 'root-password',
	DEMO_PASSWORD: 'demo-password',
	STRIPE_WEBHOOK_SECRET: 'whsec_local',
};

/** An .env for the local Stripe: the example, filled in. */
export const LOCAL: Environment = { ...exampleEnvironment(), ...SECRETS };

/** An .env for Stripe itself. */
export const REAL: Environment = { ...LOCAL, COMPOSE_PROFILES: '', STRIPE_SECRET_KEY: 'sk_test_mine' };

/** A service with the variables put in; raises an error when there is none of that name. */
export const serviceOf = (name: string, variables = LOCAL): Service & { environment: Environment } => {
	const found = compose(variables).services[name];
	if (!found) {
		throw new Error(`docker-compose.yml has no service ${name}.`);
	}
	return { ...found, environment: found.environment ?? {} };
};
