import type { TimelineRows } from '../../db/views/timeline-rows';
import { toTimeline } from './timeline.rules';

const NOTHING: TimelineRows = {
	checkouts: [],
	packages: [],
	activity: [],
	events: [],
	refunds: [],
	mails: [],
	tasks: [],
	bookings: [],
	waiting: [],
};

const NAMES = { users: new Map(), cohorts: new Map(), steps: new Map(), classes: new Map() };

/** Minutes after ten o'clock. */
const at = (minute: number): Date => new Date(Date.UTC(2026, 8, 1, 10, minute));

const WRITING = {
	id: 20,
	checkout_id: 1,
	course_title: 'Writing',
	cohort_id: 11,
	cohort_name: 'Fall Cohort',
	status: 'ACTIVE',
	purchased_at: at(2),
} as const satisfies TimelineRows['packages'][number];

describe('the attendance of a session in which a student has two packages', () => {
	const attended = {
		step_id: 5,
		class_session_id: 9,
		cohort_name: 'Fall Cohort',
		class_name: 'Tuesday evening',
		timezone: 'Europe/Berlin',
		starts_at: at(60),
		status: 'COMPLETED',
		booked_at: at(2),
		completed_at: at(70),
		updated_at: at(70),
	} as const;
	const rows = {
		packages: [WRITING, { ...WRITING, id: 21, checkout_id: 2, course_title: 'Reading' }],
		bookings: [
			{ ...attended, id: 70, package_id: 20, step_label: 'Week 1' },
			{ ...attended, id: 71, package_id: 21, step_label: 'Evening 1' },
		],
	};
	const timelineOf = (packageIds?: number[]) => {
		const marked = {
			id: 1,
			actor: 'staff:3',
			action: 'class_session.attended',
			entity_type: 'class_session',
			entity_id: 9,
			created_at: at(70),
			data: JSON.stringify({ after: { status: 'COMPLETED' }, packageIds }),
		};
		return toTimeline({ ...NOTHING, ...rows, activity: [marked] }, { studentId: 7, names: NAMES });
	};
	const toldOf = (packageIds?: number[]) =>
		timelineOf(packageIds)
			.filter(({ action }) => action === 'class_session.attended' || action === 'booking.completed')
			.map(({ action, courseTitle, data }) => [action, courseTitle, data.step]);

	test('is told once for each that was marked, with its own course and step', () => {
		expect(toldOf([20, 21, 99])).toEqual([
			['class_session.attended', 'Writing', 'Week 1'],
			['class_session.attended', 'Reading', 'Evening 1'],
		]);
		const ids = timelineOf([20, 21]).map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('is told by the booking of the one that this line does not name', () => {
		expect(toldOf([21])).toEqual([
			['booking.completed', 'Writing', 'Week 1'],
			['class_session.attended', 'Reading', 'Evening 1'],
		]);
	});

	test('is told once when an older line does not say of whose', () => {
		expect(toldOf()).toEqual([['class_session.attended', 'Writing', 'Week 1']]);
	});
});
