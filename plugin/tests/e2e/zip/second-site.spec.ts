import { createDatabase, tableName } from '../../../../sidecar/src/db/database';
import { logIn } from '../support/rest';
import { accountOf } from '../support/staff';
import { createAccount } from '../support/student';
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

test('Whoever runs the first site may not run the second', async ({ playwright, demo }) => {
	const firstSite = new URL(demo.siteUrl).origin;
	const request = await playwright.request.newContext();
	const network = await logIn(request, firstSite, accountOf(demo, 'administrator'));
	// Made through the first site: an administrator there, and nobody here.
	const neighbour = await createAccount(network, 'administrator');
	const there = await logIn(request, firstSite, neighbour);
	const classes = '/cohort-enrollment/v1/admin/group-classes';
	expect((await there.send('GET', classes)).status(), 'on the own site').toBe(200);

	const screen = '/wp-admin/admin.php?page=cohort-enrollment-cohorts';
	const app = 'id="cohort-enrollment-admin"';
	const own = await request.get(`${firstSite}${screen}`);
	expect(own.status(), 'screen of the own site').toBe(200);
	expect(await own.text()).toContain(app);
	const other = await request.get(`${demo.siteUrl}${screen}`, { maxRedirects: 0 });
	expect(other.status(), 'screen of the other site').toBe(403);
	expect(await other.text()).not.toContain(app);

	const nonce = await request.get(`${demo.siteUrl}/wp-admin/admin-ajax.php?action=rest-nonce`);
	for (const method of ['GET', 'POST']) {
		const answer = await request.fetch(`${demo.siteUrl}/wp-json${classes}`, {
			method,
			headers: { 'X-WP-Nonce': await nonce.text() },
			...(method === 'GET' ? {} : { data: {} }),
		});
		expect([answer.status(), ((await answer.json()) as { code: string }).code], method).toEqual([
			403,
			'forbidden',
		]);
	}
	await request.dispose();
});
