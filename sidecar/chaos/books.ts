import type { CheckoutRow } from '../src/db/checkouts';
import type { RefundRow } from '../src/db/refunds';
import type { PackageRow } from '../src/db/student-packages';
import type { TaskRow } from '../src/db/tasks';
import { isLiving } from '../src/domain/payments/standing.rules';
import type { CheckoutSession, Dispute, Refund } from '../src/stripe/types';
import type { Counter, OurBooks } from './our-books';

/** Everything that Stripe knows of our money. */
export interface StripeBooks {
	/** With their payments; a payment has a charge once money has moved. */
	sessions: readonly CheckoutSession[];
	refunds: readonly Refund[];
	disputes: readonly Dispute[];
}

const LIVE = ['ACTIVE', 'SUSPENDED', 'COMPLETED'];

/** Both sides, found by what they belong to. */
interface Index {
	ours: OurBooks;
	stripe: StripeBooks;
	checkoutOfSession: Map<string | null, CheckoutRow>;
	packagesOf: (checkoutId: number) => PackageRow[];
	livePackagesOf: (checkoutId: number) => PackageRow[];
	refundRowsOf: (checkoutId: number) => RefundRow[];
	tasksOf: (checkoutId: number) => TaskRow[];
	session: (id: string) => CheckoutSession | undefined;
	refundsOf: (intentId: string) => Refund[];
	disputesOf: (intentId: string) => Dispute[];
}

const groupBy = <Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ((key: Key) => Row[]) => {
	const groups = new Map<Key, Row[]>();
	for (const row of rows) {
		const key = keyOf(row);
		groups.set(key, [...(groups.get(key) ?? []), row]);
	}
	return (key) => groups.get(key) ?? [];
};

