import { pino } from 'pino';
import { startJobs, type Job, type Schedule } from './schedule';

const lines: { job?: string; msg: string }[] = [];
const logger = pino({ level: 'error' }, { write: (line) => void lines.push(JSON.parse(line) as never) });

let schedule: Schedule | undefined;
beforeEach(() => {
	jest.useFakeTimers();
	lines.length = 0;
});
afterEach(async () => {
	await schedule?.stop();
	jest.useRealTimers();
});

/** A job that counts its runs; each ends when the test says so, with the number of rows that it worked on. */
const handJob = (name = 'by-hand', everyMilliseconds = 1000) => {
	const endings: { resolve: (rows: number) => void; reject: (error: Error) => void }[] = [];
	const counts = { running: 0, most: 0, runs: 0 };
	const job: Job = {
		name,
		everyMilliseconds,
		run: async () => {
			counts.runs += 1;
			counts.running += 1;
			counts.most = Math.max(counts.most, counts.running);
			try {
				return await new Promise<number>((resolve, reject) => endings.push({ resolve, reject }));
			} finally {
				counts.running -= 1;
			}
		},
	};
	const end = async (rows: number): Promise<void> => {
		endings.shift()?.resolve(rows);
		await jest.advanceTimersByTimeAsync(0);
	};
	const fail = async (): Promise<void> => {
		endings.shift()?.reject(new Error('broken'));
		await jest.advanceTimersByTimeAsync(0);
	};
	return { job, counts, end, fail };
};

/** A job that is done at once with nothing. */
const quickJob = (name: string, everyMilliseconds: number) => {
	const counts = { runs: 0 };
	const run = () => {
		counts.runs += 1;
		return Promise.resolve(0);
	};
	return { job: { name, everyMilliseconds, run }, counts };
};

test('a job first runs after its pause, and again a pause after each end', async () => {
	const { job, counts } = quickJob('quick', 1000);
	schedule = startJobs([job], logger);
	await jest.advanceTimersByTimeAsync(999);
	expect(counts.runs).toBe(0);
	await jest.advanceTimersByTimeAsync(1);
	expect(counts.runs).toBe(1);
	await jest.advanceTimersByTimeAsync(3000);
	expect(counts.runs).toBe(4);
});

test('a run that takes longer than its pause is not overlapped, not even when it is woken', async () => {
	const { job, counts, end } = handJob();
	schedule = startJobs([job], logger);
	await jest.advanceTimersByTimeAsync(1000);
	schedule.wake('by-hand');
	await jest.advanceTimersByTimeAsync(60_000);
	schedule.wake('by-hand');
	expect(counts).toEqual({ running: 1, most: 1, runs: 1 });
	await end(0);
	expect(counts).toEqual({ running: 1, most: 1, runs: 2 });
	await end(0);
});

test('a run that found work is followed by another at once, until nothing is left', async () => {
	const { job, counts, end } = handJob();
	schedule = startJobs([job], logger);
	await jest.advanceTimersByTimeAsync(1000);
	await end(10);
	await end(3);
	expect(counts.runs).toBe(3);
	await end(0);
	await jest.advanceTimersByTimeAsync(999);
	expect(counts.runs).toBe(3);
	await jest.advanceTimersByTimeAsync(1);
	expect(counts.runs).toBe(4);
	await end(0);
});

test('a job that is woken runs at once, once, and keeps its pause afterwards', async () => {
	const { job, counts } = quickJob('quick', 1000);
	schedule = startJobs([job], logger);
	schedule.wake('quick');
	schedule.wake('quick');
	await jest.advanceTimersByTimeAsync(0);
	expect(counts.runs).toBe(1);
	await jest.advanceTimersByTimeAsync(999);
	expect(counts.runs).toBe(1);
	await jest.advanceTimersByTimeAsync(1);
	expect(counts.runs).toBe(2);
});

test('waking a job that does not exist does nothing', () => {
	schedule = startJobs([], logger);
	schedule.wake('nobody');
	expect(jest.getTimerCount()).toBe(0);
});

test('a job that fails, now or later, is logged and runs again at its next turn, and stops no other', async () => {
	const broken = handJob('broken');
	const other = quickJob('other', 1000);
	const throwing: Job = {
		name: 'throwing',
		everyMilliseconds: 1000,
		run: () => {
			throw new Error('at once');
		},
	};
	schedule = startJobs([broken.job, throwing, other.job], logger);
	await jest.advanceTimersByTimeAsync(1000);
	await broken.fail();
	await jest.advanceTimersByTimeAsync(1000);
	expect(broken.counts.runs).toBe(2);
	await broken.end(0);
	expect(other.counts.runs).toBe(2);
	expect(lines.map(({ job }) => job)).toEqual(['throwing', 'broken', 'throwing']);
});

test('stopping starts nothing any more and waits for the runs under way', async () => {
	const slow = handJob('slow');
	const waiting = quickJob('waiting', 5000);
	schedule = startJobs([slow.job, waiting.job], logger);
	await jest.advanceTimersByTimeAsync(1000);
	let stopped = false;
	const stopping = schedule.stop().then(() => {
		stopped = true;
	});
	await jest.advanceTimersByTimeAsync(60_000);
	expect(stopped).toBe(false);
	await slow.end(5);
	await stopping;
	schedule.wake('slow');
	schedule.wake('waiting');
	await jest.advanceTimersByTimeAsync(60_000);
	expect([slow.counts.runs, waiting.counts.runs]).toEqual([1, 0]);
	expect(jest.getTimerCount()).toBe(0);
});
