import { z } from 'zod';

/**
 * What shall go wrong with a coming API call. Sent to `POST /_control/faults`.
 *
 * - `status`: answers `status` (500 by default); `stored` keeps that answer under the idempotency key.
 * - `rate_limit`: 429, nothing executed, nothing stored.
 * - `hang`: never answers. `reset`: drops the connection. `delay`: answers after `milliseconds`.
 *
 * `when` says whether the call is executed first ("after" = after its commit): then the caller does not learn of
 * something that did happen.
 */
export const faultSchema = z.strictObject({
	kind: z.enum(['status', 'rate_limit', 'hang', 'reset', 'delay']),
	method: z.enum(['GET', 'POST']).optional(),
	/** Hits calls whose path starts with this; all by default. */
	path: z.string().startsWith('/v1/').default('/v1/'),
	/** How many calls to hit. */
	times: z.number().int().min(1).max(1000).default(1),
	when: z.enum(['before', 'after']).default('before'),
	status: z.number().int().min(400).max(599).default(500),
	stored: z.boolean().default(false),
	milliseconds: z.number().int().min(0).max(120_000).default(1000),
});
export type Fault = z.infer<typeof faultSchema>;

export interface Faults {
	add(fault: Fault): void;
	clear(): void;
	/** Those that are still to come. */
	pending(): Fault[];
	/** Uses up one hit of the first fault that is meant for this call. */
	take(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
	let faults: Fault[] = [];
	return {
		add: (fault) => {
			faults.push({ ...fault });
		},
		clear: () => {
			faults = [];
		},
		pending: () => faults,
		take(method, path) {
			const hit = faults.find(
				(fault) => (fault.method ?? method) === method && path.startsWith(fault.path),
			);
			if (hit === undefined) return null;
			hit.times -= 1;
			faults = faults.filter((fault) => fault.times > 0);
			return hit;
		},
	};
}
