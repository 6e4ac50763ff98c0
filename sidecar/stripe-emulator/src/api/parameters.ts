import { parse } from 'qs';
import { invalidRequest } from './errors';
import type { ParameterSchema } from './openapi-types';

const METADATA_KEYS = 50;
const METADATA_KEY_LENGTH = 40;
const METADATA_VALUE_LENGTH = 500;

type Raw = string | Raw[] | { [key: string]: Raw };

/** Decodes `line_items[0][price]=…` and its like; every leaf is a string. */
export function decodeForm(text: string): Record<string, Raw> {
	return parse(text, {
		depth: 20,
		arrayLimit: 1000,
		parameterLimit: 5000,
		allowPrototypes: false,
		plainObjects: true,
	}) as Record<string, Raw>;
}

/**
 * Checks decoded form fields against a request's schema and gives them their types.
 *
 * @throws StripeApiError 400 with Stripe's code: `parameter_unknown`, `parameter_missing`, `parameter_invalid_…`
 */
export function readParameters(
	schema: ParameterSchema,
	fields: Record<string, Raw>,
): Record<string, unknown> {
	return readObject(schema, fields, '');
}

/** `metadata`, `line_items[0][price]`: a field's name as the sender wrote it. */
const inside = (name: string, key: string | number): string => (name === '' ? `${key}` : `${name}[${key}]`);

function read(schema: ParameterSchema, raw: Raw, name: string): unknown {
	if (schema.anyOf !== undefined) return readAnyOf(schema.anyOf, raw, name);
	switch (schema.type) {
		case 'object':
			return readObject(schema, raw, name);
		case 'array':
			return readArray(schema, raw, name);
		case 'integer':
			return readNumber(raw, name, 'integer');
		case 'number':
			return readNumber(raw, name, 'decimal');
		case 'boolean':
			if (raw === 'true' || raw === 'false') return raw === 'true';
			throw invalidRequest(`Invalid boolean: ${show(raw)}`, { param: name });
		default:
			return readString(schema, raw, name);
	}
}

function readObject(schema: ParameterSchema, raw: Raw, name: string): Record<string, unknown> {
	if (typeof raw !== 'object' || Array.isArray(raw))
		throw invalidRequest('Invalid object', { param: name });
	const result: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(raw)) {
		const field = inside(name, key);
		const known = schema.properties?.[key] ?? schema.additionalProperties;
		if (known === undefined || typeof known === 'boolean') {
			throw invalidRequest(`Received unknown parameter: ${field}`, {
				code: 'parameter_unknown',
				param: field,
			});
		}
		result[key] = isMetadata(name) ? readMetadataValue(key, value, field) : read(known, value, field);
	}
	for (const key of schema.required ?? []) {
		if (!(key in result)) throw missingParameter(inside(name, key));
	}
	if (isMetadata(name) && Object.keys(result).length > METADATA_KEYS) {
		throw invalidRequest(`You cannot have more than ${METADATA_KEYS} metadata keys.`, { param: name });
	}
	return result;
}

export const missingParameter = (name: string): Error =>
	invalidRequest(`Missing required param: ${name}.`, { code: 'parameter_missing', param: name });

const isMetadata = (name: string): boolean => name === 'metadata' || name.endsWith('[metadata]');

function readMetadataValue(key: string, raw: Raw, name: string): string {
	if (key.length > METADATA_KEY_LENGTH) {
		throw invalidRequest(
			`Metadata keys can be at most ${METADATA_KEY_LENGTH} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
			{ param: name },
		);
	}
	if (typeof raw !== 'string') throw invalidRequest('Metadata values must be strings.', { param: name });
	if (raw.length > METADATA_VALUE_LENGTH) {
		throw invalidRequest(
			`Metadata values can have up to ${METADATA_VALUE_LENGTH} characters, but you passed in a value that is ${raw.length} characters. Invalid value: ${raw}`,
			{ param: name },
		);
	}
	return raw;
}

function readArray(schema: ParameterSchema, raw: Raw, name: string): unknown[] {
	if (typeof raw === 'string') throw invalidRequest('Invalid array', { param: name });
	// Past its limit for arrays, qs leaves an object with the indices as keys.
	return Object.values(raw).map((value, index) => read(schema.items ?? {}, value, inside(name, index)));
}

function readNumber(raw: Raw, name: string, kind: 'integer' | 'decimal'): number {
	const pattern = kind === 'integer' ? /^-?\d{1,15}$/ : /^-?\d{1,15}(\.\d{1,12})?$/;
	if (typeof raw !== 'string' || !pattern.test(raw)) {
		throw invalidRequest(`Invalid ${kind}: ${show(raw)}`, {
			code: 'parameter_invalid_integer',
			param: name,
		});
	}
	return Number(raw);
}

function readString(schema: ParameterSchema, raw: Raw, name: string): string {
	if (typeof raw !== 'string') throw invalidRequest('Invalid string', { param: name });
	if (schema.enum?.includes(raw) === false) throw notOneOf(schema.enum, name);
	if (raw === '' && schema.enum === undefined) {
		throw invalidRequest(
			`You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
			{ code: 'parameter_invalid_empty', param: name },
		);
	}
	if (schema.maxLength !== undefined && raw.length > schema.maxLength) {
		throw invalidRequest(
			`Invalid string: ${raw.slice(0, 20)}…; must be at most ${schema.maxLength} characters`,
			{ param: name },
		);
	}
	return raw;
}

function notOneOf(values: string[], name: string): Error {
	const list = values.filter((value) => value !== '');
	const text = list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')}, or ${list.at(-1)}`;
	return invalidRequest(`Invalid ${name}: must be one of ${text}`, { param: name });
}

/** The alternatives are told apart by their shape: an object or array, an empty string, else a scalar. */
function readAnyOf(alternatives: ParameterSchema[], raw: Raw, name: string): unknown {
	if (typeof raw === 'object') {
		const wanted = Array.isArray(raw) ? 'array' : 'object';
		const shaped = alternatives.find((one) => one.type === wanted);
		if (shaped === undefined) throw invalidRequest(`Invalid ${wanted}`, { param: name });
		return read(shaped, raw, name);
	}
	const exact = alternatives.find((one) => one.enum?.includes(raw));
	if (exact !== undefined) return raw;
	const scalar = alternatives.find(
		(one) => one.type !== 'object' && one.type !== 'array' && one.enum === undefined,
	);
	if (scalar === undefined) throw invalidRequest('Invalid object', { param: name });
	return read(scalar, raw, name);
}

const show = (raw: Raw): string => (typeof raw === 'string' ? raw : JSON.stringify(raw));
