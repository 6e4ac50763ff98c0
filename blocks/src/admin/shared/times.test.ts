import { clockOfInstant, dayOfInstant, instantText, sessionText } from './times';

const INSTANT = '2031-03-01T23:30:00.000Z';
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test.each(['', 'Moon/Tranquility'])(
	'an instant in the time zone %j, which no browser knows, is told in UTC, as the sidecar has it',
	(timezone) => {
		expect(dayOfInstant(INSTANT, timezone)).toBe('2031-03-01');
		expect(plain(clockOfInstant(INSTANT, timezone))).toBe('11:30 PM');
		expect(plain(instantText(INSTANT, timezone))).toBe('Mar 1, 2031, 11:30 PM UTC');
		expect(plain(sessionText(INSTANT, timezone))).toBe('Sat, Mar 1, 2031, 11:30 PM UTC');
	},
);

test('an instant in a time zone that there is is told in it', () => {
	expect(dayOfInstant(INSTANT, 'Asia/Tokyo')).toBe('2031-03-02');
	expect(plain(instantText(INSTANT, 'Asia/Tokyo'))).toBe('Mar 2, 2031, 8:30 AM GMT+9');
});
