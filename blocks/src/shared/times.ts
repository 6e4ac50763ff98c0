/** A session's instants and the zone of its class; both contract types that carry times have these. */
export interface Occasion {
	/** ISO 8601 UTC. */
	startsAt: string;
	endsAt: string;
	/** IANA name of the class's own time zone. */
	timezone: string;
}

/** Where and in which language times are read; by default the browser's zone and the page's language. */
export interface Reader {
	locale: string;
	timeZone: string;
}

interface WallClock {
	/** "Tuesday, October 6, 2026" */
	date: string;
	/** "6:00 – 7:30 PM" */
	time: string;
	/** "Central European Time" */
	zone: string;
}

export interface OccasionText extends WallClock {
	/** The same in the class's own zone; null when clocks show the same there. */
	atTheClass: WallClock | null;
}

const isSupported = (create: () => unknown): boolean => {
	try {
		create();
		return true;
	} catch {
		return false;
	}
};

/** A time zone by its IANA name; UTC when the browser does not know it, as the sidecar has it (`inZone`). */
export const knownZone = (timeZone: string): string =>
	isSupported(() => new Intl.DateTimeFormat('en', { timeZone })) ? timeZone : 'UTC';

/** The page's language and the browser's zone. */
export const reader = (): Reader => {
	const locale = document.documentElement.lang;
	return {
		locale: isSupported(() => new Intl.DateTimeFormat(locale)) ? locale : 'en-US',
		timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
	};
};

const zoneName = (start: Date, { locale, timeZone }: Reader): string =>
	new Intl.DateTimeFormat(locale, {
		timeZone,
		// "Eastern Time", whatever the season; UTC has no such name.
		timeZoneName: timeZone === 'UTC' ? 'long' : 'longGeneric',
	})
		.formatToParts(start)
		.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

const wallClock = (start: Date, end: Date, { locale, timeZone }: Reader): WallClock => {
	const date = new Intl.DateTimeFormat(locale, {
		timeZone,
		weekday: 'long',
		year: 'numeric',
		month: 'long',
		day: 'numeric',
	});
	const time = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' });
	const isOneDay = date.format(start) === date.format(end);
	return {
		date: date.format(start),
		// Past midnight a range would name both days; the first stands beside it already.
		time: isOneDay ? time.formatRange(start, end) : `${time.format(start)} – ${time.format(end)}`,
		zone: zoneName(start, { locale, timeZone }),
	};
};

/** A session as its student reads it, and as the class's own clock shows it where that differs. */
export const describeOccasion = (occasion: Occasion, by: Reader = reader()): OccasionText => {
	const start = new Date(occasion.startsAt);
	const end = new Date(occasion.endsAt);
	const here = wallClock(start, end, by);
	const there = wallClock(start, end, { ...by, timeZone: knownZone(occasion.timezone) });
	const isSame = here.date === there.date && here.time === there.time;
	return { ...here, atTheClass: isSame ? null : there };
};

/**
 * "September 7 – December 14, 2026".
 *
 * @param startDate Calendar date (YYYY-MM-DD); it belongs to no zone and is not shifted.
 */
export const describeDates = (startDate: string, endDate: string, locale: string = reader().locale): string =>
	new Intl.DateTimeFormat(locale, {
		timeZone: 'UTC',
		year: 'numeric',
		month: 'long',
		day: 'numeric',
	}).formatRange(new Date(startDate), new Date(endDate));
