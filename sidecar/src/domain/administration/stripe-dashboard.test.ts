import { stripeDashboardUrl } from './stripe-dashboard';

test.each([
	['pi_1', 'payments/pi_1'],
	['du_1', 'disputes/du_1'],
	['dp_1', 'disputes/dp_1'],
	['evt_1', 'events/evt_1'],
	['price_1', 'prices/price_1'],
	['prod_1', 'products/prod_1'],
	['cus_1', 'customers/cus_1'],
	['cs_test_1', 'search?query=cs_test_1'],
	['re_1', 'search?query=re_1'],
])('%s is shown at %s, in test mode below /test', (id, path) => {
	expect(stripeDashboardUrl(id, true)).toBe(`https://dashboard.stripe.com/${path}`);
	expect(stripeDashboardUrl(id, false)).toBe(`https://dashboard.stripe.com/test/${path}`);
});

test('an id that is none leads nowhere else than to the search', () => {
	expect(stripeDashboardUrl('../evil?x=1', true)).toBe(
		'https://dashboard.stripe.com/search?query=..%2Fevil%3Fx%3D1',
	);
	expect(stripeDashboardUrl('constructor_1', true)).toBe(
		'https://dashboard.stripe.com/search?query=constructor_1',
	);
});

test('nothing is shown nowhere', () => {
	expect(stripeDashboardUrl(null, false)).toBeNull();
});
