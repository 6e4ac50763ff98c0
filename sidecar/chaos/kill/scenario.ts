import type { Lane } from './lane';
import type { Purchase } from './purchase';

/**
 * One thing that a student, a bank or staff begins, and that the sidecar is killed in the middle of.
 */
export interface Scenario {
	name: string;
	/** Everything that comes before. */
	prepare(lane: Lane): Promise<Purchase>;
	/** Begins it. The sidecar may be killed any time from here on. */
	begin(lane: Lane, purchase: Purchase): Promise<unknown>;
	/** Whether it came to its end, while nobody was killed. */
	isDone(lane: Lane, purchase: Purchase): Promise<boolean>;
	/** What the student does again when there was no answer. */
	repeat?(lane: Lane, purchase: Purchase): Promise<void>;
	/** What has to have come of it in the end. Empty = as it should. */
	verify(lane: Lane, purchase: Purchase): Promise<string[]>;
}
