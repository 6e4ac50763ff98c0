import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Services } from '../compose';
import type { Clock } from '../clock';
import { adminRoutes } from './admin/admin-routes';
import { cohortsRoutes } from './cohorts.routes';
import { coursePackagesRoutes } from './course-packages.routes';
import { enrollmentRoutes } from './enrollment.routes';
import { healthRoutes } from './health.routes';
import { requireIdentity } from './identity';
import { backlogMetrics, requestMetrics } from './metrics';
import { problemHandler, routeNotFound } from './problem-handler';
import { requestLog } from './request-log';
import { waitingListRoutes } from './waiting-list.routes';
import { webhookOutcomes } from './webhook-outcomes';
import { webhookRoutes } from './webhook.routes';

/** More than the longest course that staff can type: a hundred steps, in any script, with all their classes. */
const BODY_LIMIT = '256kb';

export interface AppOptions {
	services: Services;
	metrics: Registry;
	version: string;
	clock: Clock;
	logger: Logger;
}

/** All routes: operators and Stripe without a token, everything else only with the plugin's. */
export const createApp = ({ services, metrics, version, clock, logger }: AppOptions): Express => {
	const { site, readiness, backlog, webhooks, deliveries } = services;
	const { checkouts, sessions, catalogue, booking, waitingList } = services;
	const app = express();
	app.disable('x-powered-by');
	app.set('etag', false);
	app.use(requestLog(logger));
	app.use(requestMetrics(metrics));
	backlogMetrics(metrics, backlog);
	app.use((_req, res, next) => {
		res.set('Cache-Control', 'no-store');
		next();
	});
	app.use(healthRoutes({ readiness, metrics, version, clock }));
	app.use(webhookRoutes(webhooks, webhookOutcomes(metrics, deliveries)));
	// Raw, because the token is bound to the bytes.
	app.use(express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false }));
	app.use(requireIdentity({ source: site, siteUrl: () => site.siteUrl(), clock }));
	app.use(cohortsRoutes(catalogue));
	app.use(enrollmentRoutes(checkouts, sessions));
	app.use(waitingListRoutes(waitingList));
	app.use(coursePackagesRoutes(booking));
	app.use(adminRoutes(services));
	app.use(routeNotFound);
	app.use(problemHandler(logger));
	return app;
};
