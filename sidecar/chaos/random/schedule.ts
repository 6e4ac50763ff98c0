import { createDraws, type Draws } from '../../stripe-emulator/src/draws';

/**
 * One thing that happens in a school. Numbers name students and cohorts; where there may be fewer than such a number,
 * as of sessions and refunds, the remainder of the division counts.
 */
export type Action =
	| { do: 'enroll'; student: number; cohort: number; tabs: number }
	| { do: 'pay'; session: number; way: PaymentWay; code: PromotionCode | null }
	| { do: 'return'; session: number }
	| { do: 'debit'; session: number; outcome: 'settle' | 'fail' }
	| { do: 'refund'; session: number; part: number; status: RefundStatus }
	| { do: 'refund outcome'; refund: number; outcome: 'settle' | 'fail' | 'cancel' | 'require_action' }
	| { do: 'next refund'; status: RefundStatus }
	| { do: 'dispute'; session: number; status: DisputeStatus }
	| { do: 'dispute outcome'; dispute: number; outcome: DisputeOutcome }
	| { do: 'edit'; cohort: number; change: CohortChange }
	| { do: 'archive price'; cohort: number }
	| { do: 'delete student'; student: number }
	| { do: 'book'; student: number; option: number }
	| { do: 'staff enrolls'; student: number; cohort: number }
	| { do: 'staff moves'; student: number; cohort: number }
	| { do: 'staff cancels'; student: number; refund: StaffRefund }
	| { do: 'staff books'; student: number; option: number }
	| { do: 'staff gives back'; student: number; step: number }
	| { do: 'staff replays'; task: number }
	| { do: 'work'; sidecar: number }
	| { do: 'reconcile'; sidecar: number }
	| { do: 'faults'; times: number; probability: number }
	| { do: 'slow answers'; times: number; milliseconds: number }
	| { do: 'disturb'; kind: 'shuffle' | 'delay' | 'duplicate' | 'drop' | 'twin'; probability: number }
	| { do: 'hold' }
	| { do: 'release' }
	| { do: 'repeat event'; event: number; twin: boolean }
	| { do: 'mail fails'; code: 'unreachable' | 'mail_failed' | 'lost' }
	| { do: 'time passes'; seconds: number };

export const PAYMENT_WAYS = [
	'card',
	'card',
	'card',
	'bank_debit',
	'card_declined',
	'card_refund_pending',
	'card_refund_fails',
] as const;
type PaymentWay = (typeof PAYMENT_WAYS)[number];
export type PromotionCode = 'HALF' | 'WHOLE';
type RefundStatus = 'succeeded' | 'pending' | 'requires_action' | 'failed';
/** A number is the part of the price that goes back. */
type StaffRefund = 'none' | 'full' | number;
type DisputeStatus = 'needs_response' | 'warning_needs_response' | 'prevented';
type DisputeOutcome =
	'under_review' | 'won' | 'lost' | 'warning_under_review' | 'warning_closed' | 'needs_response';
type CohortChange =
	'deactivate' | 'activate' | 'delete' | 'fewer seats' | 'more seats' | 'deadline' | 'price';

/** What happens at the same moment. */
export type Burst = Action[];

