import { invalidRequest } from './errors';

type Node = Record<string, unknown>;

/** Finds what may take the place of an id, or a list that an object leaves out unless asked. */
export interface Expander {
	byId(id: string): object | undefined;
	/** Such as the line items of a session; undefined when there is no such list. */
	list(owner: Node, field: string): object | undefined;
}

/**
 * Replaces ids by the objects that they name, along paths such as `data.payment_intent.latest_charge`.
 *
 * @param object is left as it is; the answer is a copy
 * @throws StripeApiError 400 for a path that leads to nothing expandable
 */
export function expand<T extends object>(object: T, paths: string[], expander: Expander): T {
	const copy = structuredClone(object);
	for (const path of paths) {
		const keys = path.split('.');
		if (keys.length > 4) {
			throw invalidRequest('You cannot expand more than 4 levels of a property.', { param: 'expand' });
		}
		expandAlong(copy as Node, keys, path, expander);
	}
	return copy;
}

function expandAlong(node: Node, [key, ...rest]: string[], path: string, expander: Expander): void {
	if (key === undefined) return;
	const value = node[key] ?? expander.list(node, key);
	if (value === undefined) {
		if (key in node) return;
		throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
	}
	if (Array.isArray(value)) {
		node[key] = value.map((entry) => expandEntry(entry, rest, path, expander));
		return;
	}
	node[key] = expandEntry(value, rest, path, expander);
}

function expandEntry(value: unknown, rest: string[], path: string, expander: Expander): unknown {
	const found = typeof value === 'string' ? expander.byId(value) : value;
	if (typeof found !== 'object' || found === null) {
		throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
	}
	const copy = structuredClone(found) as Node;
	expandAlong(copy, rest, path, expander);
	return copy;
}
