import { parseArgs } from 'node:util';
import { CommandFailure, UsageError, type Command, type CommandContext } from './command';

/** The log of a command goes to standard error, like these words. */
const WHY = 'the log above says why. The running sidecars go on trying.';

const replayOne =
	(eventId: string) =>
	async ({ services, print }: CommandContext): Promise<void> => {
		const outcome = await services.webhooks.replay(eventId);
		switch (outcome) {
			case 'unknown':
				throw new CommandFailure(`There is no stored event ${eventId}.`);
			case 'busy':
				throw new CommandFailure(
					`A sidecar is working on ${eventId} at the moment. Try again in two minutes.`,
				);
			case 'due':
			case 'dead':
				throw new CommandFailure(`${eventId} failed again; ${WHY}`);
			default:
				print(`${eventId}: ${outcome}`);
		}
	};

const replayDead = async ({ services, print }: CommandContext): Promise<void> => {
	const { replayed, failed } = await services.webhooks.replayDead();
	print(`${replayed} dead event(s) replayed, of which ${failed} failed again.`);
	if (failed > 0) {
		throw new CommandFailure(`Of each, ${WHY}`);
	}
};

/** Works again on stored events of Stripe. Safe for events that were worked on before: the object is read again. */
export const replay: Command = {
	usage: ['replay evt_…', 'replay --dead'],
	read: (args) => {
		const { values, positionals } = parseArgs({
			args,
			options: { dead: { type: 'boolean', default: false } },
			allowPositionals: true,
		});
		const [eventId, ...others] = positionals;
		if (values.dead && eventId === undefined) {
			return replayDead;
		}
		if (!values.dead && eventId?.startsWith('evt_') && others.length === 0) {
			return replayOne(eventId);
		}
		throw new UsageError('Name one event (evt_…), or all of them with --dead.');
	},
};
