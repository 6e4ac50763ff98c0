/** What one round of one variant showed. Times in milliseconds. */
export interface Sample {
	p50: number;
	p95: number;
	/** Pieces of work per second. */
	throughput: number;
	/** Of the process that does the work, per piece of work; absent where it was not measured. */
	processorTime?: number;
}

type Field = 'p50' | 'p95' | 'throughput';

/**
 * The smallest value that at least `share` of the values do not exceed (nearest rank). Raises without values.
 *
 * @param share Above 0, at most 1.
 */
export const quantile = (values: readonly number[], share: number): number => {
	const sorted = [...values].sort((one, other) => one - other);
	const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
	if (value === undefined) {
		throw new Error('There is no quantile of nothing.');
	}
	return value;
};

/** The middle value; the mean of the two middle ones of an even number. Raises without values. */
export const median = (values: readonly number[]): number => {
	const upwards = quantile(values, 0.5);
	const downwards = [...values].sort((one, other) => other - one)[Math.ceil(values.length / 2) - 1];
	return (upwards + (downwards ?? upwards)) / 2;
};

/** @param elapsed Milliseconds from the first piece's beginning to the last one's end. */
export const summarize = (latencies: readonly number[], elapsed: number): Sample => ({
	p50: quantile(latencies, 0.5),
	p95: quantile(latencies, 0.95),
	throughput: (latencies.length / elapsed) * 1000,
});

/** The median of every field over the rounds. */
export const overRounds = (samples: readonly Sample[]): Sample => ({
	p50: median(samples.map(({ p50 }) => p50)),
	p95: median(samples.map(({ p95 }) => p95)),
	throughput: median(samples.map(({ throughput }) => throughput)),
});

/**
 * How one variant compares with another: the median of the rounds' own ratios, so that a machine that is slow for one
 * round is slow for both. Raises when the lists differ in length.
 */
export const ratioOverRounds = (
	samples: readonly Sample[],
	baseline: readonly Sample[],
	field: Field,
): number => {
	if (samples.length !== baseline.length) {
		throw new Error('Variants that ran in different rounds cannot be compared.');
	}
	return median(samples.map((sample, round) => sample[field] / (baseline[round]?.[field] ?? Number.NaN)));
};
