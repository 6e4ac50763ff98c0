import { setTimeout as sleep } from 'node:timers/promises';
import { buildCohort, buildCourse, buildPackage } from '../../../test/builders';
import { openShop, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import { moveProgress, type StepProgressRow } from '../../db/student-course-step-progress';
import { lockPackageRow, type PackageRow } from '../../db/student-packages';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const addStep = async (courseId: number): Promise<void> => {
	const { version, code, title, isActive, pageId, steps } = await shop.sidecar.courses.read(courseId);
	const extra = { id: null, label: 'Extra', title: 'One more', isActive: true, groupClassIds: [] };
	const kept = steps.map((step) => ({
		id: step.id,
		label: step.label,
		title: step.title,
		isActive: step.isActive,
		groupClassIds: step.groupClassIds,
	}));
	await shop.sidecar.courses.update(
		{ id: courseId, version, actor: 'staff:3' },
		{ code, title, isActive, pageId, steps: [...kept, extra] },
	);
};

/** Waits until somebody locks packages, and is not done with it. */
const untilPackagesAreWaitedFor = async (): Promise<void> => {
	for (;;) {
		const [rows] = (await shop.db.raw(
			"SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '%student_packages%for update%' AND id <> CONNECTION_ID()",
		)) as [unknown[]];
		if (rows.length > 0) {
			return;
		}
		await sleep(5);
	}
};

test('a step that is added while a student moves to another cohort is given to the student in that cohort', async () => {
	const course = await buildCourse(shop.db);
	const [from, to] = [await buildCohort(shop.db, course), await buildCohort(shop.db, course)];
	const { id } = await buildPackage(shop.db, from);
	const moving = await shop.connect().transaction();
	await lockPackageRow(moving, id);
	await moveProgress(moving, { packageId: id, cohortId: to.id, restarted: [] }, shop.clock.now());

	const adding = addStep(course.id);
	await Promise.race([adding, untilPackagesAreWaitedFor()]);
	await table<PackageRow>(moving, 'student_packages').where({ id }).update({ cohort_id: to.id });
	await moving.commit();
	await adding;

	const rows = await table<StepProgressRow>(shop.db, 'student_course_step_progress').where(
		'package_id',
		id,
	);
	expect(rows.map((row) => row.cohort_id)).toEqual(Array(course.steps.length + 1).fill(to.id));
});
