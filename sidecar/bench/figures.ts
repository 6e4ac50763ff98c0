import { overRounds, type Sample } from './statistics';

/** What a figure should be; without one it is only shown. */
export type Aim = { atLeast: number } | { atMost: number } | { exactly: number };

/** One line of the result. */
export interface Figure {
	/** Stable, dotted: what compares one run with another. */
	id: string;
	/** What it says, in words. */
	name: string;
	value: number;
	/** `ms`, `/s`, `MB`, `KB`, `statements`, `queries`, `×` for a ratio. */
	unit: string;
	aim?: Aim;
	/** Only with an aim. */
	met?: boolean;
}

/** True when a value is what was aimed at. */
export const meets = (value: number, aim: Aim): boolean => {
	if ('atLeast' in aim) {
		return value >= aim.atLeast;
	}
	return 'atMost' in aim ? value <= aim.atMost : value === aim.exactly;
};

/** A figure, judged when there is an aim. */
export const figure = (id: string, name: string, value: number, unit: string, aim?: Aim): Figure => ({
	id,
	name,
	value,
	unit,
	...(aim && { aim, met: meets(value, aim) }),
});

/** What was measured of one kind of work: the median of its rounds. */
export interface Row extends Sample {
	/** Stable, dotted. */
	id: string;
	name: string;
}

/** A row; none when nothing was measured. */
export const row = (id: string, name: string, samples: readonly Sample[]): Row[] =>
	samples.length === 0 ? [] : [{ id, name, ...overRounds(samples) }];
