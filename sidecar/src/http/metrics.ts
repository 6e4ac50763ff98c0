import type { Request, RequestHandler, Response } from 'express';
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { BacklogService } from '../domain/site/backlog.service';

/** Up to what the slowest answer of Stripe may take. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The pattern (`/students/me/course-packages/:id`), never the path: ids would make a time series each. */
const routeOf = (req: Request): string => (req.route as { path?: string } | undefined)?.path ?? 'none';

const statusOf = (res: Response): string => (res.writableFinished ? String(res.statusCode) : 'aborted');

/**
 * Counts and times every request: `cohort_enrollment_http_request_duration_seconds` by method, route pattern (`none`
 * when no route was reached) and status (`aborted` when the caller left before the answer).
 */
export const requestMetrics = (registry: Registry): RequestHandler => {
	const duration = new Histogram({
		name: 'cohort_enrollment_http_request_duration_seconds',
		help: 'Time from the first byte of a request to the last of its answer.',
		labelNames: ['method', 'route', 'status'],
		buckets: SECONDS,
		registers: [registry],
	});
	return (req, res, next) => {
		const stop = duration.startTimer();
		res.once('close', () => {
			stop({ method: req.method, route: routeOf(req), status: statusOf(res) });
		});
		next();
	};
};

/**
 * Shows what waits to be done and what waits for a person: `cohort_enrollment_queue_rows` by queue and status. It is
 * read when somebody asks, and absent while the database cannot be reached.
 */
export const backlogMetrics = (registry: Registry, backlog: BacklogService): void => {
	new Gauge({
		name: 'cohort_enrollment_queue_rows',
		help: 'Rows of a queue: due = to be done, failed or dead = a person must look.',
		labelNames: ['queue', 'status'],
		registers: [registry],
		async collect() {
			this.reset();
			for (const { queue, status, rows } of await backlog.read().catch(() => [])) {
				this.set({ queue, status }, rows);
			}
		},
	});
};
