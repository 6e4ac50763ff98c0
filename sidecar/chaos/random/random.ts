import type { Connection } from '../../src/db/database';
import { createTestDatabase } from '../../test/database';
import { createWordPressTables } from '../../test/wordpress';
import { emptyTables } from '../tables';
import type { PartResult } from '../report';
import { hurryTimers } from '../hurry-timers';
import { perform } from './actions';
import { drawSchedule, type Schedule } from './schedule';
import { openSchool, type School } from './school';
import { judge } from './settle';

const SIDECARS = 3;
/** Schedules that are played at the same time: most of it is waiting for the database. */
const LANES = 2;

/** stripe-node waits half a second and more before it repeats a call: most of the time of a schedule with faults. */
const hurry = (milliseconds: number): number =>
	milliseconds >= 400 && milliseconds <= 3_000 ? milliseconds / 40 : milliseconds;

interface Outcome {
	problems: string[];
	counts: Record<string, number>;
	log: string[];
}

const countOf = async ({ stripe, db }: School): Promise<Record<string, number>> => {
	const { charges, refunds, disputes } = await stripe.ledger();
	const [rows] = (await db.raw(
		`SELECT COUNT(*) AS events, COALESCE(SUM(attempts - 1), 0) AS retries,
			(SELECT COUNT(*) FROM wp_ce_activity WHERE actor LIKE 'staff:%' AND entity_type = 'package') AS changes
			FROM wp_ce_stripe_events`,
	)) as [{ events: number; retries: string; changes: number }[]];
	return {
		payments: charges.filter(({ paid }) => paid).length,
		refunds: refunds.length,
		disputes: disputes.length,
		events: rows[0]?.events ?? 0,
		retries: Number(rows[0]?.retries ?? 0),
		'changes by staff': rows[0]?.changes ?? 0,
	};
};

/** Plays a schedule from an empty school to a settled one. */
const play = async (pools: readonly Connection[], schedule: Schedule): Promise<Outcome> => {
	await emptyTables(pools[0] as Connection);
	const school = await openSchool(pools, schedule);
	try {
		for (const burst of schedule.bursts) {
			await Promise.all(burst.map((action) => perform(school, action)));
		}
		return { problems: await judge(school), counts: await countOf(school), log: school.log };
	} finally {
		await school.close();
	}
};

/** Leaves out bursts as long as the schedule still fails, halving what is left out. */
const shrink = async (pools: readonly Connection[], failing: Schedule): Promise<Schedule> => {
	let schedule = failing;
	for (let size = Math.ceil(schedule.bursts.length / 2); size >= 1; size = Math.floor(size / 2)) {
		for (let from = 0; from < schedule.bursts.length;) {
			const bursts = schedule.bursts.filter((_, place) => place < from || place >= from + size);
			const smaller = { ...schedule, bursts };
			if ((await play(pools, smaller)).problems.length > 0) {
				schedule = smaller;
			} else {
				from += size;
			}
		}
	}
	return schedule;
};

const describe = ({ seed, students, seats, bursts }: Schedule): string[] => [
	`seed ${seed}: ${students} students, seats ${seats.map((number) => number ?? 'unlimited').join(', ')}`,
	...bursts.map(
		(burst, place) => `  ${place + 1}. ${burst.map((action) => JSON.stringify(action)).join('  ')}`,
	),
];

/** A database of its own, with a pool for each sidecar. */
const withPools = async (work: (pools: readonly Connection[]) => Promise<void>): Promise<void> => {
	const database = await createTestDatabase();
	try {
		await createWordPressTables(database.db);
		await work(Array.from({ length: SIDECARS }, () => database.connect()));
	} finally {
		await database.drop();
	}
};

/**
 * Plays `runs` schedules, from `seed` on, and asserts the invariant after each. A failing one is printed, as small as it
 * can be made, with its seed.
 */
export const random = async (settings: {
	seed: number;
	runs: number;
	say: (line: string) => void;
}): Promise<PartResult> => {
	const { seed, runs, say } = settings;
	const restoreTimers = hurryTimers(hurry);
	const result: PartResult = { passed: 0, failed: 0, counts: { runs: 0 }, failures: [] };
	const count = (counts: Record<string, number>): void => {
		for (const [name, number] of Object.entries(counts)) {
			result.counts[name] = (result.counts[name] ?? 0) + number;
		}
	};
	const seeds = Array.from({ length: runs }, (_, place) => seed + place);
	const playOn = async (pools: readonly Connection[]): Promise<void> => {
		for (let next = seeds.shift(); next !== undefined; next = seeds.shift()) {
			const schedule = drawSchedule(String(next));
			const { problems, counts, log } = await play(pools, schedule);
			count({ runs: 1, ...counts });
			if (problems.length === 0) {
				result.passed += 1;
				continue;
			}
			result.failed += 1;
			const found = [`seed ${next} contradicts the invariant:`, ...problems].join('\n  ');
			say(found);
			const small = await shrink(pools, schedule);
			const again = (await play(pools, small)).problems;
			result.failures.push([found, ...describe(small), ...again, ...log.slice(-20)].join('\n'));
			say(result.failures.at(-1) ?? '');
		}
	};
	try {
		await Promise.all(Array.from({ length: LANES }, () => withPools(playOn)));
	} finally {
		restoreTimers();
	}
	return result;
};
