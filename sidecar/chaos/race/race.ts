import { openFleet } from '../fleet';
import type { PartResult } from '../report';
import { raceForClasses } from './classes';
import { raceForSeats } from './seats';

interface Wanted {
	bundle: string;
	emulator: string;
	logs: string;
	seed: number;
	race: { students: number; seats: number };
	say: (line: string) => void;
}

/** Students who book at the same moment, and the seats of each class. */
const CLASSES = { students: 200, seats: 10 };

/** The two races, with three sidecars in processes of their own. */
export const race = async (wanted: Wanted): Promise<PartResult> => {
	const result: PartResult = { passed: 0, failed: 0, counts: {}, failures: [] };
	const races = [
		{ name: 'seats', run: raceForSeats, extent: wanted.race },
		{ name: 'classes', run: raceForClasses, extent: CLASSES },
	];
	for (const { name, run, extent } of races) {
		const fleet = await openFleet(`race-${name}`, wanted);
		try {
			const { problems, counts } = await run(fleet, extent, wanted.seed);
			Object.assign(result.counts, counts);
			if (problems.length === 0) {
				result.passed += 1;
			} else {
				result.failed += 1;
				result.failures.push([`the race for ${name}:`, ...problems.slice(0, 40)].join('\n  '));
				wanted.say(result.failures.at(-1) ?? '');
			}
		} finally {
			await fleet.close();
		}
	}
	return result;
};
