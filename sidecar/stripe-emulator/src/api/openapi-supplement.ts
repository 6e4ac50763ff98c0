import type { Operation, ParameterSchema, Paths } from './openapi-types';

const text: ParameterSchema = { type: 'string', maxLength: 5000 };
const metadata: ParameterSchema = {
	anyOf: [
		{ type: 'object', additionalProperties: { type: 'string', maxLength: 500 } },
		{ type: 'string', enum: [''] },
	],
};
const expand: ParameterSchema = { type: 'array', items: text };
const bounds: ParameterSchema = { type: 'integer' };

const answers = (schema: object): Operation['responses'] => ({
	'200': { content: { 'application/json': { schema } } },
	default: { content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } } },
});

const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const list = (name: string, filters: Record<string, ParameterSchema>): Operation => ({
	parameters: Object.entries({
		...filters,
		expand,
		ending_before: text,
		limit: { type: 'integer' } as const,
		starting_after: text,
	}).map(([parameter, schema]) => ({ name: parameter, in: 'query', schema })),
	responses: answers({
		type: 'object',
		required: ['data', 'has_more', 'object', 'url'],
		properties: {
			data: { type: 'array', items: reference(name) },
			has_more: { type: 'boolean' },
			object: { type: 'string', enum: ['list'] },
			url: text,
		},
	}),
});

const update = (name: string, fields: Record<string, ParameterSchema>): Operation => ({
	requestBody: {
		content: {
			'application/x-www-form-urlencoded': {
				schema: {
					type: 'object',
					properties: { ...fields, metadata, expand },
					additionalProperties: false,
				},
			},
		},
	},
	responses: answers(reference(name)),
});

/**
 * Calls that the OpenAPI document leaves out and this product needs, written as that document would have them.
 * Their parameters are those of stripe-node 23.1.0's typings (`DisputeListParams` whole; of the three updates what
 * a shop changes in the dashboard).
 */
export const SUPPLEMENT: Paths = {
	'/v1/disputes': {
		get: list('dispute', {
			charge: text,
			payment_intent: text,
			created: {
				anyOf: [
					{ type: 'integer' },
					{
						type: 'object',
						properties: { gt: bounds, gte: bounds, lt: bounds, lte: bounds },
						additionalProperties: false,
					},
				],
			},
		}),
	},
	'/v1/payment_intents/{intent}': { post: update('payment_intent', { description: text }) },
	'/v1/prices/{price}': { post: update('price', { active: { type: 'boolean' }, nickname: text }) },
	'/v1/products/{id}': {
		post: update('product', { active: { type: 'boolean' }, name: text, default_price: text }),
	},
};
