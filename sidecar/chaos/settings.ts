import { z } from 'zod';

const schema = z.object({
	/** `mysql://user:password@host:port` of somebody who may create databases. */
	databaseUrl: z.string(),
	/** Of the first schedule and of every other draw; the others count on from it. */
	seed: z.int().nonnegative(),
	/** How many random schedules are played. */
	runs: z.int().positive(),
});

/** How much is proven, and with what. */
export type Settings = z.output<typeof schema>;

/** Reads what the command handed over on standard input. */
export const readSettings = (text: string): Settings => schema.parse(JSON.parse(text));
