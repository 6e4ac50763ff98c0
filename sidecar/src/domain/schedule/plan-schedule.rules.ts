import type { ScheduleInput } from '../../../contract';
import type { ClassSessionRow } from '../../db/class-sessions';
import type { Offered } from '../../db/schedule';
import type { Offer } from '../../db/views/schedule';
import type { ScheduleRefusal, WantedOption } from './wanted-options.rules';

/** What the locked rows say. */
export interface ScheduleFacts {
	cohortId: number;
	/** By id: every session that is offered for a wanted option now, or is to be. */
	sessions: ReadonlyMap<number, ClassSessionRow>;
	/** The session that begins when it is wanted, by option. */
	targets: ReadonlyMap<number, number>;
	/** Who offers these sessions. */
	offers: readonly Offer[];
	/** Booked steps by option: of those options that {@link changedOptions} names. */
	booked: ReadonlyMap<number, number>;
}

/** A wanted option beside what it is now. */
export interface OptionChange {
	wanted: WantedOption;
	from: ClassSessionRow | null;
	to: ClassSessionRow | null;
	/** The end of `to`, as it will be. */
	endsAt: Date | null;
	/** The seats that `to` gets unless others were typed; null: those that it has. */
	ownSeats: number | null;
}

interface SessionChange {
	id: number;
	change: Partial<Pick<ClassSessionRow, 'ends_at' | 'max_students'>>;
}

export interface SchedulePlan {
	/** Of every option that was asked for. */
	changes: OptionChange[];
	added: (Offered & { stepId: number })[];
	changed: Offered[];
	/** Options. */
	removed: number[];
	/** Other ends and seats of sessions. */
	sessions: SessionChange[];
	/** Options whose booked students come along. */
	moved: OptionChange[];
	/** Options whose booked students choose again. */
	released: OptionChange[];
	/** Seats that sessions gain or lose by it. */
	shifts: Map<number, number>;
	/** Sessions that this cohort does not offer any more, at least not for the same option. */
	left: number[];
}

const isSame = (one: Date | null, other: Date | null): boolean => one?.getTime() === other?.getTime();

/** The sessions that others count on than the options that are asked for. */
const sharedSessions = (
	wanted: readonly WantedOption[],
	{ offers, cohortId }: ScheduleFacts,
): Set<number> => {
	const named = new Set(wanted.map(({ option }) => option.stepOptionId));
	const others = offers.filter((offer) => offer.cohortId !== cohortId || !named.has(offer.stepOptionId));
	return new Set(others.map(({ classSessionId }) => classSessionId));
};

/** What becomes of each option; or the first one that others stand in the way of. */
const compare = (
	wanted: readonly WantedOption[],
	facts: ScheduleFacts,
): { changes: OptionChange[] } | { refusal: ScheduleRefusal } => {
	const ends = new Map<number, Date>();
	const shared = sharedSessions(wanted, facts);
	const changes: OptionChange[] = [];
	for (const one of wanted) {
		const { stepOptionId, session } = one.option;
		const from = (session && facts.sessions.get(session.classSessionId)) ?? null;
		const to = (one.times && facts.sessions.get(facts.targets.get(stepOptionId) ?? 0)) ?? null;
		if (to === null || one.times === null) {
			changes.push({ wanted: one, from, to: null, endsAt: null, ownSeats: null });
			continue;
		}
		const fixed = shared.has(to.id) ? to.ends_at : ends.get(to.id);
		if (one.hasOwnTimes && fixed && !isSame(fixed, one.times.endsAt)) {
			return { refusal: { stepOptionId, code: 'session_shared' } };
		}
		const endsAt = fixed ?? one.times.endsAt;
		ends.set(to.id, endsAt);
		const ownSeats = shared.has(to.id) ? null : (from?.max_students ?? one.option.maxStudents);
		changes.push({ wanted: one, from, to, endsAt, ownSeats });
	}
	return { changes };
};

const isRescheduled = ({ from, to, endsAt }: OptionChange): boolean =>
	from !== null && (to === null || from.id !== to.id || !isSame(from.ends_at, endsAt));

/** The options whose booked students are affected, with the session in which they are. */
export const rescheduledOffers = (wanted: readonly WantedOption[], facts: ScheduleFacts): Offered[] => {
	const outcome = compare(wanted, facts);
	return 'refusal' in outcome
		? []
		: outcome.changes
				.filter(isRescheduled)
				.flatMap(({ wanted: { option }, from }) =>
					from ? [{ stepOptionId: option.stepOptionId, classSessionId: from.id }] : [],
				);
};

/** Seats by session: the most that were typed for it, or else the most that it brings along. */
const wantedSeats = (changes: readonly OptionChange[]): Map<number, number> => {
	const own = new Map<number, number>();
	const typed = new Map<number, number>();
	for (const { wanted, to, ownSeats } of changes) {
		const seats = wanted.maxStudents ?? ownSeats;
		if (to !== null && seats !== null) {
			const most = wanted.maxStudents === undefined ? own : typed;
			most.set(to.id, Math.max(seats, most.get(to.id) ?? 0));
		}
	}
	return new Map([...own, ...typed]);
};

