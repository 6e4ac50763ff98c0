import { once } from 'node:events';
import type { Server } from 'node:http';
import nock from 'nock';
import { Registry } from 'prom-client';
import request, { type Test } from 'supertest';
import { compose, type Services } from '../src/compose';
import type { Config } from '../src/config';
import type { Connection } from '../src/db/database';
import { createApp } from '../src/http/app';
import { createHttpServer } from '../src/http/server';
import { createStripeGateway } from '../src/stripe/gateway';
import { createTestClock, type TestClock } from './clock';
import { createTestDatabase, type TestDatabase } from './database';
import { captureLog, expectCleanLog, type LogCapture } from './log-capture';
import { buildSite } from './site-options';
import { TEST_POLICY } from './shop';
import { signToken, type Speaker } from './token';

export const TEST_VERSION = '0.1.0';
export const WEBHOOK_SECRETS = ['whsec_new0123456789', 'whsec_old0123456789'] as const;

/** Answers of Stripe are given by nock; everything else that leaves this machine fails. */
export const onlyLoopback = (): void => {
	nock.disableNetConnect();
	nock.enableNetConnect(/127\.0\.0\.1|localhost/);
};

// Every test file loads a nock of its own, but all files of one process share the http module that it changes: left there,
// it would refuse the calls of the files that come after.
afterAll(() => {
	nock.cleanAll();
	nock.restore();
});

export interface Caller {
	/** `path` with query. A body that is not text or bytes is sent as JSON. */
	(method: string, path: string, body?: unknown): Test;
}

export interface TestApp {
	/** Give it to supertest for requests without a token. */
	server: Server;
	services: Services;
	clock: TestClock;
	log: LogCapture;
	/** Calls with a token, as the plugin does for this user. */
	as(speaker: Speaker): Caller;
	/** Stops listening and looks through the log. */
	close(): Promise<void>;
}

export interface TestAppOptions {
	db: Connection;
	config?: Partial<Pick<Config, 'identitySecrets' | 'siteUrl'>>;
}

const asBody = (body: unknown): string | Buffer =>
	typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);

const callerFor =
	(server: Server, clock: TestClock) =>
	(speaker: Speaker): Caller =>
	(method, path, body) => {
		const bytes = body === undefined ? '' : asBody(body);
		const issuedAt = Math.floor(clock.now().getTime() / 1000);
		const token = signToken(speaker, { method, path, body: bytes }, { issuedAt });
		const call = request(server)
			[method.toLowerCase() as 'get'](path)
			.set('Authorization', `Bearer ${token}`);
		return body === undefined
			? call
			: call
					.set('Content-Type', 'application/json')
					// The bytes that were signed, not supertest's JSON of a Buffer.
					.serialize((sent: unknown) => sent as string)
					.send(bytes);
	};

/** The whole sidecar but its jobs and its process, on any database. */
export const createTestApp = async ({ db, config = {} }: TestAppOptions): Promise<TestApp> => {
	const clock = createTestClock();
	const log = captureLog();
	const stripe = createStripeGateway(
		{ secretKey: 'sk_test_0123456789', webhookSecrets: WEBHOOK_SECRETS, apiUrl: null },
		TEST_VERSION,
		clock,
	);
	const services = compose({
		config: {
			identitySecrets: null,
			siteUrl: null,
			version: TEST_VERSION,
			wordpressUrl: null,
			policy: TEST_POLICY,
			eventRetentionDays: 90,
			...config,
		},
		db,
		stripe,
		clock,
		logger: log.logger,
		onRefundQueued: () => undefined,
	});
	const app = createApp({
		services,
		metrics: new Registry(),
		version: TEST_VERSION,
		clock,
		logger: log.logger,
	});
	const server = createHttpServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		server,
		services,
		clock,
		log,
		as: callerFor(server, clock),
		close: async () => {
			await new Promise((resolve) => server.close(resolve));
			expectCleanLog(log);
		},
	};
};

export type StartedApp = TestApp & { database: TestDatabase; db: Connection };

/** The same on a database of its own, with a WordPress site in it. Call `close` in afterAll. */
export const startTestApp = async (options: Omit<TestAppOptions, 'db'> = {}): Promise<StartedApp> => {
	onlyLoopback();
	const database = await createTestDatabase();
	await buildSite(database.db);
	const app = await createTestApp({ db: database.db, ...options });
	return {
		...app,
		database,
		db: database.db,
		close: async () => {
			await app.close();
			await database.drop();
		},
	};
};
