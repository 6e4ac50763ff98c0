import type { OverviewResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import {
	buildCheckout,
	buildCohort,
	buildCourse,
	buildPackage,
	buildPrice,
	type BuiltCohort,
} from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { recordActivity } from '../../db/activity';
import { table } from '../../db/database';
import { insertForeignRefund } from '../../db/refunds';
import { insertTask } from '../../db/tasks';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const PATH = '/admin/overview';
const DAY = 86_400_000;

const read = async (query = 'days=30'): Promise<OverviewResponse> => {
	const answer = await staff.viewer('GET', `${PATH}?${query}`);
	expect(answerOf(answer)).toEqual([200, answer.body]);
	return answer.body as OverviewResponse;
};

const ago = (milliseconds: number): Date => new Date(app.clock.now().getTime() - milliseconds);
const dateOf = (instant: Date): string => instant.toISOString().slice(0, 10);

describe('before anybody has enrolled', () => {
	const stepsDone = async () =>
		Object.fromEntries((await read()).firstSteps.map(({ code, isDone }) => [code, isDone]));

	test('it says what is left to do, step by step', async () => {
		expect(await stepsDone()).toEqual({
			group_class: false,
			course: false,
			cohort: false,
			page: false,
			webhook: false,
		});
		const course = await buildCourse(app.db);
		expect(await stepsDone()).toMatchObject({ group_class: true, course: false, cohort: false });
		await buildPrice(app.db, course, { livemode: true });
		expect(await stepsDone()).toMatchObject({ course: false });
		await buildPrice(app.db, course);
		await buildCohort(app.db, course);
		await table<{ id: number; page_id: number }>(app.db, 'course_programs')
			.where('id', course.id)
			.update({ page_id: 7 });
		expect(await stepsDone()).toMatchObject({ course: true, cohort: true, page: true, webhook: false });
		app.services.deliveries.succeeded('current');
		await app.services.deliveries.flush();
		expect(await stepsDone()).toMatchObject({ webhook: true });
	});

	test('a course whose only price is that of a cohort can be sold', async () => {
		await table(app.db, 'stripe_product_map').delete();
		const course = await buildCourse(app.db);
		await buildPrice(app.db, await buildCohort(app.db, course));
		expect((await read()).firstSteps.find(({ code }) => code === 'course')).toEqual({
			code: 'course',
			isDone: true,
			id: course.id,
		});
	});
});

describe('a school that runs', () => {
	let cohort: BuiltCohort;
	beforeAll(async () => {
		cohort = await buildCohort(app.db, await buildCourse(app.db), { maxEnrollment: 4 });
		await buildPackage(app.db, cohort, { purchasedAt: ago(2 * DAY) });
		const gone = await buildPackage(app.db, cohort, {
			purchasedAt: ago(2 * DAY),
			status: 'REFUNDED',
			checkoutState: 'refunded',
		});
		await recordActivity(
			app.db,
			{ actor: 'staff:1', action: 'package.refunded', entityType: 'package', entityId: gone.id },
			ago(DAY),
		);
		const { id, paymentIntentId } = gone.checkout;
		const refund = { checkout_id: id, payment_intent_id: paymentIntentId!, amount: 40_000 };
		await insertForeignRefund(
			app.db,
			{ ...refund, stripe_refund_id: 're_1', status: 'succeeded' },
			ago(DAY),
		);
		await insertForeignRefund(
			app.db,
			{ ...refund, stripe_refund_id: 're_2', status: 'failed' },
			ago(DAY),
		);
		await buildCheckout(app.db, cohort);
	});

	test('it tells day by day who got a seat, who left, and what was paid and refunded', async () => {
		const { from, to, mode, seatsSold, money, firstSteps } = await read('days=7&timezone=UTC');
		expect({ from, to, mode }).toEqual({
			from: dateOf(ago(6 * DAY)),
			to: dateOf(ago(0)),
			mode: 'test',
		});
		expect(seatsSold).toHaveLength(7);
		expect(seatsSold.filter(({ enrolled, ended }) => enrolled + ended > 0)).toEqual([
			{ date: dateOf(ago(2 * DAY)), enrolled: 2, ended: 0 },
			{ date: dateOf(ago(DAY)), enrolled: 0, ended: 1 },
		]);
		expect(money).toMatchObject([{ currency: 'eur', paid: 98_000, refunded: 40_000 }]);
		expect(money[0]!.days).toHaveLength(7);
		expect(money[0]!.days.find(({ date }) => date === dateOf(ago(2 * DAY)))).toMatchObject({
			paid: 98_000,
			refunded: 0,
		});
		expect(firstSteps).toEqual([]);
	});

	test('money for which there was no seat came in all the same', async () => {
		const before = (await read('days=7')).money[0]!.paid;
		const refused = await buildCheckout(app.db, cohort, {
			state: 'refunded',
			amount: 1_000,
			paymentIntentId: 'pi_no_seat',
		});
		const due = { action: 'checkout.refund_due', entityType: 'checkout', entityId: refused.id } as const;
		await recordActivity(app.db, { ...due, actor: 'stripe' }, ago(DAY));
		expect((await read('days=7')).money[0]!.paid).toBe(before + 1_000);
	});

	test('what is of the other mode, or was given for nothing, is no money', async () => {
		const before = await read('days=7');
		const live = await buildPackage(app.db, cohort);
		await table<{ id: number; livemode: boolean }>(app.db, 'checkouts')
			.where('id', live.checkout.id)
			.update({ livemode: true });
		const given = await buildPackage(app.db, cohort);
		await table<{ id: number; payment_intent_id: string | null }>(app.db, 'student_packages')
			.where('id', given.id)
			.update({ payment_intent_id: null });
		const after = await read('days=7');
		expect(after.money).toEqual(before.money);
		const sum = ({ seatsSold }: OverviewResponse) =>
			seatsSold.reduce((total, { enrolled }) => total + enrolled, 0);
		expect(sum(after)).toBe(sum(before) + 1);
	});

	test('a day is a day where the school is', async () => {
		const today = new Date(dateOf(ago(0)));
		const midnight = new Date(today.getTime() - 4 * DAY);
		const [day, dayBefore] = [midnight, new Date(midnight.getTime() - DAY)].map(dateOf);
		await buildPackage(app.db, cohort, { purchasedAt: new Date(midnight.getTime() + 30 * 60_000) });
		const soldOn = async (timezone: string) => {
			const { seatsSold } = await read(`days=7&timezone=${timezone}`);
			return [dayBefore, day].map((date) => seatsSold.find((one) => one.date === date)?.enrolled);
		};
		expect(await soldOn('UTC')).toEqual([0, 1]);
		expect(await soldOn('America/New_York')).toEqual([1, 0]);
	});

	test('it tells how full each cohort is, with what is held and who waits', async () => {
		const { cohorts } = await read();
		expect(cohorts.find(({ cohortId }) => cohortId === cohort.id)).toEqual({
			cohortId: cohort.id,
			name: cohort.name,
			courseTitle: cohort.course.title,
			startDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
			maxEnrollment: 4,
			enrolled: expect.any(Number),
			held: 1,
			waiting: 0,
		});
		const over = await buildCohort(app.db, cohort.course, {
			startDate: '2020-01-01',
			endDate: '2020-02-01',
		});
		const deleted = await buildCohort(app.db, cohort.course, { deletedAt: ago(0) });
		const unsold = await buildCohort(app.db, cohort.course, { isActive: false });
		const closed = await buildCohort(app.db, cohort.course, { isActive: false, currentEnrollment: 1 });
		const ids = (await read()).cohorts.map(({ cohortId }) => cohortId);
		expect(ids).toContain(closed.id);
		expect(ids).not.toContain(unsold.id);
		expect(ids).not.toContain(over.id);
		expect(ids).not.toContain(deleted.id);
	});

	test('it tells which sessions come next, with all cohorts that share one, and how many tasks are open', async () => {
		const sharing = await buildCohort(app.db, cohort.course, { sharesSessionsWith: cohort });
		await insertTask(
			app.db,
			{
				kind: 'books_differ',
				subject: 'test:1',
				checkout_id: null,
				stripe_id: null,
				livemode: false,
				detail: null,
			},
			ago(0),
		);
		const { nextSessions, openTasks } = await read();
		expect(openTasks).toBe(1);
		const [first] = cohort.sessions;
		const session = nextSessions.find(({ classSessionId }) => classSessionId === first!.classSessionId);
		expect(session).toMatchObject({
			startsAt: first!.startsAt.toISOString(),
			enrolled: 0,
			maxStudents: 10,
			timezone: 'Europe/Berlin',
		});
		expect(session!.cohorts.map(({ cohortId }) => cohortId).sort()).toEqual(
			[cohort.id, sharing.id].sort(),
		);
		const starts = nextSessions.map(({ startsAt }) => startsAt);
		expect([...starts].sort()).toEqual(starts);
	});
});

test('it is for staff only', async () => {
	await expectGuarded(staff, 'view', 'GET', PATH);
});

test.each(['days=6', 'days=366', 'days=x', 'days=7.5', 'timezone=Berlin', 'timezone=%2B02:00', 'surprise=1'])(
	'with %s it is refused',
	async (query) => {
		expect(answerOf(await staff.viewer('GET', `${PATH}?${query}`))).toEqual([400, 'invalid_request']);
	},
);
