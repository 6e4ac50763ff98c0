import { readTarget } from './target';

test("reads Stripe's session", () => {
	expect(readTarget('?session_id=cs_test_a1B2')).toEqual({ kind: 'session', sessionId: 'cs_test_a1B2' });
});

test('reads a package', () => {
	expect(readTarget('?package_id=12')).toEqual({ kind: 'package', packageId: 12 });
});

test.each([
	'',
	'?package_id=0',
	'?package_id=-1',
	'?package_id=1e9',
	'?package_id=99999999999999999999',
	'?session_id={CHECKOUT_SESSION_ID}',
	'?session_id=../../me',
])('finds nothing in "%s"', (query) => {
	expect(readTarget(query)).toBeNull();
});
