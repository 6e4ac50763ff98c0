/** Values on the vertical axis, from 0 up to at least the largest value, at round steps. */
export const ticksFor = (largest: number, most = 4): number[] => {
	if (largest <= 0) {
		return [0, 1];
	}
	const rough = largest / most;
	const magnitude = 10 ** Math.floor(Math.log10(rough));
	const step = Math.max(
		1,
		[1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => size >= rough) ?? 1,
	);
	return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => index * step);
};

/** Days, or groups of days, as they are drawn. */
export interface Bucket<Value> {
	/** YYYY-MM-DD, both inclusive. */
	from: string;
	to: string;
	value: Value;
}

/**
 * Days put together so that at most `most` bars are drawn: a year as weeks, and so on. Groups are counted from the last day
 * back, so that only the first one may be shorter.
 */
export const inBuckets = <Day extends { date: string }, Value>(
	days: readonly Day[],
	most: number,
	sum: (days: readonly Day[]) => Value,
): Bucket<Value>[] => {
	const size = [1, 7, 14, 28].find((length) => days.length / length <= most) ?? 28;
	const buckets: Bucket<Value>[] = [];
	for (let end = days.length; end > 0; end -= size) {
		const group = days.slice(Math.max(0, end - size), end);
		buckets.unshift({
			from: group[0]?.date ?? '',
			to: group.at(-1)?.date ?? '',
			value: sum(group),
		});
	}
	return buckets;
};
