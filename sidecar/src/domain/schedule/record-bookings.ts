import type { Knex } from 'knex';
import { recordActivities } from '../../db/activity';
import { bookingRecord, type RecordedBookings } from '../../db/booking-records';
import type { BookedStep } from '../../db/schedule';
import type { OptionChange, SchedulePlan } from './plan-schedule.rules';

type Told = Pick<RecordedBookings, 'moved' | 'released'>;

const byOption = (changes: readonly OptionChange[]): ReadonlyMap<number, OptionChange> =>
	new Map(changes.map((change) => [change.wanted.option.stepOptionId, change]));

const isOtherTime = ({ from, to }: OptionChange): boolean =>
	from?.starts_at.getTime() !== to?.starts_at.getTime();

/** By package, what becomes of its bookings. Another end alone is no other booking. */
const bookingsOf = (
	{ moved, released }: Pick<SchedulePlan, 'moved' | 'released'>,
	booked: readonly BookedStep[],
): ReadonlyMap<number, Told> => {
	const movedOptions = byOption(moved.filter(isOtherTime));
	const releasedOptions = byOption(released);
	const packages = new Map<number, Told>();
	for (const { packageId, stepOptionId, bookedAt } of booked) {
		const change = movedOptions.get(stepOptionId) ?? releasedOptions.get(stepOptionId);
		if (!change?.from) {
			continue;
		}
		const told = packages.get(packageId) ?? { moved: [], released: [] };
		const { stepId } = change.wanted.step;
		const from = bookingRecord(stepId, change.from, bookedAt);
		if (releasedOptions.has(stepOptionId)) {
			told.released.push(from);
		} else if (change.to) {
			told.moved.push({ from, to: bookingRecord(stepId, change.to) });
		}
		packages.set(packageId, told);
	}
	return packages;
};

interface Saved {
	cohortId: number;
	plan: SchedulePlan;
	/** As they were before. */
	booked: readonly BookedStep[];
	actor: string;
}

/** Writes into the activity of each package what a schedule makes of its bookings, in the transaction that saves it. */
export const recordBookings = async (
	trx: Knex.Transaction,
	{ cohortId, plan, booked, actor }: Saved,
	now: Date,
): Promise<void> => {
	const lines = [...bookingsOf(plan, booked)].map(
		([packageId, { moved, released }]) =>
			({
				actor,
				action: 'package.rescheduled',
				entityType: 'package',
				entityId: packageId,
				data: { cohortId, moved, released },
			}) as const,
	);
	await recordActivities(trx, lines, now);
};
