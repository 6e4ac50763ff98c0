import { describeDates, describeOccasion, reader } from './times';

const IN_BERLIN = { locale: 'en-US', timeZone: 'Europe/Berlin' };

// Intl puts narrow and thin spaces round the dash and before AM and PM; which ones is not our business.
const plain = (text: string | undefined) => text?.replace(/[\u2009\u202f\u00a0]/g, ' ');

/** 6 pm in New York on a Tuesday in winter. */
const WINTER_EVENING = {
	startsAt: '2027-01-12T23:00:00.000Z',
	endsAt: '2027-01-13T00:30:00.000Z',
	timezone: 'America/New_York',
};

test('shows the time of the browser first, and the next day when it is past midnight there', () => {
	const text = describeOccasion(WINTER_EVENING, IN_BERLIN);
	expect(text.date).toBe('Wednesday, January 13, 2027');
	expect(plain(text.time)).toBe('12:00 – 1:30 AM');
	expect(text.zone).toBe('Central European Time');
});

test("shows the class's own clock where it differs", () => {
	const { atTheClass } = describeOccasion(WINTER_EVENING, IN_BERLIN);
	expect(atTheClass?.date).toBe('Tuesday, January 12, 2027');
	expect(plain(atTheClass?.time)).toBe('6:00 – 7:30 PM');
	expect(atTheClass?.zone).toBe('Eastern Time');
});

test('does not repeat the time when another zone shows the same on its clocks', () => {
	const inParis = { ...IN_BERLIN, timeZone: 'Europe/Paris' };
	expect(describeOccasion({ ...WINTER_EVENING, timezone: 'Europe/Berlin' }, inParis).atTheClass).toBeNull();
});

test('follows the weeks in which New York has changed its clocks and Berlin has not', () => {
	const sixInNewYork = (startsAt: string, endsAt: string) =>
		plain(describeOccasion({ startsAt, endsAt, timezone: 'America/New_York' }, IN_BERLIN).time);
	// New York: 14 March 2027, Berlin: 28 March 2027.
	expect(sixInNewYork('2027-03-09T23:00:00Z', '2027-03-10T00:30:00Z')).toBe('12:00 – 1:30 AM');
	expect(sixInNewYork('2027-03-16T22:00:00Z', '2027-03-16T23:30:00Z')).toBe('11:00 PM – 12:30 AM');
	expect(sixInNewYork('2027-03-30T22:00:00Z', '2027-03-30T23:30:00Z')).toBe('12:00 – 1:30 AM');
});

test('shows a zone with half hours and without daylight saving time', () => {
	const text = describeOccasion(WINTER_EVENING, { locale: 'en-US', timeZone: 'Asia/Kolkata' });
	expect(plain(text.time)).toBe('4:30 – 6:00 AM');
	expect(text.zone).toBe('India Standard Time');
});

test('speaks the language of the page', () => {
	const text = describeOccasion(WINTER_EVENING, { locale: 'de-DE', timeZone: 'Europe/Berlin' });
	expect(text.date).toBe('Mittwoch, 13. Januar 2027');
	expect(plain(text.time)).toBe('00:00–01:30 Uhr');
});

test('shows a class whose time zone nobody knows in UTC', () => {
	const { atTheClass } = describeOccasion({ ...WINTER_EVENING, timezone: 'Mars/Olympus' }, IN_BERLIN);
	expect(atTheClass?.zone).toBe('Coordinated Universal Time');
});

test('never shifts a calendar date, wherever the browser is', () => {
	expect(plain(describeDates('2027-01-11', '2027-03-05', 'en-US'))).toBe('January 11 – March 5, 2027');
});

test('falls back to English on a page whose language is none', () => {
	document.documentElement.lang = 'not a language';
	expect(reader().locale).toBe('en-US');
	document.documentElement.lang = 'pt-BR';
	expect(reader().locale).toBe('pt-BR');
});
