import { setTimeout as sleep } from 'node:timers/promises';
import { bookPlaces, cohortWith, progressOf } from '../../../test/bookings';
import { buildCohort, buildPackage, type BuiltCohort, type BuiltPackage } from '../../../test/builders';
import { openShop, refusalOf, type Shop } from '../../../test/shop';
import {
	ACTOR,
	daysLater,
	expectCountersToAgree,
	optionsOf,
	reschedule,
	shifted,
} from '../../../test/schedules';
import { lockClassSessions, OfferChanged, takeSeats } from '../../db/class-sessions';
import { lockCohort } from '../../db/course-cohorts';
import { inTransaction, table, tableName } from '../../db/database';
import { saveSchedule } from './save-schedule';
import { createScheduleService } from './schedule.service';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterEach(async () => {
	await expectCountersToAgree(shop.db);
	await expectBookingsToBeOffered();
});
afterAll(() => shop.close());

const schedules = () => shop.sidecar.schedules;
const sessionsOf = async (cohort: Pick<BuiltCohort, 'id'>) =>
	optionsOf(await schedules().read(cohort.id)).map(({ session }) => session);

/** Nobody is booked, live and not attended, in a session that the cohort does not offer for the option. */
const expectBookingsToBeOffered = async () => {
	const name = (of: string) => tableName(shop.db, of);
	const strays = await shop
		.db({ progress: name('student_course_step_progress') })
		.join({ package: name('student_packages') }, 'package.id', 'progress.package_id')
		.leftJoin({ offered: name('course_cohort_sessions') }, (join) =>
			join
				.on('offered.cohort_id', 'progress.cohort_id')
				.andOn('offered.step_option_id', 'progress.step_option_id')
				.andOn('offered.class_session_id', 'progress.class_session_id'),
		)
		.where({ 'package.live': 1, 'progress.status': 'BOOKED' })
		.whereNull('offered.id')
		.select('progress.id');
	expect(strays).toEqual([]);
};

/** Two cohorts of one course with the same sessions: those of the first stay when the second moves. */
const sharing = async (steps: Parameters<typeof cohortWith>[1]) => {
	const staying = await cohortWith(shop.db, steps);
	const moving = await buildCohort(shop.db, staying.course, {
		maxEnrollment: null,
		sharesSessionsWith: staying,
	});
	return { staying, moving };
};

/** Waits until a statement of this database that begins so is being worked on, which is until its lock is free. */
const untilWaiting = async (beginning: string): Promise<void> => {
	for (;;) {
		const [rows] = (await shop.db.raw(
			'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE ? AND id <> CONNECTION_ID()',
			[`${beginning}%`],
		)) as [unknown[]];
		if (rows.length > 0) {
			return;
		}
		await sleep(5);
	}
};

const moveFirst = async (cohort: Pick<BuiltCohort, 'id'>, days: number) => {
	const { version, ...schedule } = await schedules().read(cohort.id);
	const [first] = optionsOf({ version, ...schedule });
	return {
		target: { id: cohort.id, version, actor: ACTOR },
		input: { sessions: [shifted(first!, days)], students: 'move' as const },
	};
};

test('a student who chose a session a moment before the schedule left it to another cohort books the new one', async () => {
	const { moving } = await sharing([{ options: 2 }]);
	const owned = await buildPackage(shop.db, moving);
	const { target, input } = await moveFirst(moving, 2);
	const other = shop.connect();
	const booking = await inTransaction(other, async (trx) => {
		await lockClassSessions(
			trx,
			moving.sessions.map(({ classSessionId }) => classSessionId),
		);
		const booked = bookPlaces(shop.db, owned, [[0, 0]]);
		await untilWaiting('UPDATE `wp_ce_class_sessions`');
		await saveSchedule(trx, target, input, new Date());
		return { booked };
	});
	await booking.booked;
	const [first] = await sessionsOf(moving);
	expect(await progressOf(shop.db, owned.id)).toMatchObject([
		{ status: 'BOOKED', class_session_id: first!.classSessionId },
	]);
});

test('a student who pays while the schedule changes is booked in the new session', async () => {
	const { moving } = await sharing([{ options: 1 }]);
	const sold = await shop.cohort({ sharesSessionsWith: moving, maxEnrollment: null }, moving.course);
	const student = await shop.student();
	const sessionId = await shop.sidecar.checkOut(student, sold);
	shop.stripe.pay(sessionId);
	const { target, input } = await moveFirst(sold, 2);
	const { delivered } = await inTransaction(shop.connect(), async (trx) => {
		await lockCohort(trx, sold.id);
		const delivery = shop.sidecar.deliver('checkout.session.completed', sessionId);
		await untilWaiting('UPDATE `wp_ce_course_cohorts`');
		await saveSchedule(trx, target, input, new Date());
		return { delivered: delivery };
	});
	await delivered;
	const [owned] = await shop.packagesOf(student);
	const [session] = await sessionsOf(sold);
	expect(await progressOf(shop.db, owned!.id)).toMatchObject([
		{ status: 'BOOKED', class_session_id: session!.classSessionId },
	]);
	expect(session!.enrolled).toBe(1);
});

