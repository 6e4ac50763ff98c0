import type { EnrollResponse } from '../../contract';
import type { CheckoutRow } from '../../src/db/checkouts';
import { table } from '../../src/db/database';
import type { NotificationRow } from '../../src/db/notifications';
import type { RefundRow } from '../../src/db/refunds';
import type { PackageRow } from '../../src/db/student-packages';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';
import { atOnce } from '../at-once';
import type { Fleet } from '../fleet';

const PRICE = 49_000;
/** Students whose calls are under way at the same moment. */
const CROWD = 48;

interface Extent {
	students: number;
	seats: number;
}

interface Raced {
	problems: string[];
	counts: Record<string, number>;
}

const buildSoughtAfter = async ({ db, stripe }: Fleet, { students, seats }: Extent): Promise<BuiltCohort> => {
	const course = await buildCourse(db, {
		steps: [{ options: [{ maxStudents: students }] }, { options: [{ maxStudents: students }] }],
	});
	const cohort = await buildCohort(db, course, { maxEnrollment: seats });
	await buildPrice(db, cohort, { amount: PRICE, stripePriceId: await stripe.createPrice(PRICE) });
	return cohort;
};

/** As if half an hour had passed and nobody had paid: the seats are free again, and Stripe's pages still open. */
const letHoldsLapse = async ({ db }: Fleet): Promise<void> => {
	await table<CheckoutRow>(db, 'checkouts')
		.where('state', 'open')
		.update({ expires_at: new Date(Date.now() - 1000) });
};

/** Everybody clicks; whoever finds no seat comes again when holds have lapsed. Returns the students by their session. */
const clickAll = async (
	fleet: Fleet,
	cohort: BuiltCohort,
	{ students, seats }: Extent,
): Promise<{ sessions: Map<string, number>; problems: string[] }> => {
	const path = `/course-programs/${cohort.course.code}/cohorts/${cohort.id}/enroll`;
	const sessions = new Map<string, number>();
	const problems: string[] = [];
	const everybody = await atOnce(Array.from({ length: students }), CROWD, () => buildStudent(fleet.db));
	let waiting = everybody;
	let isFirst = true;
	while (waiting.length > 0) {
		// The first time everybody; then as many as may find a seat, so that it comes to an end.
		const crowd = isFirst ? waiting : waiting.slice(0, seats);
		const answers = await atOnce(crowd, CROWD, (student) => fleet.as(student)('POST', path, {}));
		const served = new Set<number>();
		for (const [place, { status, body }] of answers.entries()) {
			const { sessionId, code } = body as Partial<EnrollResponse> & { code?: string };
			const student = crowd[place] as number;
			if (status === 200 && typeof sessionId === 'string') {
				sessions.set(sessionId, student);
				served.add(student);
			} else if (code !== 'cohort_full') {
				problems.push(`a click was answered ${status} ${code}`);
			}
		}
		if (served.size !== Math.min(seats, waiting.length)) {
			problems.push(`${served.size} holds for ${seats} seats`);
			break;
		}
		waiting = waiting.filter((student) => !served.has(student));
		isFirst = false;
		await letHoldsLapse(fleet);
	}
	return { sessions, problems };
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What must have come of so many payments for so many seats, to the cent. */
const verify = async ({ db, stripe, wordpress }: Fleet, { students, seats }: Extent): Promise<string[]> => {
	const ledger = await stripe.ledger();
	const packages = await table<PackageRow>(db, 'student_packages').where('status', 'ACTIVE');
	const refunds = await table<RefundRow>(db, 'refunds').where('status', 'succeeded');
	const checkouts = await table<CheckoutRow>(db, 'checkouts');
	const mails = await table<NotificationRow>(db, 'notifications');
	const taken = sum(ledger.charges.filter(({ paid }) => paid).map(({ amount }) => amount));
	const sentBack = sum(ledger.refunds.map(({ amount }) => amount));
	const inState = (state: string): CheckoutRow[] => checkouts.filter((row) => row.state === state);
	const refused = students - seats;
	const facts: Record<string, [found: number, wanted: number]> = {
		'payments at Stripe': [ledger.charges.filter(({ paid }) => paid).length, students],
		'live packages': [packages.length, seats],
		'refunds at Stripe': [ledger.refunds.length, refused],
		'payments refunded': [new Set(ledger.refunds.map((refund) => refund.payment_intent)).size, refused],
		'refunds that we know': [new Set(refunds.map((row) => row.stripe_refund_id)).size, refused],
		'cents kept, by Stripe and by us': [
			taken - sentBack,
			sum(inState('enrolled').map(({ amount }) => amount)),
		],
		'cents sent back, by Stripe and by us': [sentBack, sum(refunds.map(({ amount }) => amount ?? 0))],
		'cents kept for each seat': [taken - sentBack, seats * PRICE],
		'checkouts refunded': [inState('refunded').length, refused],
		'mails sent once': [
			mails.filter(({ reference }) => wordpress.sent.get(reference) === 1).length,
			students,
		],
		'mails queued': [mails.length, students],
	};
	return Object.entries(facts)
		.filter(([, [found, wanted]]) => found !== wanted)
		.map(([name, [found, wanted]]) => `${name}: ${found} instead of ${wanted}`);
};

/** Many more students pay for a cohort than it has seats, all at the same moment, and Stripe tells it twice and in any order. */
export const raceForSeats = async (fleet: Fleet, extent: Extent, seed: number): Promise<Raced> => {
	const { stripe } = fleet;
	const cohort = await buildSoughtAfter(fleet, extent);
	const { sessions, problems } = await clickAll(fleet, cohort, extent);
	if (problems.length > 0) {
		return { problems, counts: {} };
	}
	await stripe.control('disturbances', {
		kind: 'duplicate',
		copies: 1,
		milliseconds: 2000,
		seed: `${seed}`,
	});
	await stripe.control('deliveries/hold');
	const paid = await atOnce([...sessions.keys()], CROWD, (id) => stripe.control(`sessions/${id}/pay`));
	await stripe.control('deliveries/release', { order: 'shuffled', seed: `${seed}` });
	// Every third student is back on the landing page at the same moment.
	const returning = [...sessions].filter((_, place) => place % 3 === 0);
	const landings = await atOnce(returning, CROWD, ([id, student]) =>
		fleet.as(student)('GET', `/enrollment/session/${id}`),
	);
	const contradictions = await fleet.judge();
	return {
		problems: [
			...paid.filter((answer) => answer === null).map(() => 'a session could not be paid'),
			...landings
				.filter(({ status }) => status !== 200)
				.map(({ status }) => `a landing page: ${status}`),
			...contradictions,
			...(await verify(fleet, extent)),
		],
		counts: {
			payments: paid.length,
			refunds: (await stripe.ledger()).refunds.length,
			deliveries: (await stripe.deliveries()).delivered,
		},
	};
};
