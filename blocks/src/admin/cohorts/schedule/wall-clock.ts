/** What the clock on a wall really shows, and how far it is from UTC. */
export interface WallClock {
	/** HH:MM; another one than was asked for when clocks skip that. */
	time: string;
	/** Such as `+02:00`. */
	offset: string;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const partsAt = (instant: number, timezone: string): Record<string, string> =>
	Object.fromEntries(
		new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			timeZoneName: 'longOffset',
		})
			.formatToParts(new Date(instant))
			.map(({ type, value }) => [type, value]),
	);

/** Minutes east of UTC. */
const offsetAt = (instant: number, timezone: string): number => {
	const [, sign, hours, minutes] =
		/GMT([+-])(\d{2}):(\d{2})/.exec(partsAt(instant, timezone).timeZoneName ?? '') ?? [];
	return hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

const offsetText = (minutes: number): string => {
	const two = (value: number) => String(value).padStart(2, '0');
	const size = Math.abs(minutes);
	return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/**
 * The first instant at which the wall clock of a time zone reads this, or, when clocks skip it, as much later as they
 * skip: as the sidecar has it (`domain/calendar/wall-clock.ts`). Null for what is no date, time or time zone.
 *
 * @param date YYYY-MM-DD.
 * @param time HH:MM.
 */
export const wallClock = (date: string, time: string, timezone: string): WallClock | null => {
	const local = Date.parse(`${date}T${time}:00Z`);
	if (Number.isNaN(local)) {
		return null;
	}
	try {
		const offsets = [offsetAt(local - DAY, timezone), offsetAt(local + DAY, timezone)];
		const reads = (instant: number) => {
			const { hour, minute } = partsAt(instant, timezone);
			return `${hour}:${minute}`;
		};
		const instants = offsets.map((minutes) => local - minutes * MINUTE);
		const exact = instants.filter((instant) => reads(instant) === time);
		const instant = exact.length > 0 ? Math.min(...exact) : (instants[0] ?? local);
		return { time: reads(instant), offset: offsetText(offsetAt(instant, timezone)) };
	} catch (error) {
		if (error instanceof RangeError) {
			return null;
		}
		throw error;
	}
};
