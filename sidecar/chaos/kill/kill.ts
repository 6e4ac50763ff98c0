import { createDraws, shuffled } from '../../stripe-emulator/src/draws';
import type { PartResult } from '../report';
import { until } from '../until';
import { openLane, type Lane } from './lane';
import type { Scenario } from './scenario';
import { SCENARIOS } from './scenarios';
import type { FailPoint } from './steps';

interface Wanted {
	bundle: string;
	logs: string;
	seed: number;
	/** How many fail points of each scenario; all of them when null. */
	sample: number | null;
	say: (line: string) => void;
}

interface Killed {
	/** The step's name; null when the scenario was over before. */
	step: string | null;
	problems: string[];
}

/** Plays a scenario once, kills the sidecar at the point if it comes to it, and lets everything come to its end. */
const play = async (lane: Lane, scenario: Scenario, point: FailPoint | null): Promise<Killed> => {
	const { steps } = lane;
	const purchase = await scenario.prepare(lane);
	steps.arm(point);
	await scenario.begin(lane, purchase);
	await until(
		`the ${scenario.name} is done`,
		async () => steps.hasKilled || (await scenario.isDone(lane, purchase)),
	);
	steps.disarm();
	const step = steps.hasKilled ? (steps.taken.at(-1) ?? null) : null;
	if (steps.hasKilled) {
		await lane.revive();
		// Beside the sidecar, which is at work again.
		await lane.reconcile();
		await scenario.repeat?.(lane, purchase);
	}
	await lane.settle();
	const problems = await scenario.verify(lane, purchase);
	return { step, problems: [...problems, ...(await lane.judge())] };
};

/** All points of a scenario, or some of them. */
const pointsOf = (steps: number, { sample, seed }: Wanted, name: string): FailPoint[] => {
	const all = Array.from({ length: steps }, (_, place) => place + 1).flatMap((step): FailPoint[] => [
		{ step, when: 'before' },
		{ step, when: 'after' },
	]);
	return sample === null ? all : shuffled(all, createDraws(`${seed} ${name}`)).slice(0, sample);
};

const playAll = async (lane: Lane, scenario: Scenario, wanted: Wanted, result: PartResult): Promise<void> => {
	const count = (name: string): void => {
		result.counts[name] = (result.counts[name] ?? 0) + 1;
	};
	const keep = (point: FailPoint | null, { step, problems }: Killed): void => {
		count(step === null ? 'runs without a kill' : 'kills');
		if (problems.length === 0) {
			result.passed += 1;
			return;
		}
		result.failed += 1;
		const where =
			point === null ? 'never' : `${point.when} step ${point.step} (${step ?? 'not reached'})`;
		result.failures.push([`${scenario.name}, killed ${where}:`, ...problems].join('\n  '));
		wanted.say(result.failures.at(-1) ?? '');
	};
	keep(null, await play(lane, scenario, null));
	const points = pointsOf(lane.steps.taken.length, wanted, scenario.name);
	result.counts[`steps of ${scenario.name}`] = lane.steps.taken.length;
	for (const point of points) {
		keep(point, await play(lane, scenario, point));
	}
};

/** As many lanes as a small machine has processors. */
const LANES = 2;

/**
 * Kills a sidecar with SIGKILL at every statement and at every call of Stripe and WordPress, before it gets there and
 * after it was done but before the sidecar heard of it; starts it again, and asserts the invariant each time.
 */
export const kill = async (wanted: Wanted): Promise<PartResult> => {
	const result: PartResult = { passed: 0, failed: 0, counts: { kills: 0 }, failures: [] };
	const queue = [...SCENARIOS];
	const work = async (place: number): Promise<void> => {
		const lane = await openLane(String(place), wanted);
		try {
			for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
				await playAll(lane, scenario, wanted, result);
			}
		} finally {
			await lane.close();
		}
	};
	await Promise.all(Array.from({ length: LANES }, (_, place) => work(place)));
	return result;
};
