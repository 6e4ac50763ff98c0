import { createDatabase, tableName } from '../../../../sidecar/src/db/database';
import { logIn } from '../support/rest';
import { expect, test } from '../support/test';

test('The other site of the network sees nothing of it', async ({
	playwright,
	school,
	student,
	records,
	demo,
}) => {
	const offer = await school.offer();
	await student.buy(offer);
	expect(await records.packagesOf(student.id)).toHaveLength(1);

	const first = createDatabase({
		...demo.db,
		database: demo.db.name,
		prefix: demo.db.basePrefix!,
		poolSize: 1,
	});
	const ofStudent = (name: string) =>
		first(tableName(first, name)).where({ student_id: student.id }).select<object[]>('id');
	expect(await ofStudent('checkouts')).toEqual([]);
	expect(await ofStudent('student_packages')).toEqual([]);
	expect(
		await first(tableName(first, 'course_programs')).where({ code: offer.course.code }).select('id'),
	).toEqual([]);
	await first.destroy();

	const request = await playwright.request.newContext();
	const there = await logIn(request, new URL(demo.siteUrl).origin, student);
	expect(await there.ask('GET', '/cohort-enrollment/v1/students/me/course-packages')).toMatchObject({
		packages: [],
	});
	await request.dispose();
});
