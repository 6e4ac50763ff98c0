import { summarize, type Sample } from './statistics';

/** What was measured, by what it is about; one entry a round. */
export class Samples {
	readonly #byName = new Map<string, Sample[]>();

	add(name: string, sample: Sample): void {
		this.#byName.set(name, [...this.of(name), sample]);
	}

	/** A round of calls that took turns with others, one at a time. @param latencies Milliseconds. */
	addLatencies(name: string, latencies: readonly number[]): void {
		const elapsed = latencies.reduce((sum, latency) => sum + latency, 0);
		this.add(name, summarize(latencies, elapsed));
	}

	/** Empty for what was not measured. */
	of(name: string): readonly Sample[] {
		return this.#byName.get(name) ?? [];
	}

	/** All of them, for the file. */
	toJSON(): Record<string, Sample[]> {
		return Object.fromEntries(this.#byName);
	}
}
