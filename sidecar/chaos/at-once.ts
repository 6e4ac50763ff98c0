/** Does something with every item, at most so many at a time. Results are in the items' order. */
export const atOnce = async <Item, Result>(
	items: readonly Item[],
	limit: number,
	work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
	const results: Result[] = [];
	const waiting = [...items.entries()];
	const worker = async (): Promise<void> => {
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			results[next[0]] = await work(next[1]);
		}
	};
	await Promise.all(Array.from({ length: limit }, worker));
	return results;
};
