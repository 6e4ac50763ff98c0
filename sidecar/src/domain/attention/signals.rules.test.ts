import type { ReadinessResponse } from '../../../contract';
import { signalsOf, type SystemFacts } from './signals.rules';

const NOW = new Date('2026-09-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** This long before now. */
const ago = (milliseconds: number): string => new Date(NOW.getTime() - milliseconds).toISOString();

const WELL: SystemFacts = {
	readiness: {
		checks: { database: 'ok', schema: 'ok', stripe: 'ok' },
		clock: 'ok',
		clockSkewSeconds: 0,
		webhooks: {
			lastSuccessAt: ago(MINUTE),
			secret: 'current',
			lastFailureAt: null,
			lastFailureReason: null,
		},
		mails: {
			lastSentAt: ago(MINUTE),
			lastFailureAt: null,
			lastFailureReason: null,
			waitingSince: null,
			givenUp: 0,
		},
		reconciler: { lastRunAt: ago(10 * MINUTE), lastResult: 'nothing found' },
	},
	lastPurchaseAt: new Date(ago(MINUTE)),
	overdueRefunds: 0,
	tightClasses: [],
};

const TIGHT = {
	cohort_id: 5,
	cohort_name: 'Fall Cohort',
	course_title: 'Writing',
	step_label: 'Week 1',
	class_name: 'Tuesday evening',
	class_left: 2,
	cohort_left: 4,
};

type Readiness = SystemFacts['readiness'];

const signals = (facts: Partial<SystemFacts>) => signalsOf({ ...WELL, ...facts }, NOW);
const ready = (readiness: Partial<Readiness>) => signals({ readiness: { ...WELL.readiness, ...readiness } });
const checks = (change: Partial<ReadinessResponse['checks']>) =>
	ready({ checks: { ...WELL.readiness.checks, ...change } });
const webhooks = (change: Partial<Readiness['webhooks']>, lastPurchaseAt = WELL.lastPurchaseAt) =>
	signals({
		readiness: { ...WELL.readiness, webhooks: { ...WELL.readiness.webhooks, ...change } },
		lastPurchaseAt,
	});

test('where everything is as it should be nothing is said', () => {
	expect(signals({})).toEqual([]);
});

test.each([
	[{ schema: 'behind' }, 'schema_behind', 'error'],
	[{ schema: 'ahead' }, 'schema_ahead', 'warning'],
	[{ stripe: 'invalid_key' }, 'stripe_key_invalid', 'error'],
	[{ stripe: 'unreachable' }, 'stripe_unreachable', 'error'],
] as const)('%j is told as %s', (change, code, severity) => {
	expect(checks(change)).toEqual([{ code, severity, data: {}, cohortId: null }]);
});

test('what is not known is not told', () => {
	expect(checks({ schema: 'unknown' })).toEqual([]);
	expect(ready({ clock: 'unknown', clockSkewSeconds: null, mails: null, reconciler: null })).toEqual([]);
});

test.each([
	['ahead', 400, 400],
	['behind', -400, 400],
] as const)('a clock that is %s is told with how far', (clock, clockSkewSeconds, seconds) => {
	expect(ready({ clock, clockSkewSeconds })).toMatchObject([
		{ code: 'clock_off', data: { direction: clock, seconds } },
	]);
});

test('a refused delivery is told as long as no good one came after it, and worse when there never was one', () => {
	const refused = { lastFailureAt: ago(0), lastFailureReason: 'signature' } as const;
	expect(webhooks(refused)).toMatchObject([
		{ code: 'webhooks_refused', severity: 'warning', data: { reason: 'signature', at: ago(0) } },
	]);
	expect(webhooks({ ...refused, lastSuccessAt: null })).toMatchObject([
		{ code: 'webhooks_refused', severity: 'error' },
	]);
	expect(webhooks({ ...refused, lastFailureAt: ago(2 * MINUTE) })).toEqual([]);
});

test('silence is told when somebody bought something and no delivery told of it', () => {
	const bought = new Date(ago(HOUR));
	expect(webhooks({ lastSuccessAt: null }, bought)).toMatchObject([
		{ code: 'webhooks_silent', severity: 'error', data: {} },
	]);
	expect(webhooks({ lastSuccessAt: ago(3 * HOUR) }, bought)).toMatchObject([
		{ code: 'webhooks_silent', severity: 'warning', data: { since: ago(3 * HOUR) } },
	]);
	expect(webhooks({ lastSuccessAt: null }, null)).toEqual([]);
	expect(webhooks({ lastSuccessAt: ago(HOUR + MINUTE) }, bought)).toEqual([]);
	expect(webhooks({ lastSuccessAt: null }, new Date(ago(MINUTE)))).toEqual([]);
});

test('a reconciler that has not come to its end for an hour is late', () => {
	const lastRunAt = ago(HOUR + MINUTE);
	expect(ready({ reconciler: { lastRunAt, lastResult: null } })).toMatchObject([
		{ code: 'reconciler_late', data: { since: lastRunAt } },
	]);
	expect(ready({ reconciler: { lastRunAt: null, lastResult: null } })).toEqual([]);
});

test('mails that wait for more than an hour are told with what WordPress said', () => {
	const mails = { ...WELL.readiness.mails!, lastFailureReason: 'mail_failed' };
	expect(ready({ mails: { ...mails, waitingSince: ago(2 * HOUR) } })).toMatchObject([
		{ code: 'mails_late', data: { since: ago(2 * HOUR), reason: 'mail_failed' } },
	]);
	expect(ready({ mails: { ...mails, waitingSince: ago(MINUTE) } })).toEqual([]);
});

test('a class that is full is an error, one that will be is a warning, and errors come first', () => {
	const told = signals({
		tightClasses: [TIGHT, { ...TIGHT, cohort_id: 6, class_left: 0, cohort_left: null }],
		overdueRefunds: 3,
	});
	expect(told.map(({ code, severity, cohortId }) => [code, severity, cohortId])).toEqual([
		['refunds_overdue', 'error', null],
		['class_full', 'error', 6],
		['class_full', 'warning', 5],
	]);
	expect(told[0]!.data).toEqual({ count: 3 });
	expect(told[1]!.data).not.toHaveProperty('cohortLeft');
	expect(told[2]!.data).toEqual({
		course: 'Writing',
		cohort: 'Fall Cohort',
		step: 'Week 1',
		class: 'Tuesday evening',
		classLeft: 2,
		cohortLeft: 4,
	});
});
