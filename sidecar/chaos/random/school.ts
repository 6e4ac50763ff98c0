import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { compose, type Services } from '../../src/compose';
import type { Connection } from '../../src/db/database';
import { createApp } from '../../src/http/app';
import { createStripeGateway } from '../../src/stripe/gateway';
import { buildCohort, buildCourse, buildPrice, type BuiltCohort } from '../../test/builders';
import { FakeMail } from '../../test/fake-mail';
import { TEST_SECRET, TEST_SITE_URL } from '../../test/token';
import { buildStudent } from '../../test/wordpress';
import { SECRET_KEY, startLocalStripe, type LocalStripe } from '../local-stripe';
import { asManager, asStudent, type Call } from '../call';
import type { Schedule } from './schedule';

export const PRICE = 49_000;
const DAY = 86_400_000;
const VERSION = '0.1.0';

/** A student's checkout, as their browser knows it. */
export interface Purchase {
	student: number;
	sessionId: string;
	/** Paid, or promised by a bank debit. */
	isPaid: boolean;
}

/** A school with everything around it: three sidecars behind one address, one database, one Stripe, one clock. */
export interface School {
	db: Connection;
	stripe: LocalStripe;
	sidecars: readonly Services[];
	mail: FakeMail;
	/** WordPress user ids. */
	students: readonly number[];
	cohorts: readonly BuiltCohort[];
	purchases: Purchase[];
	/** What nobody should ever see: answers that blame the server. */
	shocks: string[];
	/** Warnings and errors of the sidecars, oldest first. */
	log: string[];
	now(): Date;
	/** For all of them at once; seconds. */
	passTime(seconds: number): Promise<void>;
	as(student: number): Call;
	/** Staff, who may change everything. */
	asManager: Call;
	close(): Promise<void>;
}

const buildCohorts = async (
	db: Connection,
	stripe: LocalStripe,
	seats: Schedule['seats'],
): Promise<BuiltCohort[]> => {
	const steps = [{ options: [{ maxStudents: 2 }, { maxStudents: 4 }] }, { options: [{ maxStudents: 3 }] }];
	const shared = await buildCourse(db, { steps });
	const cohorts: BuiltCohort[] = [];
	for (const [place, maxEnrollment] of seats.entries()) {
		const course = place < 2 ? shared : await buildCourse(db, { steps });
		// So late that no schedule comes to it.
		const firstSession = new Date(Math.ceil(Date.now() / 60_000 + place) * 60_000 + 90 * DAY);
		const cohort = await buildCohort(db, course, { maxEnrollment, firstSession });
		await buildPrice(db, cohort, { amount: PRICE, stripePriceId: await stripe.createPrice(PRICE) });
		cohorts.push(cohort);
	}
	return cohorts;
};

const createPromotionCodes = async ({ ask }: LocalStripe): Promise<void> => {
	for (const [code, percent_off] of [
		['HALF', 50],
		['WHOLE', 100],
	] as const) {
		const coupon = await ask((api) => api.coupons.create({ percent_off }));
		await ask((api) =>
			api.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: coupon.id } }),
		);
	}
};

/** Opens a school for a schedule, on an empty database. @param pools one for each sidecar */
export const openSchool = async (pools: readonly Connection[], schedule: Schedule): Promise<School> => {
	const [db] = pools as [Connection];
	const shocks: string[] = [];
	const log: string[] = [];
	const logger = pino({ level: 'warn' }, { write: (line: string) => void log.push(line.trim()) });
	let ahead = 0;
	const clock = { now: () => new Date(Date.now() + ahead) };

	const apps: ReturnType<typeof createApp>[] = [];
	let calls = 0;
	const server = createServer((request, response) => {
		const { method = '', url = '' } = request;
		response.once('finish', () => {
			if (response.statusCode >= 500 && response.statusCode !== 503) {
				shocks.push(`${method} ${url}: ${response.statusCode}`);
			}
		});
		calls += 1;
		apps[calls % apps.length]?.(request, response);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const stripe = await startLocalStripe(`${url}/webhooks/stripe`);
	const mail = new FakeMail();

	const sidecars = pools.map((pool) => {
		const config = {
			secretKey: SECRET_KEY,
			webhookSecrets: [stripe.webhookSecret],
			apiUrl: new URL(stripe.url),
		};
		const services = compose({
			config: {
				identitySecrets: [TEST_SECRET],
				siteUrl: TEST_SITE_URL,
				wordpressUrl: null,
				version: VERSION,
				policy: { honorClosedCohorts: false, refundEndsEnrollment: true },
				eventRetentionDays: 90,
			},
			db: pool,
			stripe: createStripeGateway(config, VERSION, clock),
			clock,
			logger,
			mail,
			onRefundQueued: () => undefined,
		});
		apps.push(createApp({ services, metrics: new Registry(), version: VERSION, clock, logger }));
		return services;
	});

	await createPromotionCodes(stripe);
	return {
		db,
		stripe,
		sidecars,
		mail,
		students: await Promise.all(Array.from({ length: schedule.students }, () => buildStudent(db))),
		cohorts: await buildCohorts(db, stripe, schedule.seats),
		purchases: [],
		shocks,
		log,
		now: () => clock.now(),
		passTime: async (seconds) => {
			ahead += seconds * 1000;
			await stripe.control('clock', { advanceSeconds: seconds });
		},
		as: (student) => asStudent({ url, now: () => clock.now() }, student),
		asManager: asManager({ url, now: () => clock.now() }),
		close: async () => {
			await stripe.stop();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
};
