import type { Router } from 'express';
import type { z } from 'zod';
import { readBody } from './form';

interface Rules<T> {
	add(rule: T): void;
	clear(): void;
	pending(): T[];
}

/** `POST` adds a rule, `GET` lists those that are still to come, `DELETE` forgets them. */
export function addRuleControl<T>(router: Router, name: string, schema: z.ZodType<T>, rules: Rules<T>): void {
	router
		.route(`/${name}`)
		.get((_request, response) => {
			response.json({ [name]: rules.pending() });
		})
		.post((request, response) => {
			rules.add(readBody(schema, request.body));
			response.json({ ok: true });
		})
		.delete((_request, response) => {
			rules.clear();
			response.json({ ok: true });
		});
}
