import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { systemClock } from './clock';
import { compose } from './compose';
import type { Config } from './config';
import type { Connection } from './db/database';
import { createApp } from './http/app';
import { createHttpServer } from './http/server';
import { END_CLOSED_CHECKOUTS, jobsOf, PROBE_STRIPE, SEND_REFUNDS } from './jobs/jobs';
import { startJobs, type Schedule } from './jobs/schedule';
import { createStripeGateway } from './stripe/gateway';

const EXIT_FAILED = 1;
/** As long as the plugin waits for what staff asks for. What jobs were doing is claimed again by the next sidecar. */
const DRAIN_MILLISECONDS = 25_000;
const IDLE_CHECK_MILLISECONDS = 100;

const listen = (server: Server, { host, port }: Config): Promise<void> =>
	new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			resolve();
		});
	});

const closeServer = (server: Server): Promise<void> =>
	new Promise((resolve) => {
		// A connection that is kept alive after its last answer would hold up the end.
		const closeIdle = setInterval(() => {
			server.closeIdleConnections();
		}, IDLE_CHECK_MILLISECONDS);
		server.close(() => {
			clearInterval(closeIdle);
			resolve();
		});
	});

/** Finishes what is in flight, then ends. A second signal, or too long a wait, ends at once. */
const drainOnSignal = (parts: {
	server: Server;
	schedule: Schedule;
	db: Connection;
	logger: Logger;
}): void => {
	const { server, schedule, db, logger } = parts;
	let draining = false;
	const drain = async (signal: string): Promise<void> => {
		if (draining) {
			process.exit(EXIT_FAILED);
		}
		draining = true;
		// Said when it is so: whoever reads it finds nobody at the door.
		const drained = Promise.all([closeServer(server), schedule.stop()]);
		logger.info({ signal }, 'draining');
		setTimeout(() => {
			logger.error('not drained in time');
			process.exit(EXIT_FAILED);
		}, DRAIN_MILLISECONDS).unref();
		await drained;
		await db.destroy();
		logger.info('stopped');
	};
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => void drain(signal));
	}
};

/** Listens, runs the jobs, and drains on a signal. Returns when it listens; raises when it cannot. */
export const serve = async (config: Config, db: Connection, logger: Logger): Promise<void> => {
	const metrics = new Registry();
	collectDefaultMetrics({ register: metrics });
	// Work queued before the jobs run is found on their first turn.
	let schedule: Schedule | undefined = undefined;
	const services = compose({
		config,
		db,
		stripe: createStripeGateway(config.stripe, config.version, systemClock),
		clock: systemClock,
		logger,
		onRefundQueued: () => schedule?.wake(SEND_REFUNDS),
		onOfferClosed: () => schedule?.wake(END_CLOSED_CHECKOUTS),
	});
	const app = createApp({ services, metrics, version: config.version, clock: systemClock, logger });
	const server = createHttpServer(app);
	await listen(server, config);
	schedule = startJobs(jobsOf(services), logger);
	// A wrong key is to be in the log before the first student finds out.
	schedule.wake(PROBE_STRIPE);
	drainOnSignal({ server, schedule, db, logger });
	logger.info({ host: config.host, port: config.port, version: config.version }, 'ready');
};