test('of two who save a schedule at once one wins, and the other hears how it is now', async () => {
	const cohort = await cohortWith(shop.db, [{ options: 2 }]);
	const [left, right] = [await moveFirst(cohort, 1), await moveFirst(cohort, 2)];
	const elsewhere = createScheduleService({ db: shop.connect(), clock: shop.clock });
	const codes = await Promise.all([
		refusalOf(schedules().save(left.target, left.input)),
		refusalOf(elsewhere.save(right.target, right.input)),
	]);
	expect(codes.sort()).toEqual(['none', 'version_conflict']);
});

test('two cohorts that plan the same new session at once share it', async () => {
	const one = await cohortWith(shop.db, [{ options: 1 }]);
	const other = await buildCohort(shop.db, one.course, { maxEnrollment: null });
	const elsewhere = createScheduleService({ db: shop.connect(), clock: shop.clock });
	const date = daysLater((await sessionsOf(one))[0]!.date, 30);
	const plan = (service: typeof elsewhere, cohort: BuiltCohort) =>
		reschedule(service, cohort, ([first]) => [{ stepOptionId: first!.stepOptionId, date }]);
	await Promise.all([plan(schedules(), one), plan(elsewhere, other)]);
	const [[mine], [theirs]] = [await sessionsOf(one), await sessionsOf(other)];
	expect(mine!.classSessionId).toBe(theirs!.classSessionId);
	expect(mine!.sharedWith).toEqual([other.name]);
});

test('two cohorts that change places, again and again, wait for nobody for ever', async () => {
	const one = await cohortWith(shop.db, [{ options: 1 }, { options: 1 }]);
	const other = await buildCohort(shop.db, one.course, { maxEnrollment: null });
	for (const cohort of [one, other]) {
		for (let index = 0; index < 3; index += 1) {
			await bookPlaces(shop.db, await buildPackage(shop.db, cohort), []);
		}
	}
	const elsewhere = createScheduleService({ db: shop.connect(), clock: shop.clock });
	const swap = (
		service: typeof elsewhere,
		from: BuiltCohort,
		times: Awaited<ReturnType<typeof sessionsOf>>,
	) =>
		reschedule(
			service,
			from,
			(options) =>
				options.map(({ stepOptionId }, index) => {
					const { date, startTime, endTime } = times[index]!;
					return { stepOptionId, date, startTime, endTime };
				}),
			'move',
		);
	for (let round = 0; round < 6; round += 1) {
		const [first, second] = [await sessionsOf(one), await sessionsOf(other)];
		await Promise.all([swap(schedules(), one, second), swap(elsewhere, other, first)]);
		expect((await sessionsOf(one)).map((session) => session!.startsAt)).toEqual(
			second.map((session) => session!.startsAt),
		);
	}
});

test('a session that is gone since somebody chose it is not taken for a full one: they look at the schedule again', async () => {
	const { classSessionId } = (await cohortWith(shop.db, [{ options: 1 }])).sessions[0]!;
	const gone = classSessionId + 1;
	const take = inTransaction(shop.db, (trx) =>
		takeSeats(trx, [classSessionId, gone], 'each', shop.clock.now()),
	);
	await expect(take).rejects.toBeInstanceOf(OfferChanged);
});

/** Ends an enrollment as staff does, who look again when a schedule has moved its bookings meanwhile. */
const cancel = async (owned: Pick<BuiltPackage, 'id'>): Promise<void> => {
	const { version } = await shop.sidecar.enrollments.read(owned.id);
	const target = { packageId: owned.id, version, actor: ACTOR };
	const code = await refusalOf(
		shop.sidecar.enrollments.cancel({ ...target, reason: 'asked', refund: 'none' }),
	);
	if (code === 'version_conflict') {
		return cancel(owned);
	}
	expect(code).toBe('none');
};

test('while students book, pay and leave, a schedule that moves to and fro never loses or doubles a seat', async () => {
	const { moving } = await sharing([{ options: [{ maxStudents: 6 }, { maxStudents: 6 }] }, { options: 1 }]);
	const packages: BuiltPackage[] = [];
	for (let index = 0; index < 10; index += 1) {
		packages.push(await buildPackage(shop.db, moving));
	}
	const elsewhere = createScheduleService({ db: shop.connect(), clock: shop.clock });
	const toAndFro = async () => {
		for (const [index, days] of [2, -2, 3, -3, 1, -1].entries()) {
			await reschedule(
				elsewhere,
				moving,
				(options) => options.map((option) => shifted(option, days)),
				index % 3 === 2 ? 'release' : 'move',
			);
		}
	};
	const student = shop.connect();
	const bookAll = Promise.all(
		packages.map(async (owned, index) => {
			await sleep(index * 10);
			return refusalOf(bookPlaces(student, owned, [[0, index % 2]]));
		}),
	);
	const [codes] = await Promise.all([bookAll, toAndFro()]);
	expect(new Set(codes)).toEqual(new Set(['none']));
	await Promise.all([...packages.slice(0, 5).map(cancel), toAndFro()]);
	const left = await table<{ id: number; cohort_id: number; status: string }>(
		shop.db,
		'student_packages',
	).where({ cohort_id: moving.id, status: 'ACTIVE' });
	expect(left).toHaveLength(5);
});
