import { pino, type Logger } from 'pino';
import type { EnrollResponse } from '../contract';
import type { Clock } from '../src/clock';
import { compose, type Services } from '../src/compose';
import type { Config } from '../src/config';
import type { CheckoutRow } from '../src/db/checkouts';
import type { CohortRow } from '../src/db/course-cohorts';
import { table, type Connection } from '../src/db/database';
import type { RefundRow } from '../src/db/refunds';
import type { StripeEventRow } from '../src/db/stripe-events';
import type { NotificationRow } from '../src/db/notifications';
import type { PackageRow } from '../src/db/student-packages';
import type { TaskRow } from '../src/db/tasks';
import { AppError } from '../src/errors';
import type { StripeEvent } from '../src/stripe/types';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort, type BuiltCourse } from './builders';
import { createTestClock, type TestClock } from './clock';
import { createTestDatabase, type TestDatabase } from './database';
import { FakeMail } from './fake-mail';
import { delivery, FakeStripe } from './fake-stripe';
import { buildStudent, createWordPressTables } from './wordpress';

export const SITE_URL = 'https://school.example';
/** What a sidecar does without any configuration. */
export const TEST_POLICY: Config['policy'] = { honorClosedCohorts: false, refundEndsEnrollment: true };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Overrides = Partial<Parameters<Services['checkouts']['enroll']>[0]>;

/** One sidecar of possibly many: its own pool and services, the shop's database and Stripe. */
export interface Sidecar extends Services {
	/** Clicks *Enroll*. */
	click(studentId: number, cohort: BuiltCohort, overrides?: Overrides): Promise<EnrollResponse>;
	/** Clicks *Enroll* and returns the id of the session to pay. */
	checkOut(studentId: number, cohort: BuiltCohort): Promise<string>;
	/** Receives one delivery of Stripe. */
	deliver(type: string, objectId: string, overrides?: Partial<StripeEvent>): Promise<void>;
	/** Runs the workers until nothing is due any more. */
	work(): Promise<void>;
	refundsQueued: number;
	/** How often a course or cohort was taken off sale. */
	offersClosed: number;
}

/** A school with a database of its own, a Stripe of its own, and as many sidecars as a test wants. */
export interface Shop {
	db: Connection;
	stripe: FakeStripe;
	/** The plugin's mailer. */
	mail: FakeMail;
	clock: TestClock;
	sidecar: Sidecar;
	/** What the sidecars logged as warnings and errors, oldest first. */
	logged: { level: number; msg: string }[];
	openSidecar(stripe?: FakeStripe, pool?: Connection, policy?: Partial<Config['policy']>): Sidecar;
	/** A pool that no sidecar uses. */
	connect(): Connection;
	/** A cohort on sale for 490.00 EUR, with a course of two steps of one option each. */
	cohort(overrides?: Parameters<typeof buildCohort>[2], course?: BuiltCourse): Promise<BuiltCohort>;
	student(): Promise<number>;
	students(count: number): Promise<number[]>;
	checkout(sessionId: string): Promise<CheckoutRow>;
	checkoutsOf(studentId: number): Promise<CheckoutRow[]>;
	/** States of a student's checkouts, oldest first. */
	statesOf(studentId: number): Promise<string[]>;
	stateOf(sessionId: string): Promise<string>;
	packagesOf(studentId: number): Promise<PackageRow[]>;
	refundsOf(checkoutId: number): Promise<RefundRow[]>;
	events(): Promise<StripeEventRow[]>;
	/** All tasks about a checkout, resolved ones too, oldest first. */
	tasksOf(checkoutId: number): Promise<TaskRow[]>;
	/** Kinds of the mails that were queued to a student, oldest first. */
	mailsTo(studentId: number): Promise<string[]>;
	/** What mails tell of a checkout, whether to its student or, with `studentId` null, to staff; oldest first. */
	mailsAbout(checkoutId: number): Promise<{ kind: string; studentId: number | null; data: unknown }[]>;
	seatsTaken(cohort: BuiltCohort): Promise<number>;
	/** Gives a cohort another price at Stripe and here. */
	reprice(cohort: BuiltCohort, amount: number): Promise<void>;
	/** What an editor does to a cohort. */
	edit(cohort: BuiltCohort, change: Partial<CohortRow>): Promise<void>;
	close(): Promise<void>;
}

const recordingLogger = (lines: Shop['logged']): Logger =>
	pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line) as Shop['logged'][number]) });

const openSidecar = (
	db: Connection,
	stripe: FakeStripe,
	{ clock, logger, mail }: { clock: Clock; logger: Logger; mail: FakeMail },
	policy: Partial<Config['policy']> = {},
): Sidecar => {
	const services = compose({
		config: {
			identitySecrets: [],
			siteUrl: SITE_URL,
			version: '0.1.0',
			wordpressUrl: null,
			policy: { ...TEST_POLICY, ...policy },
			eventRetentionDays: 90,
		},
		db,
		stripe,
		clock,
		logger,
		mail,
		onRefundQueued: () => {
			sidecar.refundsQueued += 1;
		},
		onOfferClosed: () => {
			sidecar.offersClosed += 1;
		},
	});
	const sidecar: Sidecar = {
		...services,
		refundsQueued: 0,
		offersClosed: 0,
		click: (studentId, cohort, overrides) =>
			services.checkouts.enroll({
				buyer: {
					userId: studentId,
					email: `student-${studentId}@example.test`,
					siteUrl: SITE_URL,
					paths: { success: '/your-enrollment/', dashboard: '/my-courses/' },
				},
				courseCode: cohort.course.code,
				cohortId: cohort.id,
				...overrides,
			}),
		checkOut: async (studentId, cohort) => {
			const { sessionId } = await sidecar.click(studentId, cohort);
			if (sessionId === null) {
				throw new Error('A free course has no session.');
			}
			return sessionId;
		},
		deliver: async (type, objectId, overrides) => {
			await services.webhooks.receive(...delivery(type, objectId, overrides));
		},
		work: async () => {
			while ((await services.webhooks.replayDue()) + (await services.refunds.sendDue()) > 0);
		},
	};
	return sidecar;
};

