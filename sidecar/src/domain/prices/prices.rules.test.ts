import { currencyDigits, CURRENCIES, smallestAmount, amountStep } from '../../../contract';
import { fakePrice } from '../../../test/fake-stripe';
import type { Price } from '../../stripe/types';
import { isChargeable, whyNotUsable } from './prices.rules';

describe('why a price cannot be sold', () => {
	test('nothing speaks against an active price of one amount, paid once, in the mode of the key', () => {
		expect(whyNotUsable(fakePrice(), false)).toBeNull();
		expect(whyNotUsable(fakePrice({ livemode: true }), true)).toBeNull();
	});

	test.each<[string, Partial<Price>]>([
		['other_mode', { livemode: true }],
		['recurring', { type: 'recurring' }],
		['recurring', { type: 'something new' }],
		['tiered', { billingScheme: 'tiered', unitAmount: null }],
		['tiered', { inPacks: true }],
		['custom_amount', { customAmount: true, unitAmount: null }],
		['several_currencies', { otherCurrencies: ['usd'] }],
		['amount', { unitAmount: null }],
		['amount', { unitAmount: 0 }],
		['amount', { unitAmount: 49 }],
		['archived', { active: false }],
		['archived', { product: { id: 'prod_1', name: 'Course', active: false } }],
	])('%s: %j', (why, change) => {
		expect(whyNotUsable(fakePrice(change), false)).toBe(why);
	});

	test('what can be mended at Stripe is said only when nothing else is wrong', () => {
		expect(whyNotUsable(fakePrice({ active: false, type: 'recurring' }), false)).toBe('recurring');
	});
});

test.each([
	['usd', 49, false],
	['usd', 50, true],
	['jpy', 49, false],
	['jpy', 50, true],
	['huf', 17_499, false],
	['huf', 17_500, true],
	['gbp', 30, true],
	// Stripe does not say how little of these it takes.
	['vnd', 0, false],
	['vnd', 1, true],
	// Counted with decimals that must be 00.
	['isk', 550, false],
	['isk', 600, true],
	['ugx', 50_001, false],
	// Counted in thousandths of which the last digit must be 0.
	['kwd', 5_125, false],
	['kwd', 5_120, true],
	['eur', 50.5, false],
	['eur', 2 ** 53, false],
])('Stripe charges in %s %d minor units: %s', (currency, amount, charged) => {
	expect(isChargeable({ amount, currency })).toBe(charged);
});

test('a currency may be written in any case', () => {
	expect(currencyDigits('JPY')).toBe(0);
	expect(smallestAmount('HUF')).toBe(17_500);
	expect(amountStep('ISK')).toBe(100);
});

test.each([
	['eur', 2],
	['jpy', 0],
	['mga', 0],
	['kwd', 3],
	// Intl leaves these decimals out; Stripe counts them.
	['idr', 2],
	['huf', 2],
	['ugx', 2],
	['isk', 2],
])('an amount in %s has %d digits behind the comma', (currency, digits) => {
	expect(currencyDigits(currency)).toBe(digits);
});

test('every currency that is offered is a code of its own', () => {
	expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
	for (const currency of CURRENCIES) {
		expect(currency).toMatch(/^[a-z]{3}$/);
	}
});
