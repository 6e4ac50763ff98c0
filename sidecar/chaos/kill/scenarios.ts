import type { EnrollResponse } from '../../contract';
import type { CheckoutRow } from '../../src/db/checkouts';
import { table } from '../../src/db/database';
import type { NotificationRow } from '../../src/db/notifications';
import type { RefundRow } from '../../src/db/refunds';
import type { PackageRow } from '../../src/db/student-packages';
import type { StepProgressRow } from '../../src/db/student-course-step-progress';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';
import { until } from '../until';
import type { Lane } from './lane';

const PRICE = 49_000;
const MONTH = 30 * 86_400_000;

/** Whom a scenario is about. */
interface Purchase {
	student: number;
	cohort: BuiltCohort;
	sessionId: string;
}

/**
 * One thing that a student, a bank or staff begins, and that the sidecar is killed in the middle of.
 */
export interface Scenario {
	name: string;
	/** Everything that comes before. */
	prepare(lane: Lane): Promise<Purchase>;
	/** Begins it. The sidecar may be killed any time from here on. */
	begin(lane: Lane, purchase: Purchase): Promise<unknown>;
	/** Whether it came to its end, while nobody was killed. */
	isDone(lane: Lane, purchase: Purchase): Promise<boolean>;
	/** What the student does again when there was no answer. */
	repeat?(lane: Lane, purchase: Purchase): Promise<void>;
	/** What has to have come of it in the end. Empty = as it should. */
	verify(lane: Lane, purchase: Purchase): Promise<string[]>;
}

const enrollPath = ({ course, id }: BuiltCohort): string =>
	`/course-programs/${course.code}/cohorts/${id}/enroll`;

/** A student and a cohort with one step to choose and one without a choice, so far in the future that no lane comes to it. */
const newcomer = async ({ db, stripe }: Lane): Promise<Purchase> => {
	const course = await buildCourse(db, { steps: [{ options: 2 }, { options: 1 }] });
	const firstSession = new Date(Math.ceil((Date.now() + 6 * MONTH) / 60_000) * 60_000);
	const cohort = await buildCohort(db, course, { firstSession });
	await buildPrice(db, cohort, { amount: PRICE, stripePriceId: await stripe.createPrice(PRICE) });
	return { student: await buildStudent(db), cohort, sessionId: '' };
};

/** Clicks until there is an answer. */
const click = async (lane: Lane, purchase: Purchase): Promise<void> => {
	await until('a click on Enroll is answered', async () => {
		const { status, body } = await lane.as(purchase.student)('POST', enrollPath(purchase.cohort), {});
		purchase.sessionId = (body as unknown as Partial<EnrollResponse>).sessionId ?? '';
		return status === 200;
	});
};

const clicked = async (lane: Lane): Promise<Purchase> => {
	const purchase = await newcomer(lane);
	await click(lane, purchase);
	return purchase;
};

const pay = (lane: Lane, { sessionId }: Purchase): Promise<unknown> =>
	lane.stripe.control(`sessions/${sessionId}/pay`);

const enrolled = async (lane: Lane): Promise<Purchase> => {
	const purchase = await clicked(lane);
	await pay(lane, purchase);
	await lane.settle();
	return purchase;
};

const checkoutsOf = ({ db }: Lane, { student }: Purchase) =>
	table<CheckoutRow>(db, 'checkouts').where('student_id', student);

const stateOf = async (lane: Lane, purchase: Purchase): Promise<string | undefined> =>
	(await checkoutsOf(lane, purchase).where('session_id', purchase.sessionId).first())?.state;

const packagesOf = ({ db }: Lane, { student }: Purchase): Promise<PackageRow[]> =>
	table<PackageRow>(db, 'student_packages').where('student_id', student);

const mailsOf = ({ db }: Lane, { student }: Purchase): Promise<NotificationRow[]> =>
	table<NotificationRow>(db, 'notifications').where('student_id', student);