const index = (ours: OurBooks, stripe: StripeBooks): Index => {
	const sessions = new Map(stripe.sessions.map((session) => [session.id, session]));
	const packagesOf = groupBy(ours.packages, (row) => row.checkout_id);
	return {
		ours,
		stripe,
		checkoutOfSession: new Map(ours.checkouts.map((row) => [row.session_id, row])),
		packagesOf,
		livePackagesOf: (id) => packagesOf(id).filter(({ status }) => LIVE.includes(status)),
		refundRowsOf: groupBy(ours.refunds, (row) => row.checkout_id),
		tasksOf: groupBy(ours.tasks, (row) => row.checkout_id ?? 0),
		session: (id) => sessions.get(id),
		refundsOf: groupBy(stripe.refunds, (refund) => refund.paymentIntentId ?? ''),
		disputesOf: groupBy(stripe.disputes, (dispute) => dispute.paymentIntentId ?? ''),
	};
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What is ours of a session's money: nothing while it was not paid, or what no bank took and we did not send back. */
const moneyKept = ({ refundsOf, disputesOf }: Index, { payment }: CheckoutSession): number => {
	if (!payment?.charge) {
		return 0;
	}
	const back = refundsOf(payment.intentId).filter(isLiving);
	const withdrawn = disputesOf(payment.intentId).map((dispute) => dispute.withdrawn);
	// Below nothing when a refunded payment is disputed as well.
	return Math.max(0, payment.charge.amount - sum(back.map(({ amount }) => amount)) - sum(withdrawn));
};

/** A person decided to keep all of it, or what is left when the part that was agreed on goes back. */
const isKeptByDecision = (
	{ refundsOf, refundRowsOf }: Index,
	{ id, state, reason, reference, payment_intent_id: intentId }: CheckoutRow,
): boolean => {
	if (reason !== 'refunded_in_part') {
		return state === 'cancelled' && reason === 'kept_by_staff';
	}
	const agreed = refundRowsOf(id).find(({ automatic }) => automatic === 1)?.amount;
	const goesBack = refundsOf(intentId ?? '').some(
		(refund) => isLiving(refund) && refund.checkoutReference === reference && refund.amount === agreed,
	);
	return goesBack && (state === 'refund_pending' || state === 'refunded');
};

/**
 * Money that we keep has exactly one reason: a live package, or else a refund that is still to be sent, a task, or what
 * a person decided.
 */
const checkMoney = (books: Index, tolerated: ReadonlySet<string>): string[] =>
	books.stripe.sessions.flatMap((session) => {
		const kept = moneyKept(books, session);
		const checkout = books.checkoutOfSession.get(session.id);
		const waiting = books.ours.waiting.has(session.id);
		if (tolerated.has(session.id) || kept === 0) {
			return [];
		}
		if (!checkout) {
			const known = waiting || books.ours.tasks.some((task) => task.stripe_id === session.id);
			return known ? [] : [`session ${session.id}: paid, no checkout`];
		}
		const packages = books.livePackagesOf(checkout.id).length;
		const refunds = books.refundRowsOf(checkout.id).filter(({ status }) => status === 'due').length;
		const tasks = books.tasksOf(checkout.id).length;
		const explained =
			packages === 1
				? refunds === 0
				: packages === 0 &&
					(refunds === 1 || tasks > 0 || waiting || isKeptByDecision(books, checkout));
		return explained
			? []
			: [
					`checkout ${checkout.id} (${checkout.state}): keeps ${kept} with ${packages} packages, ${refunds} refunds to make, ${tasks} tasks, event waiting: ${waiting}`,
				];
	});

/** A live package was paid for, or needed no payment. */
const checkPackages = (books: Index): string[] => {
	const checkouts = new Map(books.ours.checkouts.map((row) => [row.id, row]));
	return books.ours.packages
		.filter((row) => LIVE.includes(row.status))
		.flatMap((row) => {
			const checkout = checkouts.get(row.checkout_id);
			if (checkout?.state !== (row.status === 'SUSPENDED' ? 'disputed' : 'enrolled')) {
				return [`package ${row.id} (${row.status}): its checkout is ${checkout?.state}`];
			}
			if (checkout.session_id === null) {
				return checkout.amount === 0 ? [] : [`package ${row.id}: nobody paid ${checkout.amount}`];
			}
			const session = books.session(checkout.session_id);
			const paid =
				session !== undefined &&
				(session.paymentStatus === 'no_payment_required' ||
					moneyKept(books, session) > 0 ||
					// Until the bank or a person decides.
					books.tasksOf(checkout.id).length > 0);
			return paid ? [] : [`package ${row.id}: its money was not paid or went back`];
		});
};

const ENDED_BY_STAFF: readonly CheckoutRow['reason'][] = ['kept_by_staff', 'refunded_in_part'];

const REFUND_OF_STATE: Partial<Record<CheckoutRow['state'], RefundRow['status']>> = {
	refund_due: 'due',
	refund_pending: 'pending',
	refunded: 'succeeded',
	refund_failed: 'failed',
};

/** What is wrong with one checkout: its packages, its refunds, and Stripe's refunds of it must tell the same story. */
const checkState = (books: Index, checkout: CheckoutRow): string[] => {
	const session = books.session(checkout.session_id ?? '');
	const isWithdrawn = books
		.disputesOf(checkout.payment_intent_id ?? '')
		.some(({ withdrawn }) => withdrawn > 0);
	const packages = books.packagesOf(checkout.id).length;
	const live = books.livePackagesOf(checkout.id).length;
	const rows = books.refundRowsOf(checkout.id);
	const automatic = rows.filter((row) => row.automatic === 1);
	const wanted = REFUND_OF_STATE[checkout.state];
	const atStripe = books.refundsOf(checkout.payment_intent_id ?? '');
	const sent = atStripe.filter(
		(refund) => isLiving(refund) && refund.checkoutReference === checkout.reference,
	).length;
	const unknown = rows.filter(
		(row) => row.stripe_refund_id !== null && !atStripe.some(({ id }) => id === row.stripe_refund_id),
	).length;
	const problems: [wrong: boolean, words: string][] = [
		[packages > 1, `${packages} packages`],
		[ENDED_BY_STAFF.includes(checkout.reason) && packages !== 1, 'staff ended what never was'],
		[
			live !== (checkout.state === 'enrolled' ? 1 : 0) && checkout.state !== 'disputed',
			`${live} live packages`,
		],
		[
			// Several refunds make one state: ours, and parts that others sent.
			wanted !== undefined && automatic.length > 0 && !rows.some(({ status }) => status === wanted),
			`refunds are ${rows.map(({ status }) => status).join()}`,
		],
		[
			checkout.state === 'refunded' && rows.some(({ status }) => ['due', 'pending'].includes(status)),
			'a refund is under way',
		],
		[
			checkout.state !== 'refund_due' && automatic.some(({ status }) => status === 'due'),
			'a refund is due',
		],
		[checkout.state === 'refund_due' && automatic.length === 0, 'no refund to send'],
		[
			checkout.state === 'refund_failed' &&
				session !== undefined &&
				moneyKept(books, session) === 0 &&
				!isWithdrawn,
			'the money went back all the same',
		],
		[sent > 1, `${sent} refunds at Stripe`],
		[unknown > 0, `${unknown} refunds that Stripe does not know`],
	];
	return problems
		.filter(([wrong]) => wrong)
		.map(([, words]) => `checkout ${checkout.id} (${checkout.state}): ${words}`);
};

const checkOwners = ({ ours }: Index): string[] => {
	const owned = ours.packages
		.filter(({ status }) => LIVE.includes(status))
		.map((row) => `student ${row.student_id} owns course ${row.program_id}`);
	return owned.filter((entry, place) => owned.indexOf(entry) !== place).map((entry) => `${entry} twice`);
};

const checkCounters = (name: string, counters: readonly Counter[]): string[] =>
	counters
		.filter(({ counted, rows, seats }) => counted !== rows || (seats !== null && counted > seats))
		.map(({ id, counted, rows, seats }) => `${name} ${id}: counts ${counted}, has ${rows} of ${seats}`);

/**
 * The one invariant, over both ledgers: money kept ⇔ exactly one live package for it, an open task, or a person's
 * recorded decision; no student owns a course twice; no cohort and no class above its seats; every counter equal to its
 * rows. Returns what contradicts it.
 *
 * @param tolerated Sessions whose money is nobody's business here: other products, or left to a person on purpose.
 */
export const findContradictions = (
	ours: OurBooks,
	stripe: StripeBooks,
	tolerated: ReadonlySet<string> = new Set(),
): string[] => {
	const books = index(ours, stripe);
	return [
		...checkMoney(books, tolerated),
		...checkPackages(books),
		...ours.checkouts.flatMap((checkout) => checkState(books, checkout)),
		...checkOwners(books),
		...checkCounters('cohort', ours.cohorts),
		...checkCounters('class session', ours.classSessions),
		...ours.astray.map((id) => `package ${id}: a step of it is in another cohort`),
	];
};
