import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { SUPPLEMENT } from '../../src/api/openapi-supplement';

type Schema = Record<string, unknown>;
interface Document {
	paths: Record<
		string,
		Record<string, { responses: Record<string, { content: Record<string, { schema: Schema }> }> }>
	>;
	components: { schemas: Record<string, Schema> };
}

const file = join(__dirname, '../../../test/fixtures/openapi-2026-10-28.endive.json');
const document = JSON.parse(readFileSync(file, 'utf8')) as Document;
const paths = Object.fromEntries(
	[...new Set([...Object.keys(document.paths), ...Object.keys(SUPPLEMENT)])].map((path) => [
		path,
		{ ...document.paths[path], ...(SUPPLEMENT[path] as Document['paths'][string] | undefined) },
	]),
);

/**
 * OpenAPI 3.0 to JSON Schema: null becomes an alternative of its own, and an object may have no other fields than
 * those listed, so that a field that Stripe does not send is found too.
 */
function normalize(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(normalize);
	if (typeof node !== 'object' || node === null) return node;
	const { nullable, ...rest }: Schema = Object.fromEntries<unknown>(
		Object.entries(node)
			.filter(([key]) => !key.startsWith('x-') && key !== 'format')
			.map(([key, value]) => [
				key,
				key === 'properties' ? normalizeEach(value as Schema) : normalize(value),
			]),
	);
	if (rest['type'] === 'object' && 'properties' in rest) rest['additionalProperties'] ??= false;
	return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

/** Fields may be called `nullable` or `format` as well. */
const normalizeEach = (fields: Schema): Schema =>
	Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, normalize(schema)]));

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'stripe', components: { schemas: normalizeEach(document.components.schemas) } });

const withReferences = (schema: Schema): Schema =>
	JSON.parse(
		JSON.stringify(normalize(schema)).replaceAll('"#/components', '"stripe#/components'),
	) as Schema;

const describe = (errors: ErrorObject[] | null | undefined): string[] =>
	(errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);

/** What is wrong with an object of Stripe's API; empty when it is right. */
export function problemsOfObject(object: unknown): string[] {
	const name = (object as { object: string }).object;
	const validate = ajv.getSchema(`stripe#/components/schemas/${name}`);
	if (validate === undefined) return [`there is no schema for ${name}`];
	return validate(object) === true ? [] : describe(validate.errors);
}

/** Every call of the document and its supplement, such as `GET /v1/prices/{price}`. */
export const OPERATIONS = Object.entries(paths).flatMap(([path, methods]) =>
	Object.keys(methods)
		.filter((method) => method !== 'parameters')
		.map((method) => `${method.toUpperCase()} ${path}`),
);

/** The document's name for a call; undefined when it does not have it. */
export const operationOf = (method: string, path: string): string | undefined =>
	OPERATIONS.find((name) => new RegExp(`^${name.replace(/\{\w+\}/g, '[^/]+')}$`).test(`${method} ${path}`));

const validators = new Map<string, ValidateFunction>();

/** What is wrong with the answer to one API call. */
export function problemsOfAnswer(method: string, path: string, status: number, body: unknown): string[] {
	const operation = operationOf(method, path);
	if (operation === undefined) return ['the document does not have this call'];
	const kind = status === 200 ? '200' : 'default';
	const validate = validators.get(operation + kind) ?? ajv.compile(answerSchema(operation, kind));
	validators.set(operation + kind, validate);
	return validate(body) ? [] : describe(validate.errors);
}

function answerSchema(operation: string, kind: '200' | 'default'): Schema {
	const [method = '', path = ''] = operation.split(' ');
	const schema = paths[path]?.[method.toLowerCase()]?.responses[kind]?.content['application/json']?.schema;
	if (schema === undefined) throw new Error(`${operation} says nothing of its answer`);
	return withReferences(schema);
}
