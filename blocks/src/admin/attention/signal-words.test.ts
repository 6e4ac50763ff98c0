import type { AttentionSignal } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { signalWords } from './signal-words';

beforeEach(() => giveAdminSettings());

const words = (code: AttentionSignal['code'], data: AttentionSignal['data'] = {}) =>
	signalWords({ code, data });

const FULL = { course: 'Writing', cohort: 'Fall Cohort', step: 'Week 1', class: 'Tuesday evening' };

test('a class with too few seats names itself, its step and both numbers', () => {
	const { title, text } = words('class_full', { ...FULL, classLeft: 2, cohortLeft: 4 });
	expect(title).toBe('Tuesday evening has fewer seats left than Fall Cohort');
	expect(text).toContain('It is the only class for Week 1 of Writing.');
	expect(text).toContain('Free seats: 2 in the class, 4 in the cohort.');
});

test('a class that is full says so, also where the cohort takes any number', () => {
	const { title, text } = words('class_full', { ...FULL, classLeft: 0 });
	expect(title).toBe('Tuesday evening is full, but Fall Cohort is not');
	expect(text).toContain('The cohort takes any number of students.');
});

test('a refused delivery says when it came and what to compare', () => {
	const { text } = words('webhooks_refused', { reason: 'signature', at: '2026-09-01T12:00:00Z' });
	expect(text.replace(/\s/g, ' ')).toContain('It came at Sep 1, 2026, 2:00 PM GMT+2.');
	expect(text).toContain('compare STRIPE_WEBHOOK_SECRET');
	expect(words('webhooks_refused', { reason: 'constructor', at: '' }).text).toBe(
		'Students who come back from paying are enrolled all the same.',
	);
});

test.each([
	[{}, 'Stripe has never sent a message'],
	[{ since: '2026-09-01T12:00:00Z' }, 'the last message came at Sep 1, 2026'],
])('silence of Stripe since %j', (data, said) => {
	expect(words('webhooks_silent', data).text).toContain(said);
});

test.each([
	['ahead', 1, 'The sidecar’s clock is ahead', 'by 1 second.'],
	['behind', 400, 'The sidecar’s clock is behind', 'by 400 seconds.'],
] as const)('a clock that is %s by %d', (direction, seconds, title, said) => {
	const told = words('clock_off', { direction, seconds });
	expect(told.title).toBe(title);
	expect(told.text).toContain(said);
});

test('refunds that wait are counted', () => {
	expect(words('refunds_overdue', { count: 1 }).title).toBe('1 refund was not sent');
	expect(words('refunds_overdue', { count: 3 }).title).toBe('3 refunds were not sent');
});

test.each([
	'schema_behind',
	'schema_ahead',
	'stripe_key_invalid',
	'stripe_unreachable',
	'reconciler_late',
	'mails_late',
] as const)('%s says what to do', (code) => {
	const { title, text } = words(code, { since: '2026-09-01T12:00:00Z' });
	expect([title, text].every((said) => said.length > 10)).toBe(true);
});

test('a fault that only a newer sidecar knows is told by its code', () => {
	expect(signalWords({ code: 'moon_phase' as never, data: {} })).toEqual({ title: 'moon_phase', text: '' });
});