const expectEqual = (what: string, found: unknown, wanted: unknown): string[] =>
	JSON.stringify(found) === JSON.stringify(wanted)
		? []
		: [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`];

/** One package, in this status, for a checkout in this state; and one mail for each thing that there is to tell. */
const verifyPurchase = async (
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
const verifyOneRefund = async (lane: Lane, { sessionId }: Purchase): Promise<string[]> => {
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
const isQuiet = async (lane: Lane, purchase: Purchase, state: string): Promise<boolean> =>
	(await stateOf(lane, purchase)) === state && (await lane.stripe.deliveries()).pending === 0;

const checkout: Scenario = {
	name: 'checkout',
	prepare: newcomer,
	begin: async (lane, purchase) => {
		const { body } = await lane.as(purchase.student)('POST', enrollPath(purchase.cohort), {});
		purchase.sessionId = (body as unknown as Partial<EnrollResponse>).sessionId ?? '';
	},
	isDone: (_lane, { sessionId }) => Promise.resolve(sessionId !== ''),
	repeat: click,
	verify: async (lane, purchase) => {
		await pay(lane, purchase);
		await lane.settle();
		return [
			...expectEqual(
				'checkouts that keep a seat',
				(await checkoutsOf(lane, purchase)).filter(({ state }) => state === 'open').length,
				0,
			),
			...(await verifyPurchase(lane, purchase, {
				state: 'enrolled',
				packages: ['ACTIVE'],
				mails: ['enrolled'],
			})),
		];
	},
};

const fulfillment: Scenario = {
	name: 'fulfillment',
	prepare: clicked,
	begin: pay,
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'enrolled'),
	verify: (lane, purchase) =>
		verifyPurchase(lane, purchase, { state: 'enrolled', packages: ['ACTIVE'], mails: ['enrolled'] }),
};

const book = async (lane: Lane, { student, cohort }: Purchase): Promise<boolean> => {
	const owned = await table<PackageRow>(lane.db, 'student_packages').where('student_id', student).first();
	const [step] = cohort.course.steps;
	const selections = [{ courseStepId: step?.id, courseStepOptionId: step?.options[1]?.id }];
	const path = `/students/me/course-packages/${owned?.id}/book-sessions`;
	return (await lane.as(student)('POST', path, { selections })).status === 200;
};

const bookedSteps = async (lane: Lane, purchase: Purchase): Promise<StepProgressRow[]> => {
	const [owned] = await packagesOf(lane, purchase);
	return table<StepProgressRow>(lane.db, 'student_course_step_progress')
		.where({ package_id: owned?.id ?? 0, status: 'BOOKED' })
		.orderBy('step_id');
};

const booking: Scenario = {
	name: 'booking',
	prepare: enrolled,
	begin: book,
	isDone: async (lane, purchase) => (await bookedSteps(lane, purchase)).length === 2,
	repeat: (lane, purchase) => until('a booking is answered', () => book(lane, purchase)),
	verify: async (lane, purchase) =>
		expectEqual(
			'booked options',
			(await bookedSteps(lane, purchase)).map((row) => row.step_option_id),
			[
				purchase.cohort.course.steps[0]?.options[1]?.id,
				purchase.cohort.course.steps[1]?.options[0]?.id,
			],
		),
};

const refund: Scenario = {
	name: 'refund',
	prepare: async (lane) => {
		const purchase = await clicked(lane);
		await table<{ id: number; max_enrollment: number; current_enrollment: number }>(
			lane.db,
			'course_cohorts',
		)
			.where('id', purchase.cohort.id)
			.update({ max_enrollment: 0 });
		return purchase;
	},
	begin: pay,
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'refunded'),
	verify: async (lane, purchase) => [
		...(await verifyOneRefund(lane, purchase)),
		...(await verifyPurchase(lane, purchase, { state: 'refunded', packages: [], mails: ['refunded'] })),
	],
};

const reversal: Scenario = {
	name: 'refund at the dashboard',
	prepare: enrolled,
	begin: (lane, { sessionId }) => lane.stripe.control(`payments/${sessionId}/refund`),
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'refunded'),
	verify: async (lane, purchase) => [
		...(await verifyOneRefund(lane, purchase)),
		...(await verifyPurchase(lane, purchase, {
			state: 'refunded',
			packages: ['REFUNDED'],
			mails: ['enrolled', 'enrollment_ended'],
		})),
	],
};

const notification: Scenario = {
	name: 'notification',
	prepare: async (lane) => {
		lane.wordpress.isBlocked = true;
		const purchase = await clicked(lane);
		await pay(lane, purchase);
		await until('the mail was refused', async () =>
			(await mailsOf(lane, purchase)).some((row) => row.attempts > 0 && row.claimed_until === null),
		);
		return purchase;
	},
	begin: async (lane) => {
		lane.wordpress.isBlocked = false;
		await lane.passTime();
	},
	isDone: async (lane, purchase) =>
		(await mailsOf(lane, purchase)).every(({ status }) => status === 'sent'),
	verify: (lane, purchase) =>
		verifyPurchase(lane, purchase, { state: 'enrolled', packages: ['ACTIVE'], mails: ['enrolled'] }),
};

/** The longest first, so that lanes that share them end together. */
export const SCENARIOS: readonly Scenario[] = [
	refund,
	reversal,
	fulfillment,
	checkout,
	booking,
	notification,
];
