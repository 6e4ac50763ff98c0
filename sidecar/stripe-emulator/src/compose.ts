import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { createApi, unknownAddress } from './api/api';
import { createFaults, type Faults } from './api/faults';
import { createIdempotencyKeys } from './api/idempotency';
import { addCustomerRoutes, addPriceRoutes, addProductRoutes } from './api/routes/catalogue.routes';
import { addCheckoutSessionRoutes } from './api/routes/checkout-sessions.routes';
import { createExpander } from './api/routes/lookup';
import { addDisputeRoutes, addPaymentRoutes, addRefundRoutes } from './api/routes/payments.routes';
import { addPromotionRoutes } from './api/routes/promotions.routes';
import { addEventRoutes, addWebhookEndpointRoutes } from './api/routes/webhooks.routes';
import { createTravelClock, type Clock, type TravelClock } from './clock';
import type { Config } from './config';
import type { Context } from './context';
import { createControlRoutes } from './control/control.routes';
import { createPageRoutes } from './pages/page.routes';
import { expireDueSessions } from './payments/sessions';
import { openStore } from './store/store';
import { createDeliveries, type Deliveries } from './webhooks/deliveries';
import { createDisturbances, type Disturbances } from './webhooks/disturbances';
import { configureEndpoint } from './webhooks/endpoints';
import { createEvents } from './webhooks/events';

const SWEEP_MILLISECONDS = 1000;
const STOP_MILLISECONDS = 300;

export interface Emulator {
	/** Where it is reached. */
	readonly url: string;
	readonly port: number;
	/** Ends what is in flight and writes the state. */
	stop(): Promise<void>;
}

/**
 * Starts the local Stripe: API, pay page, dashboard, control API and webhooks.
 *
 * @param time the real time; the control API moves away from it
 */
export async function startEmulator(config: Config, log: Logger, time: Clock = Date.now): Promise<Emulator> {
	const store = openStore(config.dataFile);
	const clock = createTravelClock(time, store.state.clock, store.changed);
	configureEndpoint(store, clock.now, config.webhook);
	const disturbances = createDisturbances();
	const deliveries = createDeliveries({
		store,
		clock,
		disturbances,
		retryMilliseconds: config.webhookRetryMilliseconds,
		log,
	});
	const faults = createFaults();
	let url = '';
	const context: Context = {
		store,
		clock: clock.now,
		events: createEvents({ store, clock, deliveries, disturbances }),
		refundStatuses: [],
		publicUrl: () => config.publicUrl ?? url,
	};
	clock.onTravel(() => expireDueSessions(context));
	const server = createServer(createApp({ context, clock, deliveries, disturbances, faults, log }));
	await listen(server, config);
	const { port } = server.address() as AddressInfo;
	url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
	deliveries.start();
	const sweep = setInterval(() => expireDueSessions(context), SWEEP_MILLISECONDS);

	return {
		url,
		port,
		async stop() {
			clearInterval(sweep);
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeIdleConnections();
			await deliveries.stop();
			// Answers on their way get a moment; what hangs after that hangs because a fault told it to.
			await Promise.race([closed, sleep(STOP_MILLISECONDS, undefined, { ref: false })]);
			server.closeAllConnections();
			await closed;
			store.flush();
		},
	};
}

interface Parts {
	context: Context;
	clock: TravelClock;
	deliveries: Deliveries;
	disturbances: Disturbances;
	faults: Faults;
	log: Logger;
}

function createApp(parts: Parts): Express {
	const { context, clock, deliveries, faults, log } = parts;
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	// Its only visitors come from this machine, or through nothing that sets such headers.
	app.set('trust proxy', false);
	app.use(refuseOtherSites);
	app.use(createPageRoutes(context, deliveries, clock));
	app.use('/_control', createControlRoutes(parts));
	const api = createApi({
		idempotencyKeys: createIdempotencyKeys(context.store, context.clock),
		faults,
		expander: createExpander(context),
		clock: clock.shown,
		log,
	});
	addCheckoutSessionRoutes(api, context);
	addPaymentRoutes(api, context);
	addRefundRoutes(api, context);
	addDisputeRoutes(api, context);
	addProductRoutes(api, context);
	addPriceRoutes(api, context);
	addCustomerRoutes(api, context);
	addPromotionRoutes(api, context);
	addEventRoutes(api, context, deliveries);
	addWebhookEndpointRoutes(api, context);
	app.use(api.router);
	app.use(unknownAddress);
	app.use(answerFailure(log));
	return app;
}

/** A page of the internet must not press buttons here, just because it is open on the same machine. */
const refuseOtherSites: RequestHandler = (request, response, next) => {
	if (request.method === 'POST' && request.get('sec-fetch-site') === 'cross-site') {
		response.status(403).type('text').send('Forms of other sites are not taken here.');
		return;
	}
	next();
};

/** Bodies that cannot be read (too long, wrong encoding), and our own mistakes. */
const answerFailure =
	(log: Logger): ErrorRequestHandler =>
	(error: { status?: number; message?: string }, _request, response, next) => {
		if (response.headersSent) {
			next(error);
			return;
		}
		const status = error.status ?? 500;
		if (status >= 500) log.error({ err: error }, 'request failed');
		const message = status >= 500 ? 'An unknown error occurred' : (error.message ?? 'Bad request');
		const type = status >= 500 ? 'api_error' : 'invalid_request_error';
		response.status(status).json({ error: { type, message } });
	};

function listen(server: Server, config: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(config.port, config.host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}
