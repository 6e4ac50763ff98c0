import { getSettings } from '@wordpress/date';
import { __, sprintf } from '@wordpress/i18n';
import { knownZone } from '../../shared/times';
import { adminSettings } from '../settings';

/** WordPress's locale as browsers write it: `de_DE_formal` → `de-DE`. */
export const locale = (): string => {
	const [language = 'en', region] = getSettings().l10n.locale.split('_');
	const tag = region && /^[A-Z]{2}$/.test(region) ? `${language}-${region}` : language;
	return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0 ? tag : 'en';
};

/** The site's time zone by its IANA name; the browser's when the site only has an offset. */
export const siteTimezone = (): string => {
	const { timezone } = adminSettings();
	return timezone.includes('/') || timezone === 'UTC'
		? timezone
		: Intl.DateTimeFormat().resolvedOptions().timeZone;
};

/** Every time zone that the browser knows, and the one that is chosen. */
export const timezoneOptions = (chosen: string): { value: string; label: string }[] => {
	const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...(chosen === '' ? [] : [chosen])]);
	return [...names].map((name) => ({ value: name, label: name.replace(/_/g, ' ') }));
};

const format = ({ timeZone = 'UTC', ...options }: Intl.DateTimeFormatOptions, language = locale()) =>
	new Intl.DateTimeFormat(language, { ...options, timeZone: knownZone(timeZone) });

/** Name of a weekday, 0 = Sunday. */
export const weekday = (dayOfWeek: number, style: 'long' | 'short' = 'long'): string =>
	// 7 January 2024 was a Sunday.
	format({ weekday: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 7 + dayOfWeek)));

/** Weekdays in the order of the site's week. */
export const weekdays = (): { value: string; label: string }[] =>
	[0, 1, 2, 3, 4, 5, 6].map((offset) => {
		const day = (adminSettings().startOfWeek + offset) % 7;
		return { value: String(day), label: weekday(day) };
	});

/** A calendar date (YYYY-MM-DD) in words. */
export const dateText = (date: string): string =>
	format({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

const INSTANT: Intl.DateTimeFormatOptions = {
	year: 'numeric',
	month: 'short',
	day: 'numeric',
	hour: 'numeric',
	minute: '2-digit',
	timeZoneName: 'short',
};

/** An instant (ISO 8601) in a time zone, with the zone's short name. */
export const instantText = (instant: string, timezone: string = siteTimezone()): string =>
	format({ ...INSTANT, timeZone: timezone }).format(new Date(instant));

/** The start of a session (ISO 8601) in the class's time zone: the same with its weekday. */
export const sessionText = (startsAt: string, timezone: string): string =>
	format({ ...INSTANT, weekday: 'short', timeZone: timezone }).format(new Date(startsAt));

/** The calendar day (YYYY-MM-DD) of an instant (ISO 8601) in a time zone. */
export const dayOfInstant = (instant: string, timezone: string = siteTimezone()): string =>
	// Swedes write dates as ISO 8601 does.
	format({ dateStyle: 'short', timeZone: timezone }, 'sv-SE').format(new Date(instant));

/** A calendar date (YYYY-MM-DD) without its year, for where there is little room. */
export const shortDateText = (date: string): string =>
	format({ month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** A calendar date (YYYY-MM-DD) in words, with its weekday. */
export const longDateText = (date: string): string =>
	format({ dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** The time of day of an instant (ISO 8601) in a time zone. */
export const clockOfInstant = (instant: string, timezone: string = siteTimezone()): string =>
	format({ hour: 'numeric', minute: '2-digit', timeZone: timezone }).format(new Date(instant));

/** A wall-clock HH:MM as the locale writes it. */
export const clockText = (time: string): string =>
	format({ hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
		new Date(`2024-01-07T${time}:00Z`),
	);

/** "6:30 PM – 8:00 PM" */
export const clockRange = (startTime: string, endTime: string): string =>
	/* translators: 1: time at which something begins. 2: time at which it ends. */
	sprintf(__('%1$s – %2$s', 'cohort-enrollment'), clockText(startTime), clockText(endTime));

/** Whether what begins and ends at these wall-clock HH:MM ends on the next day; not while one is being typed (''). */
export const isOvernight = ({ startTime, endTime }: { startTime: string; endTime: string }): boolean =>
	startTime !== '' && endTime !== '' && endTime <= startTime;
