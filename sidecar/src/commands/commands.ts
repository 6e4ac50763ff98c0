import { UsageError, type Command, type CommandContext } from './command';
import { reconcile } from './reconcile';
import { replay } from './replay';
import { tasks } from './tasks';

/** The third way in, beside requests and timers: what a person types, by its first word. */
const COMMANDS: Readonly<Record<string, Command>> = { reconcile, replay, tasks };

/** How to call everything: `others`, then every command. */
export const usageOf = (others: readonly string[]): string =>
	[...others, ...Object.values(COMMANDS).flatMap(({ usage }) => usage)]
		.map((way, index) => `${index === 0 ? 'Usage:' : '      '} node server.mjs ${way}\n`)
		.join('');

/** `parseArgs` names what it does not understand. */
const isParseError = (error: unknown): error is Error =>
	error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** Reads what was typed, and returns the work. Raises {@link UsageError}. */
export const readCommand = (name: string, args: string[]): ((context: CommandContext) => Promise<void>) => {
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (command === undefined) {
		throw new UsageError(`There is no command "${[name, ...args].join(' ')}".`);
	}
	try {
		return command.read(args);
	} catch (error) {
		throw isParseError(error) ? new UsageError(error.message) : error;
	}
};
