import type { OptionDetail, StepChoices } from '../../db/views/package-choices';
import { mayBook, onlyOption, planBookings } from './booking.rules';

const now = new Date('2030-03-01T12:00:00Z');
const later = new Date('2030-03-01T12:00:01Z');

const option = (stepOptionId: number, startsAt = later): OptionDetail => ({
	stepOptionId,
	classSessionId: stepOptionId + 1000,
	groupClassName: 'Evening class',
	dayOfWeek: 1,
	startTime: '18:00',
	endTime: '19:30',
	timezone: 'Europe/Berlin',
	startsAt,
	endsAt: new Date(startsAt.getTime() + 90 * 60_000),
	maxStudents: 5,
	currentEnrollment: 0,
	location: null,
	meetingUrl: null,
});

const step = (stepId: number, overrides: Partial<StepChoices> = {}): StepChoices => ({
	stepId,
	stepLabel: `Step ${stepId}`,
	stepTitle: 'A step',
	stepOrder: stepId,
	status: 'UNBOOKED',
	booking: null,
	options: [option(stepId * 10), option(stepId * 10 + 1)],
	...overrides,
});

const select = (courseStepId: number, courseStepOptionId: number) => ({ courseStepId, courseStepOptionId });

const reasonFor = (steps: StepChoices[], selection: ReturnType<typeof select>) =>
	planBookings(steps, [selection], now).refusals.map(({ reason }) => reason);

describe('a step leaves no choice', () => {
	test('when it has one option that has not started', () => {
		const only = option(1);
		expect(onlyOption([only], now)).toBe(only);
	});

	test.each([
		['it has none', []],
		['it has two', [option(1), option(2)]],
		['its only one starts this instant', [option(1, now)]],
	])('not when %s', (_, options) => {
		expect(onlyOption(options, now)).toBeNull();
	});

	test('not when one of two has started: the student decides whether the other one will do', () => {
		expect(onlyOption([option(1, now), option(2)], now)).toBeNull();
	});
});

describe('sessions may be booked', () => {
	test('only for an active package of an enrolled checkout', () => {
		expect(mayBook({ status: 'ACTIVE', checkoutState: 'enrolled' })).toBe(true);
		expect(mayBook({ status: 'SUSPENDED', checkoutState: 'enrolled' })).toBe(false);
		expect(mayBook({ status: 'CANCELLED', checkoutState: 'enrolled' })).toBe(false);
	});

	test('case 63: not while a refund is due, although the package is still active', () => {
		expect(mayBook({ status: 'ACTIVE', checkoutState: 'refund_due' })).toBe(false);
		expect(mayBook({ status: 'ACTIVE', checkoutState: 'refund_pending' })).toBe(false);
	});
});

describe('planning', () => {
	test('a selection of an unbooked step is wanted', () => {
		const first = step(1);
		const selection = select(1, 11);
		expect(planBookings([first, step(2)], [selection], now)).toEqual({
			wanted: [{ step: first, option: first.options[1], selection }],
			unchanged: [],
			refusals: [],
		});
	});

	test('a step without a choice is wanted although nobody selected it', () => {
		const single = step(2, { options: [option(20)] });
		expect(planBookings([step(1), single], [], now).wanted).toEqual([
			{ step: single, option: single.options[0], selection: null },
		]);
	});

	test('a step without a choice that was selected is wanted once, as the choice of the student', () => {
		const single = step(2, { options: [option(20)] });
		const { wanted } = planBookings([single], [select(2, 20)], now);
		expect(wanted.map(({ selection }) => selection)).toEqual([select(2, 20)]);
	});

	test('a step without a choice for which something else was selected is refused, not booked anyway', () => {
		const plan = planBookings([step(2, { options: [option(20)] })], [select(2, 99)], now);
		expect(plan.wanted).toEqual([]);
		expect(plan.refusals).toEqual([{ selection: select(2, 99), reason: 'option_not_available' }]);
	});

	test('the option of another step is not available', () => {
		expect(reasonFor([step(1), step(2)], select(1, 20))).toEqual(['option_not_available']);
	});

	test('a step of another course is refused', () => {
		expect(reasonFor([step(1)], select(7, 10))).toEqual(['step_not_in_course']);
	});

	test('a session that starts this instant is refused', () => {
		expect(reasonFor([step(1, { options: [option(10, now), option(11)] })], select(1, 10))).toEqual([
			'session_started',
		]);
	});

	test('another session of a booked step is refused; the same one changes nothing', () => {
		const booked = step(1, { status: 'BOOKED', booking: option(10), options: [] });
		expect(reasonFor([booked], select(1, 11))).toEqual(['already_booked']);
		expect(planBookings([booked], [select(1, 10)], now)).toEqual({
			wanted: [],
			unchanged: [booked],
			refusals: [],
		});
	});

	test('a cancelled step is never booked again, not even with the session it had', () => {
		const cancelled = step(1, { status: 'CANCELLED', booking: option(10), options: [] });
		expect(reasonFor([cancelled], select(1, 10))).toEqual(['already_booked']);
	});
});
