import { amountProblem, amountText, parseAmount } from './amount';

const mockLocale = jest.fn(() => 'en-US');

jest.mock('../shared/times', () => ({ locale: () => mockLocale() }));

test.each([
	['490', 'eur', 49_000],
	['490.5', 'eur', 49_050],
	['490,50', 'eur', 49_050],
	[' 1 234 ', 'eur', 123_400],
	['1\u00a0234,5', 'eur', 123_450],
	['0.5', 'usd', 50],
	['12345', 'jpy', 12_345],
	['5.125', 'kwd', 5_125],
	['2500', 'huf', 250_000],
	['0', 'eur', 0],
])('%s in %s is %i minor units', (text, currency, amount) => {
	expect(parseAmount(text, currency)).toBe(amount);
});

test.each([
	['', 'eur'],
	['free', 'eur'],
	['-5', 'eur'],
	['1e3', 'eur'],
	['1.5', 'jpy'],
	['1.234', 'eur'],
	['1,234', 'usd'],
	['1,234.50', 'usd'],
	['490.', 'eur'],
	['€490', 'eur'],
	['99999999999', 'eur'],
])('%j in %s is no amount', (text, currency) => {
	expect(parseAmount(text, currency)).toBeNull();
});

test('an amount is written with the digits of its currency', () => {
	expect(amountText(49_050, 'eur')).toBe('490.50');
	expect(amountText(500, 'jpy')).toBe('500');
});

test.each(['en-US', 'de-DE', 'fr-FR', 'de-CH', 'ar-EG', 'hi-IN'])(
	'an amount as %s writes it can be read again',
	(locale) => {
		mockLocale.mockReturnValueOnce(locale);
		expect(parseAmount(amountText(123_450, 'eur'), 'eur')).toBe(123_450);
	},
);

test('an amount is typed with the sign of the locale before its decimals, and none between thousands', () => {
	mockLocale.mockReturnValueOnce('de-DE');
	expect(amountText(123_450, 'eur')).toBe('1234,50');
});

test('what Stripe would not charge is said before it is asked', () => {
	expect(amountProblem(null, 'eur')).toBe('Type an amount such as 490.00.');
	expect(amountProblem(49, 'eur')).toBe('The least that Stripe charges is €0.50.');
	expect(amountProblem(50, 'eur')).toBeUndefined();
	expect(amountProblem(550, 'isk')).toContain('in steps of');
	expect(amountProblem(0, 'vnd')).toContain('The least');
});
