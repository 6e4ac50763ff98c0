/** Where a sidecar is killed: at its n-th step, before it reaches the other side or after the other side did it. */
export interface FailPoint {
	step: number;
	when: 'before' | 'after';
}

export type Verdict = 'pass' | 'kill before' | 'kill after';

/** Counts what a sidecar asks of its neighbours, and says when to kill it. */
export interface Steps {
	/** Counts from one again; kills at this point, once, or never. */
	arm(point: FailPoint | null): void;
	/** From now on nothing is counted. */
	disarm(): void;
	/** What was counted since {@link Steps.arm}, by its name, in order. */
	readonly taken: readonly string[];
	/** Called by the gates for each step. */
	next(name: string): Verdict;
	/** Steps that come while nothing happens are not counted from now on. */
	learnIdle(name: string): void;
	/** Whether the sidecar was killed since {@link Steps.arm}. */
	readonly hasKilled: boolean;
	/** Called by the gates when it is time. */
	kill(): void;
}

/** @param kill ends the sidecar at once */
export const createSteps = (kill: () => void): Steps => {
	const idle = new Set<string>();
	let taken: string[] = [];
	let point: FailPoint | null = null;
	let isArmed = false;
	let hasKilled = false;
	return {
		arm: (wanted) => {
			taken = [];
			point = wanted;
			isArmed = true;
			hasKilled = false;
		},
		disarm: () => {
			isArmed = false;
			point = null;
		},
		get taken() {
			return taken;
		},
		next: (name) => {
			if (!isArmed || hasKilled || idle.has(name)) {
				return 'pass';
			}
			taken.push(name);
			return taken.length === point?.step ? `kill ${point.when}` : 'pass';
		},
		learnIdle: (name) => void idle.add(name),
		get hasKilled() {
			return hasKilled;
		},
		kill: () => {
			hasKilled = true;
			kill();
		},
	};
};
