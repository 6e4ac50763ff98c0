import type { Services } from '../compose';
import { jobsOf, SEND_REFUNDS } from './jobs';

/** Services whose workers say who was called. */
const called: string[] = [];
const worker = (name: string) => () => {
	called.push(name);
	return Promise.resolve(7);
};
const services = {
	refunds: { sendDue: worker('sendDue'), followPending: worker('followPending') },
	webhooks: { replayDue: worker('replayDue') },
	lapsedCheckouts: { settleLapsed: worker('settleLapsed') },
} as unknown as Services;

test('every worker has a job of its own, which tells how much it found', async () => {
	const jobs = jobsOf(services);
	expect(await Promise.all(jobs.map(({ run }) => run()))).toEqual(jobs.map(() => 7));
	expect(called.sort()).toEqual(['followPending', 'replayDue', 'sendDue', 'settleLapsed']);
	expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
});

test('the job that a queued refund wakes exists', () => {
	expect(jobsOf(services).map(({ name }) => name)).toContain(SEND_REFUNDS);
});
