import type { Knex } from 'knex';
import type { ChangedSession, ScheduleChangeData, SessionTime } from '../../../contract';
import type { CohortRow } from '../../db/course-cohorts';
import { queueNotifications } from '../../db/notifications';
import { purchasesOf, type BookedStep } from '../../db/schedule';
import { purchaseOf } from '../notifications/tell-student';
import type { OptionChange, SchedulePlan } from './plan-schedule.rules';

/** So many sessions are named in a mail; the dashboard shows all. */
const MOST_NAMED = 20;

type Changes = Pick<ScheduleChangeData, 'moved' | 'released' | 'others'>;

const timeOf = (startsAt: Date, endsAt: Date): SessionTime => ({
	startsAt: startsAt.toISOString(),
	endsAt: endsAt.toISOString(),
});

const toChanged = ({ wanted: { step, option }, from }: OptionChange): ChangedSession => ({
	stepLabel: step.label,
	groupClassName: option.groupClassName,
	timezone: option.timezone,
	before: from ? timeOf(from.starts_at, from.ends_at) : { startsAt: '', endsAt: '' },
});

const byTime = (one: ChangedSession, other: ChangedSession): number =>
	one.before.startsAt.localeCompare(other.before.startsAt);

/** What a student is told whose steps are booked in these options. */
export const changesFor = (
	stepOptionIds: ReadonlySet<number>,
	{ moved, released }: Pick<SchedulePlan, 'moved' | 'released'>,
): Changes => {
	const isTheirs = ({ wanted }: OptionChange) => stepOptionIds.has(wanted.option.stepOptionId);
	const gone = released.filter(isTheirs).map(toChanged).sort(byTime);
	const elsewhere = moved
		.filter(isTheirs)
		.flatMap((change) =>
			change.to && change.endsAt
				? [{ ...toChanged(change), after: timeOf(change.to.starts_at, change.endsAt) }]
				: [],
		)
		.sort(byTime);
	const named = gone.slice(0, MOST_NAMED);
	const more = elsewhere.slice(0, MOST_NAMED - named.length);
	return {
		moved: more,
		released: named,
		others: gone.length + elsewhere.length - named.length - more.length,
	};
};

/** Queues one mail for every student whose booking changes with a schedule, in the transaction that changes it. */
export const tellStudents = async (
	trx: Knex.Transaction,
	{ cohort, plan, booked }: { cohort: CohortRow; plan: SchedulePlan; booked: readonly BookedStep[] },
	now: Date,
): Promise<void> => {
	const optionsOf = new Map<number, Set<number>>();
	for (const { packageId, stepOptionId } of booked) {
		optionsOf.set(packageId, (optionsOf.get(packageId) ?? new Set()).add(stepOptionId));
	}
	const purchases = await purchasesOf(trx, [...optionsOf.keys()]);
	const messages = purchases.map(({ packageId, checkoutId, ...checkout }) => {
		const changes = changesFor(optionsOf.get(packageId) ?? new Set(), plan);
		return {
			kind: changes.released.length > 0 ? ('session_released' as const) : ('session_moved' as const),
			data: { ...purchaseOf({ ...checkout, cohort_name: cohort.name }), packageId, ...changes },
			// Of each version of the schedule a student hears once.
			subject: `package:${packageId}:schedule:${cohort.id}:${cohort.version}`,
			studentId: checkout.student_id,
			checkoutId,
		};
	});
	await queueNotifications(trx, messages, now);
};
