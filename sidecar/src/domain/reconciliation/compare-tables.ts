import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { findOverdueCheckouts } from '../../db/checkouts';
import { lockClassSessions, setSeatsOfSession } from '../../db/class-sessions';
import { lockCohort, setSeatsOfCohort } from '../../db/course-cohorts';
import { inTransaction, type Connection } from '../../db/database';
import { countOverdueRefunds } from '../../db/refunds';
import { hasTaskAbout } from '../../db/tasks';
import { classSessionCounters, cohortCounters, type Counter } from '../../db/views/counters';
import type { StripeGateway } from '../../stripe/gateway';
import { settleByStripe, type CheckoutDependencies } from '../checkout/end-checkout';
import type { RefundsService } from '../refunds/refunds.service';
import { openTask } from '../tasks/open-task';
import type { Problem } from './findings';

const MINUTE = 60_000;
/** What Stripe itself, and the workers, get to tell or do it first. */
const GRACE = 5 * MINUTE;
const BATCH = 100;

/** Checkouts that are open although their session has ended. */
export async function* compareOpenCheckouts(
	dependencies: CheckoutDependencies & { stripe: StripeGateway; clock: Clock },
): AsyncGenerator<Problem> {
	const { db, stripe, clock } = dependencies;
	const endedBefore = new Date(clock.now().getTime() - GRACE);
	let afterId = 0;
	for (;;) {
		const search = { livemode: stripe.livemode, endedBefore, afterId, limit: BATCH };
		const checkouts = await findOverdueCheckouts(db, search);
		yield* checkouts.map((checkout): Problem => ({
			kind: 'open_past_expiry',
			subject: `checkout ${checkout.id}`,
			detail: `It is open; its session ended at ${checkout.expires_at?.toISOString()}.`,
			action: 'Ask Stripe, and follow.',
			mend: () => settleByStripe(dependencies, checkout),
		}));
		const last = checkouts.at(-1);
		if (last === undefined || checkouts.length < BATCH) {
			return;
		}
		afterId = last.id;
	}
}

/** Refunds that nobody has sent although they were due long ago. */
export async function* compareDueRefunds({
	db,
	refunds,
	clock,
}: {
	db: Connection;
	refunds: RefundsService;
	clock: Clock;
}): AsyncGenerator<Problem> {
	const overdue = await countOverdueRefunds(db, new Date(clock.now().getTime() - GRACE));
	if (overdue > 0) {
		yield {
			kind: 'refund_overdue',
			subject: `${overdue} refund(s)`,
			detail: 'They are due and nobody has sent them.',
			action: 'Send them.',
			mend: async () => {
				while ((await refunds.sendDue()) > 0);
			},
		};
	}
}

interface Dependencies {
	db: Connection;
	livemode: boolean;
	clock: Clock;
	/** Who has it mended, for the activity. */
	actor: string;
}

/** More students than seats is nothing that a program may mend. Null when a person knows of it. */
const oversold = async (
	{ db, livemode, clock }: Dependencies,
	subject: string,
	counter: Counter,
): Promise<Problem | null> => {
	const detail = `${counter.rows} students for ${counter.seats} seats.`;
	const task = {
		kind: 'books_differ',
		subject,
		checkout_id: null,
		stripe_id: null,
		livemode,
		detail,
	} as const;
	if (await hasTaskAbout(db, task)) {
		return null;
	}
	return {
		kind: 'oversold',
		subject,
		detail,
		action: 'Open a task for a person. Nobody else gets in.',
		mend: () => inTransaction(db, (trx) => openTask(trx, { ...task, onceEver: true }, clock.now())),
	};
};

const miscounted = (subject: string, counter: Counter, mend: () => Promise<void>): Problem => ({
	kind: 'counter_differs',
	subject,
	detail: `It counts ${counter.counted}, and has ${counter.rows} of ${counter.seats ?? 'unlimited'}.`,
	action: 'Count again, under its lock.',
	mend,
});

interface Counted {
	entityType: 'cohort' | 'class_session';
	lock: (trx: Connection, id: number) => Promise<unknown>;
	/** Counters that are wrong; with an id that one, whatever it says. */
	count: (connection: Connection, id?: number) => Promise<Counter[]>;
	set: (trx: Connection, id: number, seats: number, now: Date) => Promise<void>;
}

const COUNTED: readonly Counted[] = [
	{ entityType: 'cohort', lock: lockCohort, count: cohortCounters, set: setSeatsOfCohort },
	{
		entityType: 'class_session',
		lock: (trx, id) => lockClassSessions(trx, [id]),
		count: classSessionCounters,
		set: setSeatsOfSession,
	},
];

/** Counts again under the lock; what somebody else has mended meanwhile stays. */
const recount = (
	{ db, clock, actor }: Dependencies,
	{ entityType, lock, count, set }: Counted,
	id: number,
): Promise<void> =>
	inTransaction(db, async (trx) => {
		await lock(trx, id);
		const [counter] = await count(trx, id);
		if (!counter || counter.counted === counter.rows) {
			return;
		}
		await set(trx, id, counter.rows, clock.now());
		const data = {
			before: { currentEnrollment: counter.counted },
			after: { currentEnrollment: counter.rows },
		};
		const entry = { actor, action: `${entityType}.recounted`, entityType, entityId: id, data };
		await recordActivity(trx, entry, clock.now());
	});

/** Counters of cohorts and class sessions that differ from their rows. */
export async function* compareCounters(dependencies: Dependencies): AsyncGenerator<Problem> {
	for (const counted of COUNTED) {
		for (const counter of await counted.count(dependencies.db)) {
			const subject = `${counted.entityType}:${counter.id}`;
			const problem =
				counter.counted === counter.rows
					? await oversold(dependencies, subject, counter)
					: miscounted(subject, counter, () => recount(dependencies, counted, counter.id));
			if (problem) {
				yield problem;
			}
		}
	}
}
