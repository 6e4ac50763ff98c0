import { buildCohort, buildPrice, type BuiltCohort } from '../../../test/builders';
import { expectLedgerToBalance } from '../../../test/ledger';
import { openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';
import { openWaitingRoom, placeOf } from '../../../test/waiting';
import { table } from '../../db/database';

let shop: Shop;
const { buy, fullCohort, lapse, join, leave, rows } = openWaitingRoom(() => shop);
beforeAll(async () => {
	shop = await openShop();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

const listed = async (studentId: number, { id, course }: BuiltCohort) => {
	const { cohorts } = await shop.sidecar.catalogue.cohorts({ code: course.code, studentId });
	return cohorts.find((cohort) => cohort.id === id);
};

describe('joining', () => {
	test('a full cohort takes a student on its list, once, and tells the student so', async () => {
		const { cohort } = await fullCohort();
		const student = await shop.student();
		expect(await join(student, cohort)).toEqual({ onWaitingList: true });
		expect(await join(student, cohort, '/other/')).toEqual({ onWaitingList: true });
		expect(await rows(cohort)).toMatchObject([
			{ student_id: student, return_url: `${SITE_URL}/other/`, offered_at: null },
		]);
		expect(await listed(student, cohort)).toMatchObject({ availability: 'full', onWaitingList: true });
		expect(await listed(await shop.student(), cohort)).toMatchObject({ onWaitingList: false });
		expect(await listed(0, cohort)).toMatchObject({ onWaitingList: false });
	});

	test('case 20: a student who was refunded because the cohort was full can wait for a seat', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		const sessionId = await shop.sidecar.checkOut(student, cohort);
		await lapse(sessionId);
		await buy(await shop.student(), cohort);
		shop.stripe.pay(sessionId);
		await shop.sidecar.deliver('checkout.session.completed', sessionId);
		await shop.sidecar.work();
		const told = () => shop.sidecar.sessions.status(student, sessionId);
		expect(await told()).toMatchObject({
			state: 'refunded',
			reason: 'cohort_full',
			cohortId: cohort.id,
			onWaitingList: false,
		});
		await join(student, cohort);
		expect(await told()).toMatchObject({ onWaitingList: true });
		await leave(student, cohort);
		expect(await told()).toMatchObject({ onWaitingList: false });
	});

	test('a cohort with a free seat has no list', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		expect(await refusalOf(join(await shop.student(), cohort))).toBe('cohort_not_full');
		expect(await rows(cohort)).toEqual([]);
	});

	test('a student whose own checkout holds the last seat is sent to pay it, others may wait', async () => {
		const cohort = await shop.cohort({ maxEnrollment: 1 });
		const student = await shop.student();
		await shop.sidecar.checkOut(student, cohort);
		expect(await refusalOf(join(student, cohort))).toBe('cohort_not_full');
		expect(await refusalOf(join(await shop.student(), cohort))).toBe('none');
	});

	test('whoever has the course already does not wait for it, in no cohort', async () => {
		const { cohort } = await fullCohort();
		const student = await shop.student();
		const other = await shop.cohort({}, cohort.course);
		await buy(student, other);
		expect(await refusalOf(join(student, cohort))).toBe('already_enrolled');
	});

	test.each([
		['cohort_inactive', { is_active: false }],
		['cohort_not_found', { deleted_at: new Date() }],
		['deadline_passed', { enrollment_deadline: new Date(0) }],
		['deadline_passed', { end_date: '2020-01-01' }],
	] as const)('a cohort that is not sold any more refuses by its code: %s', async (code, change) => {
		const { cohort } = await fullCohort();
		await shop.edit(cohort, change);
		expect(await refusalOf(join(await shop.student(), cohort))).toBe(code);
	});

	test('unknown courses, cohorts of other courses, and pages of other sites are refused', async () => {
		const { cohort } = await fullCohort();
		const { cohort: other } = await fullCohort();
		const student = await shop.student();
		const { waitingList } = shop.sidecar;
		const place = placeOf(student, cohort);
		expect(await refusalOf(waitingList.join({ ...place, courseCode: 'NO-SUCH' }))).toBe(
			'course_not_found',
		);
		expect(await refusalOf(waitingList.join({ ...place, cohortId: other.id }))).toBe('cohort_not_found');
		expect(await refusalOf(waitingList.join({ ...place, returnPath: '//evil.example/' }))).toBe(
			'invalid_request',
		);
		expect(await rows(cohort)).toEqual([]);
	});
});

describe('leaving', () => {
	test('takes a student off one list only, and may be repeated', async () => {
		const [{ cohort }, { cohort: other }] = [await fullCohort(), await fullCohort()];
		const [student, neighbour] = [await shop.student(), await shop.student()];
		await join(student, cohort);
		await join(student, other);
		await join(neighbour, cohort);
		expect(await leave(student, cohort)).toEqual({ onWaitingList: false });
		expect(await leave(student, cohort)).toEqual({ onWaitingList: false });
		expect(await rows(cohort)).toMatchObject([{ student_id: neighbour }]);
		expect(await rows(other)).toMatchObject([{ student_id: student }]);
	});

	test('is possible while the course is not offered, and only by the course that the cohort belongs to', async () => {
		const { cohort } = await fullCohort();
		const student = await shop.student();
		await join(student, cohort);
		await shop.sidecar.waitingList.leave({ ...placeOf(student, cohort), courseCode: 'NO-SUCH' });
		expect(await rows(cohort)).toHaveLength(1);
		await table<{ id: number; is_active: boolean }>(shop.db, 'course_programs')
			.where('id', cohort.course.id)
			.update({ is_active: false });
		await leave(student, cohort);
		expect(await rows(cohort)).toEqual([]);
	});
});

test('enrolling in a course, also for nothing, ends the waiting for all of its cohorts', async () => {
	const { cohort } = await fullCohort();
	const student = await shop.student();
	await join(student, cohort);
	const free = await buildCohort(shop.db, cohort.course);
	await buildPrice(shop.db, free, { amount: 0 });
	await shop.sidecar.click(student, free);
	expect(await rows(cohort)).toEqual([]);
});
