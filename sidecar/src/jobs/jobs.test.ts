import type { Services } from '../compose';
import { jobsOf, PROBE_STRIPE, SEND_REFUNDS } from './jobs';

/** Services whose workers say who was called. */
const called: string[] = [];
const anything = <Value>(of: (name: string) => Value): Record<string, Value> =>
	new Proxy({}, { get: (_, name) => of(String(name)) });
const services = anything((service) =>
	anything((method) => () => {
		called.push(`${service}.${method}`);
		return Promise.resolve(7);
	}),
) as unknown as Services;

test('every worker has a job of its own, which tells how much it found', async () => {
	const jobs = jobsOf(services);
	expect(await Promise.all(jobs.map(({ run }) => run()))).toEqual(jobs.map(() => 7));
	expect(called.sort()).toEqual([
		'courses.completeProgress',
		'deliveries.flush',
		'lapsedCheckouts.endClosed',
		'lapsedCheckouts.settleLapsed',
		'notifications.sendDue',
		'readiness.probe',
		'reconciliation.runDue',
		'refunds.sendDue',
		'reversals.followPending',
		'waitingList.forgetOld',
		'waitingList.offerFreeSeats',
		'webhooks.prune',
		'webhooks.replayDue',
	]);
	expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
});

test.each([SEND_REFUNDS, PROBE_STRIPE])('the job %s, which others wake, exists', (name) => {
	expect(jobsOf(services).map((job) => job.name)).toContain(name);
});
