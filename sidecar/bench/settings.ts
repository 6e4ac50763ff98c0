import { z } from 'zod';

/** What the command hands to a part of the bench. */
const schema = z.object({
	/** `mysql://user:password@host:port` of a user who may do everything. */
	databaseUrl: z.string(),
	bundle: z.string(),
	stripeUrl: z.string(),
	/** Folder of logs and profiles. */
	logs: z.string(),
	rounds: z.int().positive(),
	/** In the filled tables. */
	packages: z.int().nonnegative(),
	/** In the one cohort whose roster is read. */
	students: z.int().positive(),
	/** Cohorts that the load is spread over. */
	cohorts: z.int().positive(),
	/** How many times a cell's work is done, by concurrency. */
	operations: z.record(z.string(), z.int().positive()),
	/** Calls of one round of what goes through WordPress. */
	calls: z.int().positive(),
	/** Writes a CPU profile of the sidecar under load into `logs`. */
	profile: z.boolean(),
	/** The site, for the parts that go through it. */
	site: z
		.object({
			url: z.string(),
			databaseName: z.string(),
			login: z.string(),
			password: z.string(),
			studentId: z.int(),
			courseCode: z.string(),
			pages: z.object({ with: z.string(), without: z.string() }),
		})
		.optional(),
});

export type Settings = z.output<typeof schema>;
export type Site = NonNullable<Settings['site']>;

/** Raises when something is missing. */
export const readSettings = (text: string): Settings => schema.parse(JSON.parse(text));