const sessionChanges = (changes: readonly OptionChange[]): SessionChange[] => {
	const merged = new Map<number, SessionChange>();
	const seatsOf = wantedSeats(changes);
	for (const { to, endsAt } of changes) {
		if (to === null || endsAt === null) {
			continue;
		}
		const change: SessionChange['change'] = merged.get(to.id)?.change ?? {};
		if (!isSame(to.ends_at, endsAt)) {
			change.ends_at = endsAt;
		}
		const seats = seatsOf.get(to.id) ?? to.max_students;
		if (seats !== to.max_students) {
			change.max_students = seats;
		}
		merged.set(to.id, { id: to.id, change });
	}
	return [...merged.values()].filter(({ change }) => Object.keys(change).length > 0);
};

const shiftsOf = (
	moved: readonly OptionChange[],
	released: readonly OptionChange[],
	booked: ScheduleFacts['booked'],
): Map<number, number> => {
	const shifts = new Map<number, number>();
	const shift = (session: ClassSessionRow | null, seats: number) => {
		if (session) {
			shifts.set(session.id, (shifts.get(session.id) ?? 0) + seats);
		}
	};
	for (const { wanted, from, to } of moved) {
		const seats = booked.get(wanted.option.stepOptionId) ?? 0;
		shift(from, -seats);
		shift(to, seats);
	}
	for (const { wanted, from } of released) {
		shift(from, -(booked.get(wanted.option.stepOptionId) ?? 0));
	}
	return new Map([...shifts].filter(([, seats]) => seats !== 0));
};

/** The first option whose session has not the seats that it needs in the end. */
const seatRefusal = (
	changes: readonly OptionChange[],
	{ sessions, shifts }: Pick<SchedulePlan, 'sessions' | 'shifts'>,
): ScheduleRefusal | null => {
	const seatsOf = new Map(sessions.map(({ id, change }) => [id, change.max_students]));
	for (const { wanted, to } of changes) {
		if (to === null) {
			continue;
		}
		const { stepOptionId } = wanted.option;
		const shift = shifts.get(to.id) ?? 0;
		const taken = to.current_enrollment + shift;
		const changed = seatsOf.get(to.id);
		const seats = changed ?? to.max_students;
		if (taken <= seats || (shift <= 0 && changed === undefined)) {
			continue;
		}
		if (changed !== undefined && (shift <= 0 || wanted.maxStudents !== undefined)) {
			return { stepOptionId, code: 'seats_below_sold', taken };
		}
		const free = Math.max(0, seats - to.current_enrollment);
		return { stepOptionId, code: 'class_full', free, needed: shift };
	}
	return null;
};

export type ScheduleOutcome =
	| { plan: SchedulePlan }
	| { refusal: ScheduleRefusal }
	/** Students are booked in these, and what becomes of them was not said. */
	| { affected: { stepOptionId: number; booked: number }[] };

/** Which options get which session, and what becomes of whoever is booked. */
const offersOf = (changes: readonly OptionChange[]): Pick<SchedulePlan, 'added' | 'changed' | 'removed'> => {
	const offers: Pick<SchedulePlan, 'added' | 'changed' | 'removed'> = {
		added: [],
		changed: [],
		removed: [],
	};
	for (const { wanted, from, to } of changes) {
		const { stepOptionId } = wanted.option;
		if (to === null) {
			offers.removed.push(...(from ? [stepOptionId] : []));
		} else if (from === null) {
			offers.added.push({ stepId: wanted.step.stepId, stepOptionId, classSessionId: to.id });
		} else if (from.id !== to.id) {
			offers.changed.push({ stepOptionId, classSessionId: to.id });
		}
	}
	return offers;
};

/**
 * Decides what saving a schedule changes. In the end no session has more students than seats, whatever the order in which
 * sessions exchange their students.
 *
 * @param students What becomes of students who are booked in what gets another time.
 */
export const planSchedule = (
	wanted: readonly WantedOption[],
	facts: ScheduleFacts,
	students: ScheduleInput['students'],
	now: Date,
): ScheduleOutcome => {
	const outcome = compare(wanted, facts);
	if ('refusal' in outcome) {
		return outcome;
	}
	const { changes } = outcome;
	const bookedIn = ({ wanted: { option } }: OptionChange) => facts.booked.get(option.stepOptionId) ?? 0;
	const affected = changes.filter((change) => isRescheduled(change) && bookedIn(change) > 0);
	if (affected.length > 0 && students === undefined) {
		return {
			affected: affected.map((change) => ({
				stepOptionId: change.wanted.option.stepOptionId,
				booked: bookedIn(change),
			})),
		};
	}
	const isMoved = ({ to }: OptionChange): boolean => to !== null && students === 'move';
	const moved = affected.filter(isMoved);
	const begun = moved.find(({ from, to }) => to && to.id !== from?.id && to.starts_at <= now);
	if (begun) {
		return { refusal: { stepOptionId: begun.wanted.option.stepOptionId, code: 'session_started' } };
	}
	const released = affected.filter((change) => !isMoved(change));
	const sessions = sessionChanges(changes);
	const shifts = shiftsOf(moved, released, facts.booked);
	const refusal = seatRefusal(changes, { sessions, shifts });
	if (refusal) {
		return { refusal };
	}
	const left = changes.flatMap(({ from, to }) => (from && from.id !== to?.id ? [from.id] : []));
	return { plan: { changes, ...offersOf(changes), sessions, moved, released, shifts, left } };
};