export interface Schedule {
	seed: string;
	students: number;
	/** Seats of each cohort; the first two belong to one course, the others to one each. */
	seats: (number | null)[];
	bursts: Burst[];
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const PASSING = [MINUTE, 5 * MINUTE, 20 * MINUTE, 35 * MINUTE, 3 * HOUR, DAY, 4 * DAY] as const;

const pick = <Item>(draws: Draws, items: readonly Item[]): Item =>
	items[Math.floor(draws() * items.length)] as Item;

const below = (draws: Draws, limit: number): number => Math.floor(draws() * limit);

/** Each kind of action with how often it comes, beside the others. */
const KINDS: readonly [weight: number, make: (draws: Draws, schedule: Schedule) => Action][] = [
	[
		26,
		(draws, { students, seats }) => ({
			do: 'enroll',
			student: below(draws, students),
			cohort: below(draws, seats.length),
			tabs: pick(draws, [1, 1, 1, 2, 3]),
		}),
	],
	[
		26,
		(draws) => ({
			do: 'pay',
			session: below(draws, 1000),
			way: pick(draws, PAYMENT_WAYS),
			code: pick(draws, [null, null, null, null, null, 'HALF', 'WHOLE']),
		}),
	],
	[8, (draws) => ({ do: 'return', session: below(draws, 1000) })],
	[4, (draws) => ({ do: 'debit', session: below(draws, 1000), outcome: pick(draws, ['settle', 'fail']) })],
	[
		5,
		(draws) => ({
			do: 'refund',
			session: below(draws, 1000),
			part: pick(draws, [1, 1, 0.25]),
			status: pick(draws, ['succeeded', 'succeeded', 'pending', 'requires_action', 'failed']),
		}),
	],
	[
		4,
		(draws) => ({
			do: 'refund outcome',
			refund: below(draws, 1000),
			outcome: pick(draws, ['settle', 'settle', 'fail', 'cancel', 'require_action']),
		}),
	],
	[1, (draws) => ({ do: 'next refund', status: pick(draws, ['pending', 'requires_action', 'failed']) })],
	[
		3,
		(draws) => ({
			do: 'dispute',
			session: below(draws, 1000),
			status: pick(draws, ['needs_response', 'needs_response', 'warning_needs_response', 'prevented']),
		}),
	],
	[
		4,
		(draws) => ({
			do: 'dispute outcome',
			dispute: below(draws, 1000),
			outcome: pick(draws, [
				'under_review',
				'won',
				'lost',
				'warning_under_review',
				'warning_closed',
				'needs_response',
			]),
		}),
	],
	[
		3,
		(draws, { seats }) => ({
			do: 'edit',
			cohort: below(draws, seats.length),
			change: pick(draws, [
				'deactivate',
				'activate',
				'activate',
				'activate',
				...(draws() < 0.2 ? (['delete'] as const) : []),
				'fewer seats',
				'more seats',
				'more seats',
				'deadline',
				'price',
				'price',
			]),
		}),
	],
	[0.3, (draws, { seats }) => ({ do: 'archive price', cohort: below(draws, seats.length) })],
	[0.5, (draws, { students }) => ({ do: 'delete student', student: below(draws, students) })],
	[
		8,
		(draws, { students }) => ({
			do: 'book',
			student: below(draws, students),
			option: below(draws, 2),
		}),
	],
	[
		3,
		(draws, { students, seats }) => ({
			do: 'staff enrolls',
			student: below(draws, students),
			cohort: below(draws, seats.length),
		}),
	],
	[
		6,
		(draws, { students }) => ({
			do: 'staff moves',
			student: below(draws, students),
			// Of the two that belong to one course; rarely to where nobody can go.
			cohort: pick(draws, [0, 0, 0, 0, 1, 1, 1, 1, 2]),
		}),
	],
	[
		6,
		(draws, { students }) => ({
			do: 'staff cancels',
			student: below(draws, students),
			refund: pick(draws, ['none', 'none', 'full', 'full', 'full', 0.25, 0.5, 1]),
		}),
	],
	[
		2,
		(draws, { students }) => ({
			do: 'staff books',
			student: below(draws, students),
			option: below(draws, 2),
		}),
	],
	[
		2,
		(draws, { students }) => ({
			do: 'staff gives back',
			student: below(draws, students),
			step: below(draws, 2),
		}),
	],
	[4, (draws) => ({ do: 'staff replays', task: below(draws, 1000) })],
	[8, (draws) => ({ do: 'work', sidecar: below(draws, 3) })],
	[2, (draws) => ({ do: 'reconcile', sidecar: below(draws, 3) })],
	[
		4,
		(draws) => ({
			do: 'faults',
			times: 1 + below(draws, 4),
			probability: pick(draws, [0.2, 0.5, 1]),
		}),
	],
	[
		4,
		(draws) => ({
			do: 'disturb',
			kind: pick(draws, ['shuffle', 'delay', 'duplicate', 'drop', 'twin']),
			probability: pick(draws, [0.2, 0.5]),
		}),
	],
	[
		5,
		(draws) => ({
			do: 'slow answers',
			times: pick(draws, [4, 12, 30]),
			milliseconds: pick(draws, [20, 60, 150]),
		}),
	],
	[2, () => ({ do: 'hold' })],
	[4, () => ({ do: 'release' })],
	[3, (draws) => ({ do: 'repeat event', event: below(draws, 1000), twin: draws() < 0.5 })],
	[1, (draws) => ({ do: 'mail fails', code: pick(draws, ['unreachable', 'mail_failed', 'lost']) })],
	[9, (draws) => ({ do: 'time passes', seconds: pick(draws, PASSING) })],
];

const WEIGHT = KINDS.reduce((sum, [weight]) => sum + weight, 0);

const drawAction = (draws: Draws, schedule: Schedule): Action => {
	let rest = draws() * WEIGHT;
	for (const [weight, make] of KINDS) {
		rest -= weight;
		if (rest < 0) {
			return make(draws, schedule);
		}
	}
	return { do: 'release' };
};

const BURSTS = 40;

/** The same seed gives the same schedule. */
export const drawSchedule = (seed: string): Schedule => {
	const draws = createDraws(seed);
	const schedule: Schedule = {
		seed,
		students: 4 + below(draws, 5),
		seats: [1 + below(draws, 4), 2 + below(draws, 4), pick(draws, [2, 3, null])],
		bursts: [],
	};
	for (let burst = 0; burst < BURSTS; burst += 1) {
		const size = pick(draws, [1, 1, 2, 3, 5]);
		schedule.bursts.push(Array.from({ length: size }, () => drawAction(draws, schedule)));
	}
	return schedule;
};
