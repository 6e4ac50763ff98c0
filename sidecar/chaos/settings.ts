import { z } from 'zod';

const count = z.int().positive();

const schema = z.object({
	/** In this order. */
	parts: z.array(z.enum(['race', 'random', 'kill', 'outage'])),
	/** Of the first schedule, and of every other draw; the schedules that follow count on from it. */
	seed: z.int().nonnegative(),
	/** How many random schedules are played. */
	runs: count,
	/** How many fail points of each scenario the sidecar is killed at; null = at all of them. */
	sample: count.nullable(),
	race: z.object({ students: count, seats: count }),
	/** How many students shop while MariaDB is killed so many times. */
	outage: z.object({ students: count, kills: count }),
	mariadb: z.object({ server: z.string(), install: z.string() }),
	/** `server.mjs`, as it ships. */
	bundle: z.string(),
	/** `emulator.mjs`: the local Stripe. */
	emulator: z.string(),
	/** Folder for what everybody writes. */
	logs: z.string(),
});

/** How much is proven, and with what. */
export type Settings = z.output<typeof schema>;

/** Reads what the command handed over on standard input. */
export const readSettings = (text: string): Settings => schema.parse(JSON.parse(text));
