import openApi from '../../../test/fixtures/openapi-2026-10-28.endive.json';
import { SUPPLEMENT } from './openapi-supplement';

/** The part of an OpenAPI 3.0 schema that Stripe's request parameters use. */
export interface ParameterSchema {
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
	nullable?: boolean;
	enum?: string[];
	maxLength?: number;
	anyOf?: ParameterSchema[];
	items?: ParameterSchema;
	properties?: Record<string, ParameterSchema>;
	additionalProperties?: boolean | ParameterSchema;
	required?: string[];
}

/** The part of an OpenAPI 3.0 operation that is read here. */
export interface Operation {
	parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: ParameterSchema }[];
	requestBody?: { content: Record<string, { schema: ParameterSchema }> };
	responses: Record<string, { content: Record<string, { schema: object }> }>;
}

export type Method = 'get' | 'post';

/** Operations by path, as the OpenAPI document spells it, and method. */
export type Paths = Record<string, Partial<Record<Method, Operation>>>;

const { paths } = openApi as { paths: Paths };

/**
 * What one call takes, apart from the ids in its path.
 *
 * @param path as the OpenAPI document spells it, such as `/v1/refunds/{refund}`
 */
export function requestSchema(method: Method, path: string): ParameterSchema {
	const operation = paths[path]?.[method] ?? SUPPLEMENT[path]?.[method];
	if (operation === undefined) throw new Error(`${method} ${path} is not in the OpenAPI document`);
	if (method === 'post') {
		return operation.requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {};
	}
	const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
	return {
		type: 'object',
		properties: Object.fromEntries(query.map((parameter) => [parameter.name, parameter.schema])),
		additionalProperties: false,
		required: query.filter((parameter) => parameter.required).map((parameter) => parameter.name),
	};
}
