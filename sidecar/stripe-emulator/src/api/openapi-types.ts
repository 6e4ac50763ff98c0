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
