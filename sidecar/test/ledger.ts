import type { CheckoutRow } from '../src/db/checkouts';
import { table, type Connection } from '../src/db/database';
import type { RefundRow } from '../src/db/refunds';
import type { StripeEventRow } from '../src/db/stripe-events';
import type { PackageRow } from '../src/db/student-packages';
import type { TaskRow } from '../src/db/tasks';
import { isInquiry, isLiving, isOpen } from '../src/domain/payments/standing.rules';
import type { CheckoutSession } from '../src/stripe/types';
import type { FakeStripe } from './fake-stripe';
import type { Shop } from './shop';

const LIVE = ['ACTIVE', 'SUSPENDED', 'COMPLETED'];

interface Books {
	checkouts: CheckoutRow[];
	packages: PackageRow[];
	refunds: RefundRow[];
	/** Open ones. */
	tasks: TaskRow[];
	/** Session ids about which an event waits for a worker or for a person. */
	waiting: Set<string>;
	stripe: FakeStripe;
}

const readBooks = async ({ db, stripe }: Pick<Shop, 'db' | 'stripe'>): Promise<Books> => ({
	checkouts: await table<CheckoutRow>(db, 'checkouts'),
	packages: await table<PackageRow>(db, 'student_packages'),
	refunds: await table<RefundRow>(db, 'refunds'),
	tasks: await table<TaskRow>(db, 'tasks').where('status', 'open'),
	waiting: new Set(
		(await table<StripeEventRow>(db, 'stripe_events').whereIn('status', ['due', 'dead'])).map(
			(event) => event.object_id,
		),
	),
	stripe,
});

/** What is ours of a session's money: nothing while it was not paid, all of it, or what no bank took and we did not send back. */
const moneyKept = (session: CheckoutSession, stripe: FakeStripe): number => {
	const { payment } = session;
	const withdrawn = stripe
		.disputesOf(payment?.intentId ?? '')
		.some((dispute) => dispute.status === 'lost' || (isOpen(dispute) && !isInquiry(dispute)));
	if (!payment?.charge || withdrawn) {
		return 0;
	}
	const back = stripe.refundsOf(payment.intentId).filter(isLiving);
	return payment.charge.amount - back.reduce((sum, { amount }) => sum + amount, 0);
};

/** Money that we keep has exactly one reason: a live package, or else a refund that is still to be sent, or a task. */
const checkMoney = (books: Books, tolerated: ReadonlySet<string>): string[] =>
	books.stripe.sessions().flatMap((session) => {
		const kept = moneyKept(session, books.stripe);
		const checkout = books.checkouts.find((row) => row.session_id === session.id);
		if (tolerated.has(session.id) || kept === 0) {
			return [];
		}
		if (!checkout) {
			return books.waiting.has(session.id) ? [] : [`session ${session.id}: paid, no checkout`];
		}
		const packages = books.packages.filter(
			(row) => row.checkout_id === checkout.id && LIVE.includes(row.status),
		);
		const refunds = books.refunds.filter(
			(row) => row.checkout_id === checkout.id && row.status === 'due',
		);
		const tasks = books.tasks.filter((row) => row.checkout_id === checkout.id);
		const waiting = books.waiting.has(session.id);
		const explained =
			packages.length === 1
				? refunds.length === 0
				: packages.length === 0 && (refunds.length === 1 || tasks.length > 0 || waiting);
		return explained
			? []
			: [
					`checkout ${checkout.id} (${checkout.state}): keeps ${kept} with ${packages.length} packages, ${refunds.length} refunds to make, ${tasks.length} tasks, event waiting: ${waiting}`,
				];
	});

/** A live package was paid for, or needed no payment. */
const checkPackages = (books: Books): string[] =>
	books.packages
		.filter((row) => LIVE.includes(row.status))
		.flatMap((row) => {
			const checkout = books.checkouts.find(({ id }) => id === row.checkout_id);
			if (checkout?.state !== (row.status === 'SUSPENDED' ? 'disputed' : 'enrolled')) {
				return [`package ${row.id}: its checkout is ${checkout?.state}`];
			}
			if (checkout.session_id === null) {
				return checkout.amount === 0 ? [] : [`package ${row.id}: nobody paid ${checkout.amount}`];
			}
			const session = books.stripe.session(checkout.session_id);
			const paid =
				session.paymentStatus === 'no_payment_required' ||
				moneyKept(session, books.stripe) > 0 ||
				// Until the bank or a person decides.
				books.tasks.some((task) => task.checkout_id === checkout.id);
			return paid ? [] : [`package ${row.id}: its money was not paid or went back`];
		});

