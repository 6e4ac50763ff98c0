import { z } from 'zod';
import { createDraws, type Draws } from '../draws';

const KINDS = ['status', 'rate_limit', 'key_in_use', 'hang', 'reset', 'delay'] as const;

/**
 * What shall go wrong with a coming API call. Sent to `POST /_control/faults`.
 *
 * - `status`: answers `status` (500 by default); `stored` keeps that answer under the idempotency key.
 * - `rate_limit`: 429, nothing executed, nothing stored. `key_in_use`: 409, as if the key's first call still ran.
 * - `hang`: never answers. `reset`: drops the connection. `delay`: answers after `milliseconds`.
 * - `random`: one of the kinds of `among`, before or after the commit, stored or not.
 *
 * `when` says whether the call is executed first ("after" = after its commit): then the caller does not learn of
 * something that did happen. The same `seed` and the same order of calls give the same faults.
 */
export const faultSchema = z.strictObject({
	kind: z.enum([...KINDS, 'random']),
	method: z.enum(['GET', 'POST']).optional(),
	/** Hits calls whose path starts with this; all by default. */
	path: z.string().startsWith('/v1/').default('/v1/'),
	/** How many calls to hit. */
	times: z.number().int().min(1).max(1_000_000).default(1),
	/** Of the calls that it is meant for, the part that it hits. */
	probability: z.number().min(0).max(1).default(1),
	seed: z.string().default(''),
	/** Not a hang unless asked for: it costs the caller its whole timeout. */
	among: z.array(z.enum(KINDS)).min(1).default(['status', 'rate_limit', 'key_in_use', 'reset', 'delay']),
	when: z.enum(['before', 'after']).default('before'),
	status: z.number().int().min(400).max(599).default(500),
	stored: z.boolean().default(false),
	milliseconds: z.number().int().min(0).max(120_000).default(1000),
});
export type FaultRule = z.infer<typeof faultSchema>;

/** What goes wrong with one call. */
export interface Fault extends Pick<FaultRule, 'when' | 'status' | 'stored' | 'milliseconds'> {
	kind: (typeof KINDS)[number];
}

export interface Faults {
	add(rule: FaultRule): void;
	clear(): void;
	/** Those that are still to come. */
	pending(): FaultRule[];
	/** Uses up one hit of the first fault that strikes this call. */
	take(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
	let faults: { rule: FaultRule; draws: Draws }[] = [];
	return {
		add: (rule) => void faults.push({ rule: { ...rule }, draws: createDraws(rule.seed) }),
		clear: () => {
			faults = [];
		},
		pending: () => faults.map(({ rule }) => rule),
		take(method, path) {
			const hit = faults.find(
				({ rule, draws }) =>
					(rule.method ?? method) === method &&
					path.startsWith(rule.path) &&
					draws() < rule.probability,
			);
			if (hit === undefined) return null;
			hit.rule.times -= 1;
			faults = faults.filter(({ rule }) => rule.times > 0);
			return faultOf(hit.rule, hit.draws);
		},
	};
}

function faultOf(rule: FaultRule, draws: Draws): Fault {
	const { kind, among, when, status, stored, milliseconds } = rule;
	if (kind !== 'random') return { kind, when, status, stored, milliseconds };
	return {
		kind: among[Math.floor(draws() * among.length)] ?? 'status',
		when: draws() < 0.5 ? 'before' : 'after',
		stored: draws() < 0.5,
		status,
		milliseconds: Math.floor(draws() * milliseconds),
	};
}
