import openApi from '../../../test/fixtures/openapi-2026-10-28.endive.json';
import { SUPPLEMENT } from './openapi-supplement';
import type { Method, ParameterSchema, Paths } from './openapi-types';

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
