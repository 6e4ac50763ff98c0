import type { EnrollResponse } from '../../contract';
import type { CheckoutRow } from '../../src/db/checkouts';
import { table } from '../../src/db/database';
import type { NotificationRow } from '../../src/db/notifications';
import type { RefundRow } from '../../src/db/refunds';
import type { PackageRow } from '../../src/db/student-packages';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';
import { until } from '../until';
import type { Lane } from './lane';

const PRICE = 49_000;
const MONTH = 30 * 86_400_000;

/** Whom a scenario is about. */
export interface Purchase {
	student: number;
	cohort: BuiltCohort;
	sessionId: string;
	/** The cohort where staff wants the student. */
	movesTo?: number;
}

export const enrollPath = ({ course, id }: BuiltCohort): string =>
	`/course-programs/${course.code}/cohorts/${id}/enroll`;

/** A student and a cohort with one step to choose and one without a choice, so far in the future that no lane comes to it. */
export const newcomer = async ({ db, stripe }: Lane): Promise<Purchase> => {
	const course = await buildCourse(db, { steps: [{ options: 2 }, { options: 1 }] });
	const firstSession = new Date(Math.ceil((Date.now() + 6 * MONTH) / 60_000) * 60_000);
	const cohort = await buildCohort(db, course, { firstSession });
	await buildPrice(db, cohort, { amount: PRICE, stripePriceId: await stripe.createPrice(PRICE) });
	return { student: await buildStudent(db), cohort, sessionId: '' };
};

/** Clicks until there is an answer. */
export const click = async (lane: Lane, purchase: Purchase): Promise<void> => {
	await until('a click on Enroll is answered', async () => {
		const { status, body } = await lane.as(purchase.student)('POST', enrollPath(purchase.cohort), {});
		purchase.sessionId = (body as unknown as Partial<EnrollResponse>).sessionId ?? '';
		return status === 200;
	});
};

export const clicked = async (lane: Lane): Promise<Purchase> => {
	const purchase = await newcomer(lane);
	await click(lane, purchase);
	return purchase;
};

export const pay = (lane: Lane, { sessionId }: Purchase): Promise<unknown> =>
	lane.stripe.control(`sessions/${sessionId}/pay`);

export const enrolled = async (lane: Lane): Promise<Purchase> => {
	const purchase = await clicked(lane);
	await pay(lane, purchase);
	await lane.settle();
	return purchase;
};

export const checkoutsOf = ({ db }: Lane, { student }: Purchase) =>
	table<CheckoutRow>(db, 'checkouts').where('student_id', student);

const stateOf = async (lane: Lane, purchase: Purchase): Promise<string | undefined> =>
	(await checkoutsOf(lane, purchase).where('session_id', purchase.sessionId).first())?.state;

export const packagesOf = ({ db }: Lane, { student }: Purchase): Promise<PackageRow[]> =>
	table<PackageRow>(db, 'student_packages').where('student_id', student);

export const mailsOf = ({ db }: Lane, { student }: Purchase): Promise<NotificationRow[]> =>
	table<NotificationRow>(db, 'notifications').where('student_id', student);

export const expectEqual = (what: string, found: unknown, wanted: unknown): string[] =>
	JSON.stringify(found) === JSON.stringify(wanted)
		? []
		: [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];

/** One package, in this status, for a checkout in this state; and one mail for each thing that there is to tell. */
export const verifyPurchase = async (
	lane: Lane,
	purchase: Purchase,
	wanted: { state: string; packages: string[]; mails: string[] },
): Promise<string[]> => {
	const mails = await mailsOf(lane, purchase);
	return [
		...expectEqual('checkout', await stateOf(lane, purchase), wanted.state),
		...expectEqual(
			'packages',
			(await packagesOf(lane, purchase)).map(({ status }) => status),
			wanted.packages,
		),
		...expectEqual('mails', mails.map(({ kind }) => kind).sort(), wanted.mails),
		...expectEqual(
			'mails that are not sent',
			mails.filter(({ reference }) => lane.wordpress.sent.get(reference) !== 1).length,
			0,
		),
	];
};

/** Living refunds of the payment at Stripe, and our rows of it. */
export const verifyOneRefund = async (lane: Lane, { sessionId }: Purchase): Promise<string[]> => {
	const { sessions, refunds } = await lane.stripe.ledger();
	// The books are not expanded.
	const intent = sessions.find(({ id }) => id === sessionId)?.payment_intent as string;
	const made = refunds.filter(({ payment_intent }) => payment_intent === intent);
	const rows = await table<RefundRow>(lane.db, 'refunds').where('payment_intent_id', intent);
	return [
		...expectEqual(
			'refunds at Stripe',
			made.map(({ amount }) => amount),
			[PRICE],
		),
		...expectEqual(
			'our refunds',
			rows.map(({ status }) => status),
			['succeeded'],
		),
	];
};

/** All deliveries were taken and all that came of them is done. */
export const isQuiet = async (lane: Lane, purchase: Purchase, state: string): Promise<boolean> =>
	(await stateOf(lane, purchase)) === state && (await lane.stripe.deliveries()).pending === 0;