const REFUND_OF_STATE: Partial<Record<CheckoutRow['state'], RefundRow['status']>> = {
	refund_due: 'due',
	refund_pending: 'pending',
	refunded: 'succeeded',
	refund_failed: 'failed',
};

/** The state of a checkout, its packages, its refunds, and Stripe's refunds of it tell the same story. */
const checkStates = (books: Books): string[] =>
	books.checkouts.flatMap((checkout) => {
		const packages = books.packages.filter((row) => row.checkout_id === checkout.id);
		const live = packages.filter((row) => LIVE.includes(row.status)).length;
		const rows = books.refunds.filter((row) => row.checkout_id === checkout.id);
		const automatic = rows.filter((row) => row.automatic === 1);
		const wanted = REFUND_OF_STATE[checkout.state];
		const atStripe = books.stripe.refundsOf(checkout.payment_intent_id ?? '');
		const sent = atStripe.filter(
			(refund) => isLiving(refund) && refund.checkoutReference === checkout.reference,
		).length;
		const unknown = rows.filter(
			(row) => row.stripe_refund_id !== null && !atStripe.some(({ id }) => id === row.stripe_refund_id),
		).length;
		return [
			packages.length <= 1 ? [] : [`${packages.length} packages`],
			live === (checkout.state === 'enrolled' ? 1 : 0) || checkout.state === 'disputed'
				? []
				: [`${live} live packages`],
			wanted === undefined || automatic.every(({ status }) => status === wanted)
				? []
				: [`automatic refund: ${automatic.map(({ status }) => status).join()}`],
			checkout.state === 'refund_due' && automatic.length === 0 ? ['no refund to send'] : [],
			sent <= 1 ? [] : [`${sent} refunds at Stripe`],
			unknown === 0 ? [] : [`${unknown} refunds that Stripe does not know`],
		]
			.flat()
			.map((problem) => `checkout ${checkout.id} (${checkout.state}): ${problem}`);
	});

interface Counter {
	id: number;
	counted: number;
	rows: number;
	seats: number | null;
}

const checkCounters = (name: string, counters: Counter[]): string[] =>
	counters
		.filter(({ counted, rows, seats }) => counted !== rows || (seats !== null && counted > seats))
		.map(({ id, counted, rows, seats }) => `${name} ${id}: counts ${counted}, has ${rows} of ${seats}`);

const readCounters = async (db: Connection): Promise<{ cohorts: Counter[]; sessions: Counter[] }> => {
	const [cohorts] = (await db.raw(
		`SELECT cohort.id, cohort.current_enrollment AS counted, cohort.max_enrollment AS seats,
			(SELECT COUNT(*) FROM wp_ce_student_packages AS package WHERE package.cohort_id = cohort.id AND package.live = 1) AS \`rows\`
		FROM wp_ce_course_cohorts AS cohort`,
	)) as [Counter[]];
	const [sessions] = (await db.raw(
		`SELECT session.id, session.current_enrollment AS counted, session.max_students AS seats,
			(SELECT COUNT(*) FROM wp_ce_student_course_step_progress AS step
				WHERE step.class_session_id = session.id AND step.status IN ('BOOKED', 'COMPLETED')) AS \`rows\`
		FROM wp_ce_class_sessions AS session`,
	)) as [Counter[]];
	return { cohorts, sessions };
};

/**
 * Money kept ⇔ exactly one live package for it, or an open task; no student owns a course twice; no cohort and no
 * class above its seats; every counter equal to its rows. Looks at the whole database and all of Stripe.
 *
 * @param tolerated Sessions whose money is nobody's business here: other products, or left to a person on purpose.
 */
export const expectLedgerToBalance = async (
	shop: Pick<Shop, 'db' | 'stripe'>,
	tolerated: ReadonlySet<string> = new Set(),
): Promise<void> => {
	const books = await readBooks(shop);
	const counters = await readCounters(shop.db);
	const owners = books.packages
		.filter(({ status }) => LIVE.includes(status))
		.map((row) => `${row.student_id}/${row.program_id}`);
	expect([
		...checkMoney(books, tolerated),
		...checkPackages(books),
		...checkStates(books),
		...checkCounters('cohort', counters.cohorts),
		...checkCounters('class session', counters.sessions),
	]).toEqual([]);
	expect(new Set(owners).size).toBe(owners.length);
};
