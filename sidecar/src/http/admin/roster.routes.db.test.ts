import type { RosterEntry, RosterExportResponse, RosterResponse } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { bookPlaces, cohortWith } from '../../../test/bookings';
import { buildCohort, buildPackage, type BuiltCohort, type BuiltPackage } from '../../../test/builders';
import { answerOf, expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { buildStudent, deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

const pathOf = ({ id }: BuiltCohort) => `/admin/cohorts/${id}/roster`;
const read = async (cohort: BuiltCohort, query = ''): Promise<RosterResponse> => {
	const answer = await staff.viewer('GET', `${pathOf(cohort)}${query && `?${query}`}`);
	expect(answer.status).toBe(200);
	return answer.body as RosterResponse;
};
const namesOf = ({ items }: { items: RosterEntry[] }) => items.map(({ name }) => name);

let minute = 0;
/** Every one later than the one before. */
const enroll = async (
	cohort: BuiltCohort,
	student: { name?: string; email?: string; login?: string } = {},
	overrides: Parameters<typeof buildPackage>[2] = {},
): Promise<BuiltPackage> => {
	minute += 1;
	const purchasedAt = new Date(Date.UTC(2026, 0, 1, 0, minute));
	return buildPackage(app.db, cohort, {
		studentId: await buildStudent(app.db, student),
		purchasedAt,
		...overrides,
	});
};
const setStatus = (packageId: number, stepId: number, status: string) =>
	table<{ package_id: number; step_id: number; status: string }>(app.db, 'student_course_step_progress')
		.where({ package_id: packageId, step_id: stepId })
		.update({ status });

test('an entry tells who it is, what was paid, and how far each step is', async () => {
	const cohort = await cohortWith(app.db, [
		{ label: 'Week 1', options: 2 },
		{ label: 'Week 2', options: 2 },
		{ label: 'Week 3', options: 2 },
	]);
	const owned = await enroll(cohort, { name: 'Ada Okafor', email: 'ada@example.test' });
	await bookPlaces(app.db, owned, [
		[0, 1],
		[1, 0],
	]);
	const [first, second, third] = cohort.course.steps;
	await setStatus(owned.id, first!.id, 'COMPLETED');
	const roster = await read(cohort);
	expect(roster).toEqual({
		cohort: {
			id: cohort.id,
			name: cohort.name,
			courseId: cohort.course.id,
			courseTitle: cohort.course.title,
			timezone: 'Europe/Berlin',
			steps: [
				{ stepId: first!.id, stepLabel: 'Week 1' },
				{ stepId: second!.id, stepLabel: 'Week 2' },
				{ stepId: third!.id, stepLabel: 'Week 3' },
			],
		},
		items: [
			{
				packageId: owned.id,
				version: 1,
				studentId: owned.studentId,
				name: 'Ada Okafor',
				email: 'ada@example.test',
				status: 'ACTIVE',
				paymentState: 'enrolled',
				reason: null,
				amount: 49_000,
				refundAmount: null,
				currency: 'eur',
				purchasedAt: expect.stringMatching(/^2026-01-01T.*Z$/),
				totalSteps: 3,
				bookedSteps: 2,
				completedSteps: 1,
				steps: [
					{
						stepId: first!.id,
						stepLabel: 'Week 1',
						status: 'COMPLETED',
						startsAt: cohort.sessions[1]!.startsAt.toISOString(),
					},
					{
						stepId: second!.id,
						stepLabel: 'Week 2',
						status: 'BOOKED',
						startsAt: cohort.sessions[2]!.startsAt.toISOString(),
					},
					{ stepId: third!.id, stepLabel: 'Week 3', status: 'UNBOOKED', startsAt: null },
				],
			},
		],
		total: 1,
		page: 1,
		perPage: 20,
	});
});

test('a step that was taken out of the course is shown to those who have booked it, and named in the head', async () => {
	const cohort = await cohortWith(app.db, [
		{ label: 'Old', options: 2 },
		{ label: 'New', options: 2 },
	]);
	const old = cohort.course.steps[0]!;
	const booked = await enroll(cohort, { name: 'Booked' });
	await bookPlaces(app.db, booked, [[0, 0]]);
	await enroll(cohort, { name: 'Not booked' });
	await table<{ id: number; is_active: boolean }>(app.db, 'course_steps')
		.where({ id: old.id })
		.update({ is_active: false });
	const { cohort: head, items } = await read(cohort, 'orderBy=name');
	expect(head.steps.map(({ stepLabel }) => stepLabel)).toEqual(['Old', 'New']);
	expect(items.map(({ totalSteps }) => totalSteps)).toEqual([2, 1]);
	const other = await buildCohort(app.db, cohort.course);
	expect((await read(other)).cohort.steps.map(({ stepLabel }) => stepLabel)).toEqual(['New']);
});

test('students whose account was deleted stay, without a name, and are found by no word', async () => {
	const cohort = await cohortWith(app.db, [{}]);
	const owned = await enroll(cohort, { name: 'Gone' });
	await deleteStudent(app.db, owned.studentId);
	expect((await read(cohort)).items).toMatchObject([{ studentId: owned.studentId, name: '', email: '' }]);
	expect((await read(cohort, 'orderBy=name')).total).toBe(1);
	expect((await read(cohort, 'search=gone')).total).toBe(0);
});

describe('a cohort with students in every state', () => {
	let cohort: BuiltCohort;
	const packages: Record<string, BuiltPackage> = {};
	beforeAll(async () => {
		cohort = await cohortWith(app.db, [{ options: 2 }, { options: 2 }]);
		packages['Cleo'] = await enroll(cohort, { name: 'Cleo', email: 'a@x.test' });
		packages['Abel'] = await enroll(cohort, { name: 'Abel', email: 'c@x.test', login: 'able_one' });
		packages['Berta'] = await enroll(
			cohort,
			{ name: 'Berta', email: 'b@x.test' },
			{ status: 'SUSPENDED' },
		);
		packages['Dora'] = await enroll(cohort, { name: 'Dora' }, { status: 'COMPLETED' });
		packages['Ewa'] = await enroll(
			cohort,
			{ name: 'Ewa' },
			{ status: 'REFUNDED', checkoutState: 'refunded' },
		);
		packages['Finn'] = await enroll(
			cohort,
			{ name: 'Finn' },
			{ status: 'CANCELLED', checkoutState: 'cancelled' },
		);
		const [first, second] = cohort.course.steps;
		await bookPlaces(app.db, packages['Abel'], [
			[0, 0],
			[1, 0],
		]);
		await bookPlaces(app.db, packages['Cleo'], [[0, 1]]);
		await setStatus(packages['Dora'].id, first!.id, 'COMPLETED');
		await setStatus(packages['Dora'].id, second!.id, 'COMPLETED');
	});

	test.each([
		['', ['Cleo', 'Abel', 'Berta', 'Dora']],
		['show=live', ['Cleo', 'Abel', 'Berta', 'Dora']],
		['show=incomplete', ['Cleo', 'Berta']],
		['show=ended', ['Ewa', 'Finn']],
		['show=all', ['Cleo', 'Abel', 'Berta', 'Dora', 'Ewa', 'Finn']],
		['stepStatus=COMPLETED', ['Dora']],
		['stepStatus=BOOKED', ['Cleo', 'Abel']],
		['show=all&stepStatus=UNBOOKED', ['Cleo', 'Berta', 'Ewa', 'Finn']],
		['search=B', ['Abel', 'Berta']],
		['search=able_', ['Abel']],
		['search=ABEL', ['Abel']],
		['search=%25', []],
		['search=ew', []],
		['show=all&search=ew', ['Ewa']],
		['show=incomplete&search=x.test', ['Cleo', 'Berta']],
	])('%s finds %j', async (query, names) => {
		const roster = await read(cohort, query);
		expect([namesOf(roster), roster.total]).toEqual([names, names.length]);
	});

	test.each([
		['orderBy=purchasedAt', ['Cleo', 'Abel', 'Berta', 'Dora']],
		['orderBy=purchasedAt&order=desc', ['Dora', 'Berta', 'Abel', 'Cleo']],
		['orderBy=name', ['Abel', 'Berta', 'Cleo', 'Dora']],
		['orderBy=name&order=desc', ['Dora', 'Cleo', 'Berta', 'Abel']],
		['orderBy=email&search=x.test', ['Cleo', 'Berta', 'Abel']],
		['orderBy=bookedSteps', ['Berta', 'Cleo', 'Abel', 'Dora']],
		['orderBy=bookedSteps&order=desc', ['Dora', 'Abel', 'Cleo', 'Berta']],
		['orderBy=bookedSteps&show=all&stepStatus=UNBOOKED', ['Berta', 'Ewa', 'Finn', 'Cleo']],
		['orderBy=status', ['Cleo', 'Abel', 'Dora', 'Berta']],
	])('%s gives the order %j', async (query, names) => {
		expect(namesOf(await read(cohort, query))).toEqual(names);
	});

	test('a step alone, or with a status, narrows it', async () => {
		const [first, second] = cohort.course.steps;
		expect(namesOf(await read(cohort, `stepId=${first!.id}&stepStatus=BOOKED`))).toEqual([
			'Cleo',
			'Abel',
		]);
		expect(namesOf(await read(cohort, `stepId=${second!.id}&stepStatus=BOOKED`))).toEqual(['Abel']);
		expect((await read(cohort, `stepId=${second!.id}`)).total).toBe(4);
		const other = await cohortWith(app.db, [{}]);
		expect((await read(cohort, `stepId=${other.course.steps[0]!.id}`)).total).toBe(0);
	});

	test.each(['purchasedAt', 'name', 'bookedSteps', 'status'])(
		'page by page, ordered by %s, everybody comes once, and each page knows how many there are',
		async (orderBy) => {
			const seen: string[] = [];
			for (let page = 1; page <= 4; page += 1) {
				const roster = await read(cohort, `show=all&perPage=2&orderBy=${orderBy}&page=${page}`);
				expect(roster.total).toBe(6);
				seen.push(...namesOf(roster));
			}
			expect(seen.sort()).toEqual(['Abel', 'Berta', 'Cleo', 'Dora', 'Ewa', 'Finn']);
		},
	);

	test('those of other cohorts are never among them', async () => {
		const other = await buildCohort(app.db, cohort.course);
		await enroll(other, { name: 'Abelard' });
		expect(namesOf(await read(other, 'show=all'))).toEqual(['Abelard']);
		expect(namesOf(await read(cohort, 'search=abel'))).toEqual(['Abel']);
	});

	test('what the same words and filters find goes into a file, by package', async () => {
		const path = `${pathOf(cohort)}/export`;
		const all = (await staff.viewer('GET', `${path}?show=all`)).body as RosterExportResponse;
		expect(all.entries.map(({ name }) => name)).toEqual(['Cleo', 'Abel', 'Berta', 'Dora', 'Ewa', 'Finn']);
		expect(all.next).toBeNull();
		expect(all.cohort).toEqual((await read(cohort)).cohort);
		expect(all.entries[0]).toEqual((await read(cohort, 'search=Cleo')).items[0]);
		const after = packages['Abel']!.id;
		const rest = await staff.viewer('GET', `${path}?search=x.test&after=${after}`);
		expect((rest.body as RosterExportResponse).entries).toMatchObject([{ name: 'Berta' }]);
	});
});

test('a file of more than one batch has everybody once, whether live or not', async () => {
	const cohort = await cohortWith(app.db, [{ options: 2 }]);
	const [step] = cohort.course.steps;
	const first = await enroll(cohort);
	// Each with a checkout of its own, as the tables want it.
	await app.db
		.raw(`INSERT INTO wp_ce_checkouts (reference, student_id, program_id, cohort_id, state, program_code,
			program_title, cohort_name, amount, currency, livemode, expires_at, created_at, updated_at)
		SELECT UUID(), 5000000000 + seq, ${cohort.course.id}, ${cohort.id}, 'enrolled', 'C', 'C', 'C', 0, 'eur', 0,
			NOW(3), NOW(3), NOW(3) FROM seq_1_to_2100`);
	await app.db
		.raw(`INSERT INTO wp_ce_student_packages (student_id, program_id, cohort_id, checkout_id, package_name, status,
			purchased_at, created_at, updated_at)
		SELECT student_id, program_id, cohort_id, id, 'C', IF(student_id MOD 3 = 0, 'CANCELLED', 'ACTIVE'),
			NOW(3), NOW(3), NOW(3) FROM wp_ce_checkouts WHERE student_id > 5000000000`);
	await app.db.raw(`INSERT INTO wp_ce_student_course_step_progress
			(package_id, step_id, cohort_id, status, created_at, updated_at)
		SELECT id, ${step!.id}, cohort_id, 'UNBOOKED', NOW(3), NOW(3) FROM wp_ce_student_packages
			WHERE student_id > 5000000000`);
	const exported = async (query: string) => {
		const ids: number[] = [];
		const sizes: number[] = [];
		for (let after: number | null = 0; after !== null;) {
			const answer = await staff.operator('GET', `${pathOf(cohort)}/export?${query}&after=${after}`);
			const { entries, next } = answer.body as RosterExportResponse;
			expect(entries.every(({ steps }) => steps.length === 1)).toBe(true);
			ids.push(...entries.map(({ packageId }) => packageId));
			sizes.push(entries.length);
			after = next;
		}
		expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
		return { ids, sizes };
	};
	const all = await exported('show=all');
	expect(all.sizes).toEqual([1000, 1000, 101]);
	expect(all.ids[0]).toBe(first.id);
	expect((await exported('show=ended')).sizes).toEqual([700]);
	expect((await exported('show=incomplete')).sizes).toEqual([1000, 401]);
});

test('without anybody the list is empty and still names its cohort', async () => {
	const cohort = await cohortWith(app.db, [{}]);
	expect(await read(cohort)).toMatchObject({ items: [], total: 0, cohort: { name: cohort.name } });
});

test('a cohort that is not there, or was deleted, is not found', async () => {
	const deleted = await cohortWith(app.db, [{}]);
	await table<{ id: number; deleted_at: Date }>(app.db, 'course_cohorts')
		.where({ id: deleted.id })
		.update({ deleted_at: new Date() });
	for (const path of ['/admin/cohorts/999999/roster', pathOf(deleted)]) {
		expect(answerOf(await staff.viewer('GET', path))).toEqual([404, 'cohort_not_found']);
		expect(answerOf(await staff.viewer('GET', `${path}/export`))).toEqual([404, 'cohort_not_found']);
	}
});

test.each(['/admin/cohorts/1/roster', '/admin/cohorts/1/roster/export'])(
	'GET %s is for staff only',
	async (path) => {
		await expectGuarded(staff, 'view', 'GET', path);
	},
);

test.each([
	'1/roster?show=none',
	'1/roster?stepId=0',
	'1/roster?stepId=x',
	'1/roster?stepStatus=DONE',
	'1/roster?orderBy=password',
	'1/roster?perPage=101',
	'1/roster?surprise=1',
	`1/roster?search=${'x'.repeat(201)}`,
	'1/roster/export?after=-1',
	'1/roster/export?after=1.5',
	'1/roster/export?page=2',
	'0/roster',
	'1e3/roster',
])('%s is refused', async (path) => {
	expect(answerOf(await staff.viewer('GET', `/admin/cohorts/${path}`))).toEqual([400, 'invalid_request']);
});

test('words that look like SQL are only words', async () => {
	const cohort = await cohortWith(app.db, [{}]);
	await enroll(cohort, { name: `Robert'); DROP TABLE "students` });
	const search = new URLSearchParams({ search: `t'); DROP TABLE "s` });
	expect((await read(cohort, search.toString())).total).toBe(1);
});
