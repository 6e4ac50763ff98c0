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
