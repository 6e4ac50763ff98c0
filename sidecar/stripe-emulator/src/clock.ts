import type { State } from './store/state';

/** Milliseconds since 1970, as `Date.now`; handed in so that tests can move it. */
export type Clock = () => number;

/** The clock in Stripe's unit: whole seconds since 1970. */
export const unixSeconds = (clock: Clock): number => Math.floor(clock() / 1000);

/** A clock that can be moved; everything here follows it. */
export interface TravelClock {
	now: Clock;
	/** What others are shown of it, in `Date` headers and signatures: wrong by the skew. */
	shown: Clock;
	/** How far it is from the real time, in milliseconds. */
	ahead(): number;
	/** Moves it by so many milliseconds; it runs on from there. */
	advance(milliseconds: number): void;
	/** Sets it to an instant in milliseconds since 1970; null = back to the real time, without skew. */
	set(instant: number | null): void;
	skew(milliseconds: number): void;
	/** Calls back after each move. */
	onTravel(listener: () => void): void;
}

/** @param position survives a restart with the rest of the state */
export function createTravelClock(base: Clock, position: State['clock'], changed: () => void): TravelClock {
	const listeners: (() => void)[] = [];
	const now = (): number => base() + position.aheadMilliseconds;

	function moveTo(ahead: number): void {
		position.aheadMilliseconds = ahead;
		changed();
		for (const listener of listeners) listener();
	}

	return {
		now,
		shown: () => now() + position.skewMilliseconds,
		ahead: () => position.aheadMilliseconds,
		advance: (milliseconds) => moveTo(position.aheadMilliseconds + milliseconds),
		set(instant) {
			if (instant === null) position.skewMilliseconds = 0;
			moveTo(instant === null ? 0 : instant - base());
		},
		skew(milliseconds) {
			position.skewMilliseconds = milliseconds;
			changed();
		},
		onTravel: (listener) => void listeners.push(listener),
	};
}
