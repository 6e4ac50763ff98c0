import { parseArgs } from 'node:util';
import type { Finding } from '../domain/reconciliation/findings';
import type { Reconciliation } from '../domain/reconciliation/reconciliation.service';
import { CommandFailure, UsageError, type Command } from './command';

const DAY = 86_400_000;
const MOST_DAYS = 30;

const OUTCOMES = { would: 'would do', done: 'done', failed: 'FAILED' } as const;

const describe = ({ kind, subject, detail, action, outcome }: Finding): string =>
	`${kind}  ${subject}\n    ${detail}\n    ${OUTCOMES[outcome]}: ${action}`;

const conclude = ({ findings, since, applied }: Reconciliation): string => {
	const looked = `Compared Stripe since ${since.toISOString()} and all counters.`;
	if (findings.length === 0) {
		return `${looked} Everything agrees.`;
	}
	const advice = applied ? '' : ' This was a dry run; --apply does it.';
	return `${looked} ${findings.length} difference(s).${advice}`;
};

const readDays = (text: string | undefined): number => {
	const days = Number(text ?? MOST_DAYS);
	if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
		throw new UsageError(`--days takes 1 to ${MOST_DAYS}: Stripe lists no events that are older.`);
	}
	return days;
};

/** Compares Stripe and our tables, prints what differs, and with `--apply` mends it. */
export const reconcile: Command = {
	usage: ['reconcile [--apply] [--days 30] [--json]'],
	read: (args) => {
		const { values } = parseArgs({
			args,
			options: {
				apply: { type: 'boolean', default: false },
				days: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
		const days = readDays(values.days);
		return async ({ services, print, now }) => {
			const since = new Date(now().getTime() - days * DAY);
			const result = await services.reconciliation.reconcile({
				apply: values.apply,
				since,
				actor: 'operator',
			});
			if (values.json) {
				print(JSON.stringify(result, null, 2));
			} else {
				result.findings.map(describe).forEach(print);
				print(conclude(result));
			}
			if (result.findings.some(({ outcome }) => outcome === 'failed')) {
				throw new CommandFailure('Not everything could be mended; the log says why.');
			}
		};
	},
};
