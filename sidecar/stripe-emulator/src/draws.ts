import { createHmac } from 'node:crypto';

/** Numbers from 0 to below 1 that look random and that the same seed gives again, in the same order. */
export type Draws = () => number;

export function createDraws(seed: string): Draws {
	let drawn = 0;
	return () => {
		drawn += 1;
		return createHmac('sha256', seed).update(String(drawn)).digest().readUInt32BE(0) / 2 ** 32;
	};
}

/** A copy in an order that the draws decide (Fisher and Yates). */
export function shuffled<T>(entries: readonly T[], draws: Draws): T[] {
	const result = [...entries];
	for (let last = result.length - 1; last > 0; last -= 1) {
		const other = Math.floor(draws() * (last + 1));
		[result[last], result[other]] = [result[other] as T, result[last] as T];
	}
	return result;
}
