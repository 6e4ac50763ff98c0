import { standingOf } from './standing.rules';

const charge = { amount: 49_000 };
const refund = (amount: number, status = 'succeeded') => ({
	id: 're_1',
	status,
	paymentIntentId: 'pi_1',
	amount,
	checkoutReference: null,
});
const dispute = (status: string, withdrawn = 49_000) => ({
	id: 'du_1',
	status,
	paymentIntentId: 'pi_1',
	amount: 49_000,
	withdrawn,
});

test('a payment that nobody touched is kept', () => {
	expect(standingOf(charge, [], [])).toBe('kept');
});

test('one of which part went back is kept, and refunded when the parts are all of it', () => {
	expect(standingOf(charge, [refund(48_999)], [])).toBe('kept');
	expect(standingOf(charge, [refund(48_999), refund(1)], [])).toBe('refunded');
});

test('a refund counts from the moment it is asked for, and not any more when it failed or was canceled', () => {
	for (const status of ['pending', 'requires_action', 'succeeded', 'a_new_one']) {
		expect(standingOf(charge, [refund(49_000, status)], [])).toBe('refunded');
	}
	for (const status of ['failed', 'canceled']) {
		expect(standingOf(charge, [refund(49_000, status)], [])).toBe('kept');
	}
});

test.each([
	['needs_response', 'disputed'],
	['under_review', 'disputed'],
	['a_new_one', 'disputed'],
	['won', 'kept'],
	['warning_needs_response', 'kept'],
	['warning_under_review', 'kept'],
	['warning_closed', 'kept'],
	['lost', 'lost'],
])('a payment whose dispute is %s is %s', (status, standing) => {
	expect(standingOf(charge, [], [dispute(status)])).toBe(standing);
});

test('a dispute that was prevented is lost when the bank gave the money back, and nothing when it only stopped it', () => {
	expect(standingOf(charge, [], [dispute('prevented', 49_000)])).toBe('lost');
	expect(standingOf(charge, [], [dispute('prevented', 0)])).toBe('kept');
});

test('a payment that was refunded is not lost a second time', () => {
	expect(standingOf(charge, [refund(49_000)], [dispute('lost')])).toBe('refunded');
});
