import { Router } from 'express';
import type { Registry } from 'prom-client';
import type { HealthResponse } from '../../contract';
import type { Clock } from '../clock';
import type { ReadinessService } from '../domain/site/readiness.service';

/** `GET /healthz`, `/readyz`, `/metrics`: for operators, without a token, and without a word about people. */
export const healthRoutes = (options: {
	readiness: ReadinessService;
	metrics: Registry;
	version: string;
	clock: Clock;
}): Router => {
	const { readiness, metrics, version, clock } = options;
	return Router()
		.get('/healthz', (_req, res) => {
			const health: HealthResponse = {
				status: 'ok',
				version,
				time: clock.now().toISOString(),
				selling: readiness.isSelling(),
			};
			res.json(health);
		})
		.get('/readyz', async (_req, res) => {
			const state = await readiness.check();
			res.status(state.status === 'ready' ? 200 : 503).json(state);
		})
		.get('/metrics', async (_req, res) => {
			res.type(metrics.contentType).send(await metrics.metrics());
		});
};
