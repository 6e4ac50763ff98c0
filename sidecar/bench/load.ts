import { summarize, type Sample } from './statistics';

/**
 * Does every piece of work once, `concurrency` at a time, and tells how long they took. Ends with the first failure.
 */
export const measure = async <Item>(
	items: readonly Item[],
	concurrency: number,
	work: (item: Item) => Promise<void>,
): Promise<Sample> => {
	const latencies: number[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let item = items[next++]; item !== undefined; item = items[next++]) {
			const began = performance.now();
			await work(item);
			latencies.push(performance.now() - began);
		}
	};
	const began = performance.now();
	await Promise.all(Array.from({ length: concurrency }, worker));
	return summarize(latencies, performance.now() - began);
};
