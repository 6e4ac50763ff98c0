import { z } from 'zod';
import { createDraws, type Draws } from '../draws';
import { matchesType } from './event-types';

/**
 * What shall go wrong between Stripe and the shop from now on. Sent to `POST /_control/disturbances`.
 *
 * - `shuffle`: each delivery waits for a random part of `milliseconds` (500), so that they arrive in any order.
 * - `delay`: each waits for `milliseconds` (1000).
 * - `duplicate`: the same event is delivered `copies` times more, each after a random part of `milliseconds` (0: at
 *   once).
 * - `drop`: not delivered at all, until somebody resends it.
 * - `twin`: `copies` more events with other ids for the same change.
 *
 * The same seed and the same order of events give the same disturbances.
 */
export const disturbanceSchema = z.strictObject({
	kind: z.enum(['shuffle', 'delay', 'duplicate', 'drop', 'twin']),
	/** Event types to hit, such as `refund.*`; all by default. */
	types: z.array(z.string().min(1)).min(1).default(['*']),
	probability: z.number().min(0).max(1).default(1),
	seed: z.string().default(''),
	/** How many events to hit; null = all that are to come. */
	times: z.number().int().min(1).nullable().default(null),
	milliseconds: z.number().int().min(0).max(86_400_000).optional(),
	copies: z.number().int().min(1).max(20).default(1),
});
export type Disturbance = z.infer<typeof disturbanceSchema>;

/** How one event reaches one endpoint; waits are in milliseconds. */
export interface DeliveryPlan {
	isDropped: boolean;
	wait: number;
	/** One wait for each time that the event is delivered once more. */
	copies: number[];
}

export const UNDISTURBED: DeliveryPlan = { isDropped: false, wait: 0, copies: [] };

export interface Disturbances {
	add(disturbance: Disturbance): void;
	clear(): void;
	/** Those that are still to come. */
	pending(): Disturbance[];
	/** How many twins an event of this type gets. */
	twinsOf(type: string): number;
	planFor(type: string): DeliveryPlan;
}

const WINDOWS = { shuffle: 500, delay: 1000, duplicate: 0, drop: 0, twin: 0 };

export function createDisturbances(): Disturbances {
	let rules: { disturbance: Disturbance; draws: Draws }[] = [];

	/** The rules of these kinds that strike now; each strike is counted. */
	function strike(type: string, kinds: Disturbance['kind'][]): typeof rules {
		const struck = rules.filter(
			({ disturbance: { kind, types, probability }, draws }) =>
				kinds.includes(kind) &&
				types.some((wanted) => matchesType(type, wanted)) &&
				draws() < probability,
		);
		for (const { disturbance } of struck) if (disturbance.times !== null) disturbance.times -= 1;
		rules = rules.filter(({ disturbance }) => disturbance.times !== 0);
		return struck;
	}

	return {
		add: (disturbance) =>
			void rules.push({ disturbance: { ...disturbance }, draws: createDraws(disturbance.seed) }),
		clear: () => {
			rules = [];
		},
		pending: () => rules.map(({ disturbance }) => disturbance),
		twinsOf: (type) =>
			strike(type, ['twin']).reduce((sum, { disturbance }) => sum + disturbance.copies, 0),
		planFor(type) {
			const plan: DeliveryPlan = { ...UNDISTURBED, copies: [] };
			for (const { disturbance, draws } of strike(type, ['shuffle', 'delay', 'duplicate', 'drop'])) {
				const { kind, copies } = disturbance;
				const milliseconds = disturbance.milliseconds ?? WINDOWS[kind];
				const part = (): number => Math.floor(draws() * (milliseconds + 1));
				if (kind === 'drop') plan.isDropped = true;
				if (kind === 'delay') plan.wait += milliseconds;
				if (kind === 'shuffle') plan.wait += part();
				if (kind === 'duplicate') plan.copies.push(...Array.from({ length: copies }, part));
			}
			return plan;
		},
	};
}