const stock = async (
	db: Connection,
	stripe: FakeStripe,
	overrides: Parameters<typeof buildCohort>[2],
	course?: BuiltCourse,
): Promise<BuiltCohort> => {
	const cohort = await buildCohort(db, course ?? (await buildCourse(db)), overrides);
	const { stripePriceId, amount, currency } = await buildPrice(db, cohort);
	stripe.addPrice(stripePriceId ?? '', { amount, currency });
	return cohort;
};

const reprice = async (
	db: Connection,
	stripe: FakeStripe,
	cohort: BuiltCohort,
	amount: number,
): Promise<void> => {
	const stripePriceId = `price_changed_${cohort.id}`;
	stripe.addPrice(stripePriceId, { amount, currency: 'eur' });
	await table<{ entity_type: string; entity_id: number; amount: number; stripe_price_id: string }>(
		db,
		'stripe_product_map',
	)
		.where({ entity_type: 'cohort', entity_id: cohort.id })
		.update({ amount, stripe_price_id: stripePriceId });
};

const readers = (db: Connection) => {
	const checkout = async (sessionId: string): Promise<CheckoutRow> => {
		const row = await table<CheckoutRow>(db, 'checkouts').where('session_id', sessionId).first();
		if (!row) {
			throw new Error(`No checkout has session ${sessionId}.`);
		}
		return row;
	};
	const checkoutsOf = (studentId: number): Promise<CheckoutRow[]> =>
		table<CheckoutRow>(db, 'checkouts').where('student_id', studentId).orderBy('id');
	const cohortRow = (cohort: BuiltCohort) => table<CohortRow>(db, 'course_cohorts').where('id', cohort.id);
	return {
		checkout,
		checkoutsOf,
		stateOf: async (sessionId: string): Promise<string> => (await checkout(sessionId)).state,
		statesOf: async (studentId: number): Promise<string[]> =>
			(await checkoutsOf(studentId)).map(({ state }) => state),
		packagesOf: (studentId: number): Promise<PackageRow[]> =>
			table<PackageRow>(db, 'student_packages').where('student_id', studentId).orderBy('id'),
		refundsOf: (checkoutId: number): Promise<RefundRow[]> =>
			table<RefundRow>(db, 'refunds').where('checkout_id', checkoutId).orderBy('id'),
		events: (): Promise<StripeEventRow[]> => table<StripeEventRow>(db, 'stripe_events').orderBy('id'),
		tasksOf: (checkoutId: number): Promise<TaskRow[]> =>
			table<TaskRow>(db, 'tasks').where('checkout_id', checkoutId).orderBy('id'),
		mailsTo: async (studentId: number): Promise<string[]> =>
			(
				await table<NotificationRow>(db, 'notifications').where('student_id', studentId).orderBy('id')
			).map(({ kind }) => kind),
		mailsAbout: async (checkoutId: number) =>
			(
				await table<NotificationRow>(db, 'notifications')
					.where('checkout_id', checkoutId)
					.orderBy('id')
			).map(({ kind, student_id: studentId, data }) => ({
				kind,
				studentId,
				data: JSON.parse(data ?? '{}') as unknown,
			})),
		seatsTaken: async (cohort: BuiltCohort): Promise<number> =>
			(await cohortRow(cohort).first('current_enrollment'))?.current_enrollment ?? -1,
		edit: async (cohort: BuiltCohort, change: Partial<CohortRow>): Promise<void> => {
			await cohortRow(cohort).update(change);
		},
	};
};

export const openShop = async (): Promise<Shop> => {
	const database: TestDatabase = await createTestDatabase();
	const { db } = database;
	await createWordPressTables(db);
	const clock = createTestClock();
	const stripe = new FakeStripe(clock);
	const logged: Shop['logged'] = [];
	const logger = recordingLogger(logged);
	const student = () => buildStudent(db);
	const mail = new FakeMail();
	const outside = { clock, logger, mail };
	return {
		...readers(db),
		db,
		stripe,
		clock,
		logged,
		mail,
		sidecar: openSidecar(db, stripe, outside),
		openSidecar: (other = stripe, pool = database.connect(), policy = {}) =>
			openSidecar(pool, other, outside, policy),
		connect: () => database.connect(),
		cohort: (overrides = {}, course) => stock(db, stripe, overrides, course),
		student,
		students: (count) => Promise.all(Array.from({ length: count }, student)),
		reprice: (cohort, amount) => reprice(db, stripe, cohort, amount),
		close: () => database.drop(),
	};
};

/** The code of the refusal that a call is expected to raise; `none` when it was served. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
	try {
		await call;
		return 'none';
	} catch (error) {
		if (error instanceof AppError) {
			return error.code;
		}
		throw error;
	}
};

const WRITTEN = ['checkouts', 'student_packages', 'student_course_step_progress', 'refunds', 'activity'];

/** Number of rows in every table that buying writes, to show that something wrote nothing. */
export const rowCounts = async (db: Connection): Promise<Record<string, number>> => {
	const counts: Record<string, number> = {};
	for (const name of WRITTEN) {
		counts[name] = (await table(db, name)).length;
	}
	return counts;
};
