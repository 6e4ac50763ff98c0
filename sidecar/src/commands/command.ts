import type { Services } from '../compose';

/** What was typed makes no sense; the answer is how to use it. */
export class UsageError extends Error {}

/** What was asked for cannot be done; the message says why, to the person who typed it. */
export class CommandFailure extends Error {}

export interface CommandContext {
	services: Services;
	/** Writes one line of the answer. */
	print(line: string): void;
	now(): Date;
}

/** What a person at the server may ask of a sidecar. Running sidecars go on beside it. */
export interface Command {
	/** How it is called, without `node server.mjs`: one entry per way. */
	usage: readonly string[];
	/**
	 * Reads what was typed after the command's name, and returns the work. Raises {@link UsageError}, or what
	 * `parseArgs` raises; the work raises {@link CommandFailure}.
	 */
	read(args: string[]): (context: CommandContext) => Promise<void>;
}
