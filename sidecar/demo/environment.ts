import { z } from 'zod';

const ids = z.record(z.string(), z.int().positive());

const json = z.string().transform((text, context): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		context.addIssue({ code: 'custom', message: 'is not JSON' });
		return z.NEVER;
	}
});

const schema = z.object({
	/** WordPress user ids by login. */
	DEMO_STUDENTS: json.pipe(ids).default({}),
	/** WordPress page ids by course code. */
	DEMO_PAGES: json.pipe(ids).default({}),
});

export interface DemoEnvironment {
	students: ReadonlyMap<string, number>;
	pages: ReadonlyMap<string, number>;
}

/** Reads what the demo needs beside the sidecar's own environment. Raises an error that names every wrong variable. */
export const readDemoEnvironment = (environment: NodeJS.ProcessEnv): DemoEnvironment => {
	const parsed = schema.safeParse(environment);
	if (!parsed.success) {
		const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
		throw new Error(`The demo cannot be made: ${problems.join('; ')}`);
	}
	return {
		students: new Map(Object.entries(parsed.data.DEMO_STUDENTS)),
		pages: new Map(Object.entries(parsed.data.DEMO_PAGES)),
	};
};
