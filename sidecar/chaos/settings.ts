import { z } from 'zod';

const schema = z.object({
	/** `mysql://user:password@host:port` of somebody who may create databases. */
	databaseUrl: z.string(),
	/** Of the first schedule and of every other draw; the others count on from it. */
	seed: z.int().nonnegative(),
	/** How many random schedules are played. */
	runs: z.int().positive(),
	/** How many fail points of each scenario the sidecar is killed at; null = at all of them. */
	sample: z.int().positive().nullable(),
	/** `server.mjs`, as it ships. */
	bundle: z.string(),
	/** Folder for what the sidecars write. */
	logs: z.string(),
});

/** How much is proven, and with what. */
export type Settings = z.output<typeof schema>;

/** Reads what the command handed over on standard input. */
export const readSettings = (text: string): Settings => schema.parse(JSON.parse(text));
