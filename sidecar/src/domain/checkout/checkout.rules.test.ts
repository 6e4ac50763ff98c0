import { enrollRefusal, secondClick, sessionExpiry } from './checkout.rules';

const now = new Date('2026-03-01T12:00:00.000Z');
const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const MINUTE = 60_000;

describe('a click on Enroll', () => {
	const offer = {
		cohort: {
			is_active: true,
			enrollment_deadline: later(1) as Date | null,
			end_date: '2026-03-01',
			timezone: 'Europe/Berlin',
			max_enrollment: 5 as number | null,
			current_enrollment: 3,
		},
		facts: { owned: false, heldByOthers: 1, programActive: true, studentExists: true },
		price: { amount: 290_00, stripePriceId: 'price_1' },
		now,
	};
	const cohort = (change: Partial<typeof offer.cohort>) => ({
		...offer,
		cohort: { ...offer.cohort, ...change },
	});

	test('takes the last seat a millisecond before the deadline', () => {
		expect(enrollRefusal(offer)).toBeNull();
	});

	test('needs no deadline', () => {
		expect(enrollRefusal(cohort({ enrollment_deadline: null }))).toBeNull();
	});

	test('is refused at the deadline and after it', () => {
		expect(enrollRefusal(cohort({ enrollment_deadline: now }))).toBe('deadline_passed');
		expect(enrollRefusal(cohort({ enrollment_deadline: later(-1) }))).toBe('deadline_passed');
	});

	test('is refused once the last day of the cohort is over in its own zone', () => {
		expect(enrollRefusal(cohort({ end_date: '2026-02-28' }))).toBe('deadline_passed');
	});

	test('is refused when the course was switched off while the page was open', () => {
		const facts = { ...offer.facts, programActive: false };
		expect(enrollRefusal({ ...offer, facts })).toBe('cohort_inactive');
	});

	test('is refused when an editor made the cohort smaller than what is sold', () => {
		expect(enrollRefusal(cohort({ max_enrollment: 2 }))).toBe('cohort_full');
	});

	test('is refused when the seats are sold or held', () => {
		expect(enrollRefusal(cohort({ current_enrollment: 4 }))).toBe('cohort_full');
		expect(enrollRefusal(cohort({ max_enrollment: 0, current_enrollment: 0 }))).toBe('cohort_full');
	});

	test('is refused without a price', () => {
		expect(enrollRefusal({ ...offer, price: null })).toBe('no_price');
	});

	test('names the reason that the student can do least about first', () => {
		const worst = {
			...cohort({ is_active: false, enrollment_deadline: now, current_enrollment: 5 }),
			facts: { ...offer.facts, owned: true },
			price: null,
		};
		expect(enrollRefusal(worst)).toBe('already_enrolled');
		const notOwned = { ...worst, facts: offer.facts };
		expect(enrollRefusal(notOwned)).toBe('cohort_inactive');
		const active = { ...notOwned, cohort: { ...notOwned.cohort, is_active: true } };
		expect(enrollRefusal(active)).toBe('deadline_passed');
		const inTime = { ...active, cohort: { ...active.cohort, enrollment_deadline: null } };
		expect(enrollRefusal(inTime)).toBe('cohort_full');
	});
});

describe('a session', () => {
	test('case 24: lasts two minutes longer than Stripe’s shortest when there is no deadline', () => {
		expect(sessionExpiry(now, null)).toEqual(later(32 * MINUTE));
		expect(sessionExpiry(now, later(600 * MINUTE))).toEqual(later(32 * MINUTE));
	});

	test('case 24: ends with the deadline when Stripe allows that', () => {
		expect(sessionExpiry(now, later(31.5 * MINUTE))).toEqual(later(31.5 * MINUTE));
	});

	test('case 24: outlives a deadline that is nearer than Stripe allows', () => {
		expect(sessionExpiry(now, later(1))).toEqual(later(31 * MINUTE));
	});
});

describe('a second click', () => {
	const terms = { amount: 49_000, currency: 'eur', stripePriceId: 'price_1' };
	const checkout = {
		state: 'open' as const,
		session_id: 'cs_test_1' as string | null,
		expires_at: later(2 * MINUTE) as Date | null,
		amount: 49_000,
		currency: 'eur',
		stripe_price_id: 'price_1',
	};
	const sold = { terms, sellable: true };

	test('returns the session while two minutes of it are left', () => {
		expect(secondClick(checkout, sold, now)).toBe('return');
		expect(secondClick(checkout, sold, later(1))).toBe('end');
		expect(secondClick({ ...checkout, expires_at: null }, sold, now)).toBe('end');
	});

	test('creates the session that an earlier click could not', () => {
		expect(secondClick({ ...checkout, session_id: null }, sold, now)).toBe('create');
		expect(secondClick({ ...checkout, session_id: null }, sold, later(1))).toBe('end');
	});

	test.each([
		['amount', { ...terms, amount: 48_999 }],
		['currency', { ...terms, currency: 'usd' }],
		['price', { ...terms, stripePriceId: 'price_2' }],
	])('ends a checkout of another %s', (_, changed) => {
		expect(secondClick(checkout, { terms: changed, sellable: true }, now)).toBe('end');
		expect(secondClick({ ...checkout, session_id: null }, { terms: changed, sellable: true }, now)).toBe(
			'end',
		);
	});

	test('ends a checkout whose payment would only be refunded', () => {
		expect(secondClick(checkout, { terms, sellable: false }, now)).toBe('end');
	});

	test('waits for a delayed payment whatever has changed', () => {
		const waiting = { ...checkout, state: 'awaiting_payment' as const, expires_at: later(-1) };
		expect(secondClick(waiting, { terms: { ...terms, amount: 1 }, sellable: false }, now)).toBe('wait');
	});
});
