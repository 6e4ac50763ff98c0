import type { Logger } from 'pino';

export interface Job {
	name: string;
	/** Pause between the end of one run and the start of the next. */
	everyMilliseconds: number;
	/** Returns how many rows it worked on; more than none means that more may wait. */
	run: () => Promise<number>;
}

export interface Schedule {
	/** Runs a job soon instead of at its next turn. */
	wake(name: string): void;
	/** Starts no further run and waits for those under way. */
	stop(): Promise<void>;
}

interface Loop {
	wake(): void;
	stop(): Promise<void>;
}

const startLoop = (job: Job, logger: Logger): Loop => {
	let stopped = false;
	let woken = false;
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<void> | undefined;

	const runOnce = async (): Promise<void> => {
		let worked = 0;
		try {
			worked = await job.run();
		} catch (error) {
			logger.error({ err: error, job: job.name }, 'a job failed; it runs again at its next turn');
		}
		running = undefined;
		const again = worked > 0 || woken;
		woken = false;
		if (!stopped) {
			plan(again ? 0 : job.everyMilliseconds);
		}
	};
	const plan = (delay: number): void => {
		timer = setTimeout(() => {
			running = runOnce();
		}, delay);
		timer.unref();
	};
	plan(job.everyMilliseconds);

	return {
		wake: () => {
			if (running !== undefined) {
				woken = true;
			} else if (!stopped) {
				clearTimeout(timer);
				plan(0);
			}
		},
		stop: async () => {
			stopped = true;
			clearTimeout(timer);
			await running;
		},
	};
};

/** Starts every job on its own loop: a run never overlaps itself, and a failing job never stops the others. */
export const startJobs = (jobs: readonly Job[], logger: Logger): Schedule => {
	const loops = new Map(jobs.map((job) => [job.name, startLoop(job, logger)]));
	return {
		wake: (name) => loops.get(name)?.wake(),
		stop: async () => {
			await Promise.all([...loops.values()].map((loop) => loop.stop()));
		},
	};
};
