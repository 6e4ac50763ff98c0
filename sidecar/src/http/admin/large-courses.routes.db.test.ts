import type { Course, CourseInput } from '../../../contract';
import { startTestApp, type StartedApp } from '../../../test/app';
import { suffix } from '../../../test/build-rows';
import { activityOf, staffOf, type StaffCallers } from '../../../test/staff';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

/** As many steps as a course may have, each as long as it may be, in a script of three bytes for each character. */
const largest = (title: string, ids?: readonly (number | null)[]): CourseInput['steps'] =>
	Array.from({ length: 100 }, (_, index) => ({
		id: ids?.[index] ?? null,
		label: '週'.repeat(64),
		title: title.repeat(200),
		isActive: true,
		groupClassIds: [],
	}));

test('the largest course is created and saved like any other, and the activity tells all of it, before and after', async () => {
	const code = `LARGE-${suffix()}`;
	const fields = { code, title: 'Large', isActive: true, pageId: null };
	const created = await staff.manager('POST', '/admin/courses', { ...fields, steps: largest('字') });
	expect(created.status).toBe(201);
	const { id, version, steps } = created.body as Course;
	const ids = steps.map((step) => step.id);

	const saved = await staff.manager('PUT', `/admin/courses/${id}`, {
		...fields,
		steps: largest('文', ids),
		version,
	});
	expect(saved.status).toBe(200);
	expect(saved.body).toMatchObject({ version: 2, steps: largest('文', ids) });

	const told = await activityOf(app.db, 'course', id);
	expect(JSON.parse(told[1]?.data ?? '')).toEqual({
		before: { steps: largest('字', ids) },
		after: { steps: largest('文', ids) },
	});
});
