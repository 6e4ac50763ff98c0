import { parseArgs } from 'node:util';
import type { OpenTask } from '../domain/tasks/tasks.service';
import { CommandFailure, UsageError, type Command, type CommandContext } from './command';
import { TASK_ADVICE } from './task-advice';

const LONGEST_NOTE = 500;

/** Who closes a task from a shell: nobody's name is known there. */
const OPERATOR = 'operator';

const MINUTE = 60_000;

const ageOf = (since: Date, now: Date): string => {
	const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE));
	if (minutes < 60) {
		return `${minutes} min`;
	}
	return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (24 * 60))} d`;
};

const describe = (task: OpenTask, now: Date): string[] => [
	[
		`#${task.id}`,
		ageOf(task.openedAt, now),
		task.kind,
		task.subject,
		task.stripeId ?? '-',
		task.livemode ? 'live' : 'test',
	].join('  '),
	...(task.detail === null ? [] : [`    ${task.detail}`]),
	`    ${TASK_ADVICE[task.kind]}`,
];

const list =
	(asJson: boolean) =>
	async ({ services, print, now }: CommandContext): Promise<void> => {
		const tasks = await services.tasks.open();
		if (asJson) {
			print(
				JSON.stringify(
					tasks.map((task) => ({ ...task, advice: TASK_ADVICE[task.kind] })),
					null,
					2,
				),
			);
			return;
		}
		tasks.flatMap((task) => describe(task, now())).forEach(print);
		print(tasks.length === 0 ? 'Nothing waits for a person.' : `${tasks.length} open task(s).`);
	};

const resolve =
	(id: number, note: string) =>
	async ({ services, print }: CommandContext): Promise<void> => {
		if (!(await services.tasks.resolve(id, { by: OPERATOR, note }))) {
			throw new CommandFailure(`There is no open task ${id}.`);
		}
		print(`Task ${id} is resolved.`);
	};

const readId = (text: string | undefined): number => {
	if (text === undefined || !/^#?[1-9]\d{0,14}$/.test(text)) {
		throw new UsageError('Name the task by its number.');
	}
	return Number(text.replace('#', ''));
};

const readNote = (text: string | undefined): string => {
	const note = text?.trim() ?? '';
	if (note === '' || note.length > LONGEST_NOTE) {
		throw new UsageError(`Say with --note, in 1 to ${LONGEST_NOTE} characters, what was done.`);
	}
	return note;
};

/** Shows what waits for a person, the oldest first, and closes it. */
export const tasks: Command = {
	usage: ['tasks [--json]', 'tasks resolve ID --note "what was done"'],
	read: (args) => {
		if (args[0] === 'resolve') {
			const { values, positionals } = parseArgs({
				args: args.slice(1),
				options: { note: { type: 'string' } },
				allowPositionals: true,
			});
			if (positionals.length > 1) {
				throw new UsageError('Resolve one task at a time; put the note in quotes.');
			}
			return resolve(readId(positionals[0]), readNote(values.note));
		}
		const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
		return list(values.json);
	},
};
