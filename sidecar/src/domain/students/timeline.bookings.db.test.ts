import type { TimelineEntry } from '../../../contract';
import { openEnrollmentOffice, STAFF } from '../../../test/enrollment-office';
import { createEnrollments, type Enrolled } from '../../../test/enrollments';
import { reschedule, shifted } from '../../../test/schedules';
import { DAY, MINUTE, openShop, type Shop } from '../../../test/shop';

/* What a student's timeline tells of bookings that are not as they were. */

let shop: Shop;
const { enroll, packageOf } = createEnrollments(() => shop);
const { move } = openEnrollmentOffice(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const BOOKING = /^(booking|class_session|package\.(moved|rescheduled|booking_given_back))/;

/** Lines about bookings, oldest first. */
const bookingsOf = async ({ student }: Pick<Enrolled, 'student'>): Promise<TimelineEntry[]> =>
	(await shop.sidecar.students.read(student)).timeline
		.filter(({ action }) => BOOKING.test(action))
		.reverse();

interface Told {
	action: string;
	at: string;
	data: { startsAt?: string; previousStart?: string; step?: string };
}

const toldOf = async (enrolled: Pick<Enrolled, 'student'>, stepLabel: string): Promise<Told[]> =>
	((await bookingsOf(enrolled)) as unknown as Told[]).filter(
		({ data }) => data.step === undefined || data.step === stepLabel,
	);

const labelsOf = async (enrolled: Enrolled): Promise<string[]> =>
	(await bookingsOf(enrolled))
		.filter(({ action }) => action === 'booking.booked')
		.map(({ data }) => data.step as string)
		.sort();

const saveFirst = ({ cohort }: Enrolled, days: number, students: 'move' | 'release'): Promise<unknown> =>
	reschedule(
		shop.sidecar.schedules,
		cohort,
		(options) => options.slice(0, 1).map((option) => shifted(option, days)),
		students,
	);

const startOf = ({ cohort }: Enrolled, days = 0): string =>
	new Date((cohort.sessions[0]?.startsAt.getTime() ?? 0) + days * DAY).toISOString();

const now = (): string => shop.clock.now().toISOString();

test('a booking that schedules moved is told as it was made, and each move with both times', async () => {
	const enrolled = await enroll();
	const booked = now();
	const [first = ''] = await labelsOf(enrolled);
	shop.clock.pass(MINUTE);
	await saveFirst(enrolled, 1, 'move');
	const moved = now();
	shop.clock.pass(MINUTE);
	await saveFirst(enrolled, 2, 'move');
	const told = await toldOf(enrolled, first);
	expect(told.map(({ action, at }) => [action, at])).toEqual([
		['booking.booked', booked],
		['package.rescheduled', moved],
		['booking.moved', moved],
		['package.rescheduled', now()],
		['booking.moved', now()],
	]);
	expect(told[1]).toMatchObject({ kind: 'staff', cohortName: enrolled.cohort.name });
	expect(told.map(({ data }) => [data.previousStart, data.startsAt])).toEqual([
		[undefined, startOf(enrolled)],
		[undefined, undefined],
		[startOf(enrolled), startOf(enrolled, 1)],
		[undefined, undefined],
		[startOf(enrolled, 1), startOf(enrolled, 3)],
	]);
});

test('a booking that a schedule gave back is still told, with the time for which it was made', async () => {
	const enrolled = await enroll();
	const booked = now();
	const [first = ''] = await labelsOf(enrolled);
	shop.clock.pass(MINUTE);
	await saveFirst(enrolled, 1, 'move');
	shop.clock.pass(MINUTE);
	await saveFirst(enrolled, 1, 'release');
	const told = await toldOf(enrolled, first);
	expect(told.map(({ action }) => action)).toEqual([
		'booking.booked',
		'package.rescheduled',
		'booking.moved',
		'package.rescheduled',
		'booking.released',
	]);
	expect(told[0]).toMatchObject({ at: booked, data: { startsAt: startOf(enrolled) } });
	expect(told[4]).toMatchObject({ at: now(), data: { startsAt: startOf(enrolled, 1) } });
});

test('who is not booked in what changes has no line of it, and another end alone moves nobody', async () => {
	const enrolled = await enroll();
	const other = await enroll();
	await saveFirst(other, 1, 'move');
	await reschedule(
		shop.sidecar.schedules,
		enrolled.cohort,
		([option]) => [{ ...shifted(option!, 0), endTime: '23:55' }],
		'move',
	);
	expect((await bookingsOf(enrolled)).map(({ action }) => action)).toEqual([
		'booking.booked',
		'booking.booked',
	]);
});

test('a move to another cohort tells which sessions were given back, and which are booked instead', async () => {
	const enrolled = await enroll();
	const to = await shop.cohort({}, enrolled.cohort.course);
	shop.clock.pass(MINUTE);
	await move(enrolled, to);
	const lines = await bookingsOf(enrolled);
	const actions = lines.map(({ action }) => action);
	expect(actions.filter((action) => action === 'booking.released')).toHaveLength(2);
	expect(actions.filter((action) => action === 'booking.booked')).toHaveLength(4);
	expect(lines.filter(({ action }) => action === 'booking.released').at(-1)).toMatchObject({
		kind: 'booking',
		at: now(),
		data: { startsAt: startOf(enrolled), class: expect.any(String), timezone: expect.any(String) },
	});
	expect(JSON.stringify(lines.find(({ action }) => action === 'package.moved')?.data)).not.toContain(
		'classSessionId',
	);
});

test('a booking that staff gave back is still told', async () => {
	const enrolled = await enroll();
	const { id: packageId, version } = (await packageOf(enrolled))!;
	const [step] = enrolled.cohort.course.steps;
	shop.clock.pass(MINUTE);
	const target = { packageId, version, stepId: step!.id, actor: STAFF };
	await shop.sidecar.enrollments.giveBackBooking(target);
	expect((await bookingsOf(enrolled)).map(({ action }) => action)).toEqual([
		'booking.booked',
		'booking.booked',
		'package.booking_given_back',
	]);
});

describe('the attendance', () => {
	const attend = async (
		{ cohort }: Enrolled,
		completed: boolean,
		packageIds?: readonly number[],
	): Promise<void> => {
		const classSessionId = cohort.sessions[0]?.classSessionId ?? 0;
		const { attendance } = shop.sidecar;
		await attendance.mark({ classSessionId, completed, packageIds, actor: STAFF });
	};

	test('of a whole class is told to each with who marked it, also after it was taken back', async () => {
		const enrolled = await enroll();
		const mate = await enroll(enrolled.cohort);
		const { id } = (await packageOf(enrolled))!;
		shop.clock.pass(90 * DAY);
		await attend(enrolled, true);
		shop.clock.pass(MINUTE);
		await attend(enrolled, false, [id]);
		const acts = async (one: Enrolled) =>
			(await bookingsOf(one))
				.filter(({ action }) => !action.startsWith('booking.booked'))
				.map(({ kind, action, actor, packageId }) => ({ kind, action, actor, packageId }));
		expect(await acts(enrolled)).toEqual([
			{ kind: 'staff', action: 'class_session.attended', actor: STAFF, packageId: id },
			{ kind: 'staff', action: 'class_session.attendance_undone', actor: STAFF, packageId: id },
		]);
		expect((await acts(mate)).map(({ action }) => action)).toEqual(['class_session.attended']);
		const [line] = (await bookingsOf(mate)).filter(({ kind }) => kind === 'staff');
		expect(line?.data).toMatchObject({ step: expect.any(String) });
		expect(JSON.stringify(line?.data)).not.toContain(String(id));
	});
});
