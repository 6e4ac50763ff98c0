import { availability, hasEnded, isSellable, seatsLeft, type AvailabilityFacts } from './catalogue.rules';

const now = new Date('2030-03-01T12:00:00Z');
const open: AvailabilityFacts = {
	isActive: true,
	enrollmentDeadline: new Date('2030-03-02T00:00:00Z'),
	seatsLeft: 1,
	price: { amount: 49_000, stripePriceId: 'price_1' },
};

describe('availability', () => {
	test('a cohort with a seat, a price and time left is open', () => {
		expect(availability(open, now)).toBe('open');
	});

	test.each<[string, Partial<AvailabilityFacts>]>([
		['has no deadline', { enrollmentDeadline: null }],
		['has no limit', { seatsLeft: null }],
		['is free and has no Stripe price', { price: { amount: 0, stripePriceId: null } }],
	])('a cohort that %s is open', (_, facts) => {
		expect(availability({ ...open, ...facts }, now)).toBe('open');
	});

	test('the reasons are checked in order: inactive, deadline, full, price', () => {
		const worst = { isActive: false, enrollmentDeadline: now, seatsLeft: 0, price: null };
		expect(availability(worst, now)).toBe('inactive');
		expect(availability({ ...worst, isActive: true }, now)).toBe('deadline_passed');
		expect(availability({ ...worst, isActive: true, enrollmentDeadline: null }, now)).toBe('full');
		expect(availability({ ...worst, isActive: true, enrollmentDeadline: null, seatsLeft: 3 }, now)).toBe(
			'no_price',
		);
	});

	test('the instant of the deadline is too late, the one before is not', () => {
		expect(availability({ ...open, enrollmentDeadline: now }, now)).toBe('deadline_passed');
		const justAfter = new Date(now.getTime() + 1);
		expect(availability({ ...open, enrollmentDeadline: justAfter }, now)).toBe('open');
	});
});

test('an amount needs a Stripe price to be sold at', () => {
	expect(isSellable({ amount: 1, stripePriceId: null })).toBe(false);
	expect(isSellable({ amount: 1, stripePriceId: 'price_1' })).toBe(true);
	expect(isSellable(null)).toBe(false);
});

test('seats left count enrollments and holds, and never fall below zero', () => {
	const facts = { maxEnrollment: 10, currentEnrollment: 6, heldByOthers: 3 };
	expect(seatsLeft(facts)).toBe(1);
	expect(seatsLeft({ ...facts, heldByOthers: 9 })).toBe(0);
	expect(seatsLeft({ ...facts, maxEnrollment: null })).toBeNull();
});

describe('the end of a cohort', () => {
	const ended = (endDate: string, timezone: string, instant: string) =>
		hasEnded({ endDate, timezone }, new Date(instant));

	test('is the end of its last day where the cohort is', () => {
		expect(ended('2030-03-01', 'Pacific/Kiritimati', '2030-03-01T09:59:59Z')).toBe(false);
		expect(ended('2030-03-01', 'Pacific/Kiritimati', '2030-03-01T10:00:00Z')).toBe(true);
		expect(ended('2030-03-01', 'America/New_York', '2030-03-02T04:59:59Z')).toBe(false);
		expect(ended('2030-03-01', 'America/New_York', '2030-03-02T05:00:00Z')).toBe(true);
	});

	test('is counted in UTC when the zone is not known', () => {
		expect(ended('2030-03-01', 'Mars/Olympus', '2030-03-01T23:59:59Z')).toBe(false);
		expect(ended('2030-03-01', 'Mars/Olympus', '2030-03-02T00:00:00Z')).toBe(true);
	});
});
