import { giveAdminSettings } from '../../../test/admin-settings';
import { buildStaffPackage } from '../../../test/staff-package';
import { consequences, refundChoices, refundOf } from './cancel-draft';

beforeEach(() => giveAdminSettings());

const kindsOf = (overrides: Parameters<typeof buildStaffPackage>[0]) =>
	refundChoices(buildStaffPackage(overrides)).map(({ value }) => value);

test.each([
	['a payment of which something is left', {}, ['full', 'part', 'none']],
	['a payment that Stripe says nothing about', { refundable: null }, ['full', 'none']],
	['a payment of which nothing is left', { refundable: 0 }, ['none']],
	['a payment that a bank holds', { paymentState: 'disputed' as const, refundable: 0 }, ['none']],
	['no payment', { paymentIntentId: null, refundable: 0 }, ['none']],
])('what can be sent back of %s', (_name, overrides, kinds) => {
	expect(kindsOf(overrides)).toEqual(kinds);
});

test.each([
	['100', 'eur', { refund: { amount: 10_000 } }],
	['0,50', 'eur', { refund: { amount: 50 } }],
	['490', 'eur', { refund: { amount: 49_000 } }],
	['5000', 'jpy', { refund: { amount: 5_000 } }],
	['1.25', 'kwd', { refund: { amount: 1_250 } }],
	['490.01', 'eur', { refund: null, problem: 'Only €490.00 is left.' }],
	['0', 'eur', { refund: null, problem: 'Type an amount such as 100.00.' }],
	['', 'eur', { refund: null, problem: 'Type an amount such as 100.00.' }],
	['1.5', 'jpy', { refund: null, problem: 'Type an amount such as 100.' }],
	['-5', 'eur', { refund: null, problem: 'Type an amount such as 100.00.' }],
	['1.255', 'kwd', { refund: null, problem: expect.stringContaining('in steps of') }],
])('a part of %j is read in %s', (typed, currency, outcome) => {
	expect(refundOf(buildStaffPackage({ currency }), 'part', typed)).toEqual(outcome);
});

test('all and nothing need no amount', () => {
	const owned = buildStaffPackage();
	expect(refundOf(owned, 'full', 'x')).toEqual({ refund: 'full' });
	expect(refundOf(owned, 'none', 'x')).toEqual({ refund: 'none' });
});

test('what happens to seat, sessions, money and mail is said before it happens', () => {
	const owned = buildStaffPackage();
	expect(consequences(owned, 'full')).toEqual([
		'The seat in “Winter Cohort” becomes free, also for its waiting list.',
		'1 booked session to come is given back.',
		'Stripe sends €490.00 back to the way it was paid; banks take up to ten days.',
		'The student is told by mail, and can buy the course again.',
		'It cannot be undone. You can enroll the student by hand again.',
	]);
	expect(consequences(owned, { amount: 5_000 })[2]).toContain('€50.00');
	expect(consequences(owned, 'none')[2]).toBe('No money is sent back.');
	expect(consequences(buildStaffPackage({ paymentIntentId: null }), 'none')[2]).toBe(
		'No money moves: nothing was paid.',
	);
	expect(consequences(buildStaffPackage({ paymentState: 'disputed' }), 'none')[2]).toContain('bank');
});

test('sessions that are over or not booked are not counted', () => {
	const owned = buildStaffPackage();
	const past = {
		...owned.steps[0]!,
		session: { ...owned.steps[0]!.session!, endsAt: '2020-01-01T00:00:00.000Z' },
	};
	expect(consequences({ ...owned, steps: [past, owned.steps[1]!] }, 'full').join()).not.toContain(
		'given back',
	);
});
